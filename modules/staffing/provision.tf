data "aws_iam_policy_document" "provision" {
  statement {
    sid       = "ReadAndSettleAgents"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [module.storage.agents_table.arn]
  }

  statement {
    sid       = "RecordOutcomes"
    actions   = ["dynamodb:PutItem"]
    resources = [module.storage.outcomes_table.arn]
  }

  # All containers share Connect's quota. Each one writes an item to this table that says that it is at work, and counts
  # the items of the others, which have this key: it reads no import's outcomes.
  # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
  statement {
    sid       = "ShareTheQuota"
    actions   = ["dynamodb:Query"]
    resources = [module.storage.outcomes_table.arn]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "dynamodb:LeadingKeys"
      values   = ["#presence"]
    }
  }

  # Whether an import was stopped stands in its record, and the id of one that waits.
  statement {
    sid       = "ReadAndCountInImports"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [module.storage.files_table.arn]
  }

  # Imports that wait, and agents of theirs, to which it gives turns between those that the stream brings.
  statement {
    sid       = "GiveImportsTurns"
    actions   = ["dynamodb:Query"]
    resources = ["${module.storage.agents_table.arn}/index/in_line", "${module.storage.files_table.arn}/index/unfinished"]
  }

  statement {
    sid = "ReadAndMakePasswords"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]
    resources = [module.storage.passwords.arn_pattern]
  }

  # The function sends messages to the queue; Lambda takes them, and deletes them once they are done.
  statement {
    sid = "TryAgentsAgain"
    actions = [
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ]
    resources = [module.storage.retry_queue_address.arn]
  }

  # Connect checks CreateUser on every profile and group that the user is given, too.
  statement {
    sid     = "CreateUsers"
    actions = ["connect:CreateUser"]
    resources = [
      "${var.instance.arn}/agent/*",
      "${var.instance.arn}/agent-group/*",
      "${var.instance.arn}/routing-profile/*",
      "${var.instance.arn}/security-profile/*",
    ]
  }

  statement {
    sid       = "MarkAndReadUsers"
    actions   = ["connect:DescribeUser", "connect:TagResource", "connect:UntagResource"]
    resources = ["${var.instance.arn}/agent/*"]
  }

  statement {
    sid       = "ChangeUsers"
    actions   = ["connect:UpdateUserConfig", "connect:UpdateUserIdentityInfo", "connect:UpdateUserPhoneConfig"]
    resources = ["${var.instance.arn}/agent/*"]
  }

  # Connect checks each of these, as well, on the group or the profiles that the user is given.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
  statement {
    sid       = "ChangeGroups"
    actions   = ["connect:UpdateUserHierarchy"]
    resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/agent-group/*"]
  }

  statement {
    sid       = "ChangeRoutingProfiles"
    actions   = ["connect:UpdateUserRoutingProfile"]
    resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/routing-profile/*"]
  }

  statement {
    sid       = "ChangeSecurityProfiles"
    actions   = ["connect:UpdateUserSecurityProfiles"]
    resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/security-profile/*"]
  }

  statement {
    sid = "SetProficiencies"
    actions = [
      "connect:AssociateUserProficiencies",
      "connect:DisassociateUserProficiencies",
      "connect:ListUserProficiencies",
      "connect:UpdateUserProficiencies",
    ]
    resources = [var.instance.arn, "${var.instance.arn}/agent/*"]
  }

  statement {
    sid       = "RemoveUsers"
    actions   = ["connect:DeleteUser"]
    resources = ["${var.instance.arn}/agent/*"]
  }

  # Connect does not delete the quick connects of a user who is deleted.
  statement {
    sid = "FindAndRemoveQuickConnects"
    actions = [
      "connect:DeleteQuickConnect",
      "connect:DescribeQuickConnect",
      "connect:ListQuickConnects",
      "connect:TagResource",
      "connect:UpdateQuickConnectName",
    ]
    resources = ["${var.instance.arn}/transfer-destination/*"]
  }

  # Connect checks these on the user and the flow that a quick connect leads to, too.
  statement {
    sid     = "LeadQuickConnectsToUsers"
    actions = ["connect:CreateQuickConnect", "connect:UpdateQuickConnectConfig"]
    resources = [
      "${var.instance.arn}/agent/*",
      "${var.instance.arn}/contact-flow/*",
      "${var.instance.arn}/transfer-destination/*",
    ]
  }

  statement {
    sid       = "FindTheFlowOfQuickConnects"
    actions   = ["connect:ListContactFlows"]
    resources = ["${var.instance.arn}/contact-flow/*"]
  }

  statement {
    sid = "LookUpNames"
    actions = [
      "connect:DescribePredefinedAttribute",
      "connect:ListPredefinedAttributes",
      "connect:ListRoutingProfiles",
      "connect:ListSecurityProfiles",
      "connect:ListUserHierarchyGroups",
      "connect:ListUsers",
      "connect:SearchUsers",
    ]
    resources = [var.instance.arn]
  }

  # Whether a profile that an agent gets or loses can manage others is told by its permissions.
  statement {
    sid       = "ReadPermissionsOfProfiles"
    actions   = ["connect:ListSecurityProfilePermissions"]
    resources = ["${var.instance.arn}/security-profile/*"]
  }

  statement {
    sid       = "ReadHierarchyPaths"
    actions   = ["connect:DescribeUserHierarchyGroup"]
    resources = ["${var.instance.arn}/agent-group/*"]
  }
}

module "provision" {
  source = "../lambda_function"

  common           = local.function
  service          = "provision"
  description      = "Makes each agent of the agents table a user of Amazon Connect"
  policy_json      = data.aws_iam_policy_document.provision.json
  destroyed_before = local.clean_ups

  # Most of the time it waits for Connect.
  memory_mb = 512
  # The longest that Lambda allows: the batches of all shards share Connect's two calls a second.
  timeout_seconds = 900

  key_use = {
    dynamodb = {
      actions = ["kms:Decrypt"]
      context = { "aws:dynamodb:tableName" = [module.storage.agents_table.name, module.storage.files_table.name, module.storage.outcomes_table.name] }
    }
    secretsmanager = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
      context = { "SecretARN" = [module.storage.passwords.arn_pattern] }
    }
    sqs = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
    }
  }

  stream = {
    arn               = module.storage.agents_table.stream_arn
    batch_size        = 25
    failure_queue_arn = module.storage.failure_queue_arn

    # New agents, deleted agents, agents that are set to PENDING, and items without a status that somebody put over others.
    # The status that provision itself writes back is another, so it does not invoke itself; nor does it by
    # `calling_since`, which it writes before its calls: of a write that adds that attribute, neither of the two patterns
    # with PENDING is true. Items that DynamoDB's time to live deletes come through as well: the function passes them by.
    filters = [
      jsonencode({ eventName = ["INSERT"] }),
      jsonencode({ eventName = ["REMOVE"] }),
      # "exists" looks at leaves alone. Below an attribute is the leaf "S"; the attribute itself is none, so that it would
      # count as absent from every item.
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] }, calling_since = { S = [{ exists = false }] } }
      } }),
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] } },
        OldImage = { calling_since = { S = [{ exists = true }] } }
      } }),
      jsonencode({ eventName = ["MODIFY"], dynamodb = { NewImage = { status = { S = [{ exists = false }] } } } }),
    ]
  }

  environment = {
    AGENTS_TABLE                = module.storage.agents_table.name
    ALLOWED_SECURITY_PROFILES   = jsonencode(var.settings.allowed_security_profiles)
    CONNECT_REQUESTS_PER_SECOND = tostring(var.settings.connect_requests_per_second)
    DEFAULT_ROUTING_PROFILE     = var.settings.default_routing_profile
    DEFAULT_SECURITY_PROFILES   = jsonencode(var.settings.default_security_profiles)
    FILES_TABLE                 = module.storage.files_table.name
    IDENTITY_MANAGEMENT_TYPE    = var.instance.identity_management_type
    INSTANCE_ID                 = var.instance.id
    OUTCOMES_TABLE              = module.storage.outcomes_table.name
    PASSWORD_KEY_ARN            = module.storage.key.arn
    PASSWORD_SECRET_PREFIX      = module.storage.passwords.prefix
    REPORT_RETENTION_DAYS       = tostring(var.settings.report_retention_days)
    RETRY_QUEUE_URL             = module.storage.retry_queue_address.url
  }
}

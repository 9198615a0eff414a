data "aws_iam_policy_document" "provision" {
  statement {
    sid       = "ReadAndSettleAgents"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [var.agents_table.arn]
  }

  statement {
    sid       = "RecordOutcomes"
    actions   = ["dynamodb:PutItem"]
    resources = [var.outcomes_table.arn]
  }

  # Its containers share Connect's quota: each says there that it is there, and reads who else is.
  statement {
    sid       = "ShareTheQuota"
    actions   = ["dynamodb:Query"]
    resources = [var.outcomes_table.arn]
  }

  statement {
    sid       = "CountInImports"
    actions   = ["dynamodb:UpdateItem"]
    resources = [var.files_table.arn]
  }

  statement {
    sid       = "ReadAgentsStream"
    actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    resources = [var.agents_table.stream_arn]
  }

  # AWS defines no resource for it, and Lambda asks for it before it takes the mapping.
  statement {
    sid       = "ListStreams"
    actions   = ["dynamodb:ListStreams"]
    resources = ["*"]
  }

  statement {
    sid = "ReadAndMakePasswords"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]
    resources = [var.passwords.arn_pattern]
  }

  # Creating a user also wants every profile and group that the user gets.
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

  # So does changing which profiles or group it has.
  statement {
    sid = "ChangeUsers"
    actions = [
      "connect:UpdateUserHierarchy",
      "connect:UpdateUserIdentityInfo",
      "connect:UpdateUserPhoneConfig",
      "connect:UpdateUserRoutingProfile",
      "connect:UpdateUserSecurityProfiles",
    ]
    resources = [
      "${var.instance.arn}/agent/*",
      "${var.instance.arn}/agent-group/*",
      "${var.instance.arn}/routing-profile/*",
      "${var.instance.arn}/security-profile/*",
    ]
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

  # Connect leaves the quick connects of a deleted user behind.
  statement {
    sid       = "RemoveTheirQuickConnects"
    actions   = ["connect:DeleteQuickConnect", "connect:DescribeQuickConnect", "connect:ListQuickConnects"]
    resources = ["${var.instance.arn}/transfer-destination/*"]
  }

  statement {
    sid = "LookUpNames"
    actions = [
      "connect:ListRoutingProfiles",
      "connect:ListSecurityProfiles",
      "connect:ListUserHierarchyGroups",
      "connect:ListUsers",
      "connect:SearchUsers",
    ]
    resources = [var.instance.arn]
  }

  statement {
    sid       = "ReadHierarchyPaths"
    actions   = ["connect:DescribeUserHierarchyGroup"]
    resources = ["${var.instance.arn}/agent-group/*"]
  }

  statement {
    sid       = "HandOverFailedRecords"
    actions   = ["sqs:SendMessage"]
    resources = [var.failure_queue.arn]
  }

  # Never by itself, only as part of what it is otherwise allowed to do.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.passwords.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [for service in ["dynamodb", "secretsmanager", "sqs"] : "${service}.${var.account.region}.amazonaws.com"]
    }
  }
}

module "function" {
  source = "../lambda_function"

  function    = var.function
  description = "Makes each agent of the agents table a user of Amazon Connect"
  policy_json = data.aws_iam_policy_document.provision.json
  # It waits for Connect most of the time.
  memory_mb = 512
  # A batch shares Connect's two calls a second with every other shard's.
  timeout_seconds = 900

  environment = {
    AGENTS_TABLE                = var.agents_table.name
    ALLOWED_SECURITY_PROFILES   = jsonencode(var.allowed_security_profiles)
    CONNECT_REQUESTS_PER_SECOND = tostring(var.connect_requests_per_second)
    DEFAULT_ROUTING_PROFILE     = var.default_routing_profile
    DEFAULT_SECURITY_PROFILES   = jsonencode(var.default_security_profiles)
    FILES_TABLE                 = var.files_table.name
    IDENTITY_MANAGEMENT_TYPE    = var.identity_management_type
    INSTANCE_ID                 = var.instance.id
    OUTCOMES_TABLE              = var.outcomes_table.name
    PASSWORD_KEY_ARN            = var.passwords.key_arn
    PASSWORD_SECRET_PREFIX      = var.passwords.prefix
    REPORT_RETENTION_DAYS       = tostring(var.report_retention_days)
  }
}

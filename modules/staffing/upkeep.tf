data "aws_iam_policy_document" "upkeep" {
  statement {
    sid       = "TakeUpImports"
    actions   = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [module.storage.files_table.arn]
  }

  statement {
    sid       = "FindImports"
    actions   = ["dynamodb:Query"]
    resources = ["${module.storage.files_table.arn}/index/redaction", "${module.storage.files_table.arn}/index/unfinished"]
  }

  statement {
    sid       = "RequeueAgents"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
    resources = [module.storage.agents_table.arn]
  }

  statement {
    sid       = "FindOwnedAgents"
    actions   = ["dynamodb:Query"]
    resources = ["${module.storage.agents_table.arn}/index/by_source"]
  }

  # How far the daily comparison with Connect is stands in the outcomes table, too.
  statement {
    sid       = "RecordWhoCanNotBeHelpedAndDrift"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [module.storage.outcomes_table.arn]
  }

  # Listing shows names and versions alone. It may not read uploads, as these may hold passwords.
  statement {
    sid       = "FindLostUploads"
    actions   = ["s3:ListBucketMultipartUploads", "s3:ListBucketVersions"]
    resources = [module.storage.upload_bucket.arn]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid       = "HandWorkOn"
    actions   = ["lambda:InvokeFunction"]
    resources = [for name in [module.ingest.name, module.provision.name] : "arn:${local.account.partition}:lambda:${local.account.region}:${local.account.id}:function:${name}"]
  }

  statement {
    sid       = "TakeUpFailures"
    actions   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"]
    resources = [module.storage.failure_queue_arn]
  }

  # The action takes no resource. It shows names of secrets, not their values.
  statement {
    sid       = "FindPasswords"
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  # It reads alone: what has drifted, provision mends. Amazon Connect wants the last action of whoever searches users.
  statement {
    sid = "CompareUsers"
    actions = [
      "connect:ListRoutingProfiles",
      "connect:ListSecurityProfiles",
      "connect:ListUsers",
      "connect:SearchUsers",
      "connect:ListUserProficiencies",
    ]
    resources = [var.instance.arn]
  }

  statement {
    sid       = "ReadUsers"
    actions   = ["connect:DescribeUser", "connect:ListUserProficiencies"]
    resources = ["${var.instance.arn}/agent/*"]
  }

  statement {
    sid       = "ReadHierarchyPaths"
    actions   = ["connect:DescribeUserHierarchyGroup"]
    resources = ["${var.instance.arn}/agent-group/*"]
  }

  statement {
    sid       = "DeleteExpiredPasswords"
    actions   = ["secretsmanager:DeleteSecret"]
    resources = [module.storage.passwords.arn_pattern]
  }
}

module "upkeep" {
  source = "../lambda_function"

  common      = local.function
  service     = "upkeep"
  description = "Takes up what got stuck, deletes initial passwords that have had their time, and compares users once a day"
  policy_json = data.aws_iam_policy_document.upkeep.json

  # Most of the time it waits for other services.
  memory_mb = 512
  # The longest that Lambda allows. What is not done by then is left to the next hour.
  timeout_seconds = 900

  key_use = {
    dynamodb = {
      actions = ["kms:Decrypt"]
      context = { "aws:dynamodb:tableName" = [module.storage.agents_table.name, module.storage.files_table.name, module.storage.outcomes_table.name] }
    }
    sqs = {
      actions = ["kms:Decrypt"]
    }
  }

  environment = {
    AGENTS_TABLE                = module.storage.agents_table.name
    ALLOWED_SECURITY_PROFILES   = jsonencode(var.settings.allowed_security_profiles)
    CONNECT_REQUESTS_PER_SECOND = tostring(var.settings.connect_requests_per_second)
    DRIFT                       = var.settings.drift
    IDENTITY_MANAGEMENT_TYPE    = var.instance.identity_management_type
    INSTANCE_ID                 = var.instance.id
    FAILURE_QUEUE_URL           = module.storage.failure_queue.url
    FILES_TABLE                 = module.storage.files_table.name
    INGEST_FUNCTION             = module.ingest.name
    OUTCOMES_TABLE              = module.storage.outcomes_table.name
    PASSWORD_RETENTION_DAYS     = tostring(var.settings.password_retention_days)
    PASSWORD_SECRET_PREFIX      = module.storage.passwords.prefix
    PROVISION_FUNCTION          = module.provision.name
    REPORT_RETENTION_DAYS       = tostring(var.settings.report_retention_days)
    UPLOAD_BUCKET               = module.storage.upload_bucket.name
    UPLOAD_RETENTION_DAYS       = tostring(var.settings.upload_retention_days)
  }
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "${var.name}-upkeep"
  description         = "Runs ${module.upkeep.name} every hour"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "upkeep" {
  rule  = aws_cloudwatch_event_rule.hourly.name
  arn   = module.upkeep.arn
  input = jsonencode({})

  # Without the permission the schedule would run, fail to invoke the function, and nobody would be told.
  depends_on = [aws_lambda_permission.schedule]
}

# A rule's ARN has the account, so that source_account would add nothing; EventBridge's guide does not name it for Lambda.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
resource "aws_lambda_permission" "schedule" {
  statement_id  = "InvokeEveryHour"
  action        = "lambda:InvokeFunction"
  function_name = module.upkeep.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.hourly.arn
}

# No retries: the next hour is the retry. A failed invocation stands in the log and raises the alarm upkeep-errors.
resource "aws_lambda_function_event_invoke_config" "upkeep" {
  function_name                = module.upkeep.name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 1800
}

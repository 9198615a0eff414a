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

  statement {
    sid       = "RecordWhoCanNotBeHelped"
    actions   = ["dynamodb:PutItem"]
    resources = [module.storage.outcomes_table.arn]
  }

  # Listing shows names and versions alone. It may not read uploads, as these may hold passwords.
  statement {
    sid       = "FindLostUploads"
    actions   = ["s3:ListBucketMultipartUploads", "s3:ListBucketVersions"]
    resources = [module.storage.upload_bucket.arn]
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
  description = "Takes up what got stuck, and deletes initial passwords that have had their time"
  policy_json = data.aws_iam_policy_document.upkeep.json

  # Most of the time it waits for other services.
  memory_mb = 512
  # The longest that Lambda allows. What is not done by then is left to the next hour.
  timeout_seconds = 900

  key_use = {
    actions  = ["kms:Decrypt"]
    services = ["dynamodb", "sqs"]
  }

  environment = {
    AGENTS_TABLE            = module.storage.agents_table.name
    FAILURE_QUEUE_URL       = module.storage.failure_queue.url
    FILES_TABLE             = module.storage.files_table.name
    INGEST_FUNCTION         = module.ingest.name
    OUTCOMES_TABLE          = module.storage.outcomes_table.name
    PASSWORD_RETENTION_DAYS = tostring(var.settings.password_retention_days)
    PASSWORD_SECRET_PREFIX  = module.storage.passwords.prefix
    PROVISION_FUNCTION      = module.provision.name
    REPORT_RETENTION_DAYS   = tostring(var.settings.report_retention_days)
    UPLOAD_BUCKET           = module.storage.upload_bucket.name
    UPLOAD_RETENTION_DAYS   = tostring(var.settings.upload_retention_days)
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

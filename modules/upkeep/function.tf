data "aws_iam_policy_document" "upkeep" {
  statement {
    sid       = "TakeUpImports"
    actions   = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [var.files_table.arn]
  }

  statement {
    sid       = "FindImports"
    actions   = ["dynamodb:Query"]
    resources = ["${var.files_table.arn}/index/redaction", "${var.files_table.arn}/index/unfinished"]
  }

  statement {
    sid       = "RequeueAgents"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
    resources = [var.agents_table.arn]
  }

  statement {
    sid       = "FindOwnedAgents"
    actions   = ["dynamodb:Query"]
    resources = ["${var.agents_table.arn}/index/by_source"]
  }

  statement {
    sid       = "RecordWhoCanNotBeHelped"
    actions   = ["dynamodb:PutItem"]
    resources = [var.outcomes_table.arn]
  }

  # Names and versions only: an upload may hold passwords.
  statement {
    sid       = "FindLostUploads"
    actions   = ["s3:ListBucketVersions"]
    resources = [var.upload_bucket.arn]
  }

  statement {
    sid       = "HandWorkOn"
    actions   = ["lambda:InvokeFunction"]
    resources = [for name in [var.ingest_function_name, var.provision_function_name] : "arn:${var.account.partition}:lambda:${var.account.region}:${var.account.id}:function:${name}"]
  }

  statement {
    sid       = "TakeUpFailures"
    actions   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"]
    resources = [var.failure_queue.arn]
  }

  # AWS defines no resource for it; it tells names, not values.
  statement {
    sid       = "FindPasswords"
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  statement {
    sid       = "DeleteExpiredPasswords"
    actions   = ["secretsmanager:DeleteSecret"]
    resources = [var.passwords.arn_pattern]
  }

  # Never by itself, only as part of what it is otherwise allowed to do.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [var.passwords.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [for service in ["dynamodb", "sqs"] : "${service}.${var.account.region}.amazonaws.com"]
    }
  }
}

module "function" {
  source = "../lambda_function"

  function    = var.function
  description = "Takes up what got stuck, and deletes initial passwords that have had their time"
  policy_json = data.aws_iam_policy_document.upkeep.json
  # It waits for other services most of the time.
  memory_mb = 512
  # The longest that Lambda has; what is left then waits for the next hour.
  timeout_seconds = 900

  environment = {
    AGENTS_TABLE            = var.agents_table.name
    FAILURE_QUEUE_URL       = var.failure_queue.url
    FILES_TABLE             = var.files_table.name
    INGEST_FUNCTION         = var.ingest_function_name
    OUTCOMES_TABLE          = var.outcomes_table.name
    PASSWORD_RETENTION_DAYS = tostring(var.password_retention_days)
    PASSWORD_SECRET_PREFIX  = var.passwords.prefix
    PROVISION_FUNCTION      = var.provision_function_name
    REPORT_RETENTION_DAYS   = tostring(var.report_retention_days)
    UPLOAD_BUCKET           = var.upload_bucket.name
    UPLOAD_RETENTION_DAYS   = tostring(var.upload_retention_days)
  }
}

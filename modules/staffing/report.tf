data "aws_iam_policy_document" "report" {
  statement {
    sid       = "ReadOutcomes"
    actions   = ["dynamodb:Query"]
    resources = [module.storage.outcomes_table.arn]
  }

  statement {
    sid       = "FinishImports"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [module.storage.files_table.arn]
  }

  statement {
    sid       = "FindPlans"
    actions   = ["s3:ListBucket"]
    resources = [module.storage.report_bucket.arn]
  }

  statement {
    sid       = "ReadPlansAndWriteReports"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${module.storage.report_bucket.arn}/*"]
  }

  statement {
    sid       = "Notify"
    actions   = ["sns:Publish"]
    resources = [module.monitoring.topic.arn]
  }
}

module "report" {
  source = "../lambda_function"

  common          = local.function
  service         = "report"
  description     = "Writes an import's report when its last agent is done, and sends the notification"
  policy_json     = data.aws_iam_policy_document.report.json
  memory_mb       = 1024
  timeout_seconds = 900

  key_use = {
    actions  = ["kms:Decrypt", "kms:GenerateDataKey"]
    services = ["dynamodb", "s3", "sns", "sqs"]
  }

  stream = {
    arn = module.storage.files_table.stream_arn
    # A small batch: for each record the function writes a whole report.
    batch_size        = 10
    failure_queue_arn = module.storage.failure_queue_arn

    # An import that has handed over all its lines and whose last agent is done. Stream records hold numbers as strings.
    filters = [
      jsonencode({
        dynamodb = {
          NewImage = {
            kind    = { S = ["agent_directory", "table"] }
            status  = { S = ["PROVISIONING"] }
            pending = { N = ["0"] }
          }
        }
      }),
    ]
  }

  environment = {
    FILES_TABLE            = module.storage.files_table.name
    NOTIFICATION_TOPIC_ARN = module.monitoring.topic.arn
    OUTCOMES_TABLE         = module.storage.outcomes_table.name
    REPORT_BUCKET          = module.storage.report_bucket.name
  }
}

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

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid       = "ReadPlans"
    actions   = ["s3:GetObject"]
    resources = ["${module.storage.report_bucket.arn}/*/plan/*"]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid     = "WriteReports"
    actions = ["s3:PutObject"]
    resources = [
      for file in ["outcome.csv", "rejected.csv", "report.html", "summary.json"] : "${module.storage.report_bucket.arn}/*/${file}"
    ]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
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
    dynamodb = {
      actions = ["kms:Decrypt"]
      context = { "aws:dynamodb:tableName" = [module.storage.files_table.name, module.storage.outcomes_table.name] }
    }
    # To read them, the key's own policy lets in whoever may use the bucket.
    s3 = {
      actions = ["kms:GenerateDataKey"]
      context = { "aws:s3:arn" = [module.storage.report_bucket.arn, "${module.storage.report_bucket.arn}/*"] }
    }
    sns = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
      context = { "aws:sns:topicArn" = [module.monitoring.topic.arn] }
    }
    sqs = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
    }
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

data "aws_iam_policy_document" "report" {
  statement {
    sid       = "ReadOutcomes"
    actions   = ["dynamodb:Query"]
    resources = [var.outcomes_table.arn]
  }

  statement {
    sid       = "FinishImports"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [var.files_table.arn]
  }

  statement {
    sid       = "ReadFilesStream"
    actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    resources = [var.files_table.stream_arn]
  }

  # AWS defines no resource for it, and Lambda asks for it before it takes the mapping.
  statement {
    sid       = "ListStreams"
    actions   = ["dynamodb:ListStreams"]
    resources = ["*"]
  }

  statement {
    sid       = "FindPlans"
    actions   = ["s3:ListBucket"]
    resources = [var.report_bucket.arn]
  }

  statement {
    sid       = "ReadPlansAndWriteReports"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.report_bucket.arn}/*"]
  }

  statement {
    sid       = "Notify"
    actions   = ["sns:Publish"]
    resources = [var.notification_topic.arn]
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
    resources = [var.function.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [for service in ["dynamodb", "s3", "sns", "sqs"] : "${service}.${var.account.region}.amazonaws.com"]
    }
  }
}

module "function" {
  source = "../lambda_function"

  function        = var.function
  description     = "Writes an import's report when its last agent is done, and sends the notification"
  policy_json     = data.aws_iam_policy_document.report.json
  memory_mb       = 1024
  timeout_seconds = 900

  environment = {
    FILES_TABLE            = var.files_table.name
    NOTIFICATION_TOPIC_ARN = var.notification_topic.arn
    OUTCOMES_TABLE         = var.outcomes_table.name
    REPORT_BUCKET          = var.report_bucket.name
  }
}

# What a function could not do after all retries: S3 events as they came, stream records as positions.
resource "aws_sqs_queue" "failures" {
  name              = "${var.name}-failures"
  kms_master_key_id = aws_kms_key.this.arn
  # 14 days, the longest that SQS keeps a message.
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "failures" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.failures.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "failures" {
  queue_url = aws_sqs_queue.failures.url
  policy    = data.aws_iam_policy_document.failures.json
}

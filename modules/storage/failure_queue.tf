locals {
  failure_queue_name = "${var.name}-failures"

  # Written out, because the policy is an argument of the queue, and because the provider watches a new queue for half a
  # minute, for which the functions that name it need not wait.
  failure_queue_arn = "arn:${var.account.partition}:sqs:${var.account.region}:${var.account.id}:${local.failure_queue_name}"
}

data "aws_iam_policy_document" "failures" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.failure_queue_arn]

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

# Holds what failed after all retries: S3 events whole, stream records as their positions in the stream.
resource "aws_sqs_queue" "failures" {
  name              = local.failure_queue_name
  policy            = data.aws_iam_policy_document.failures.json
  kms_master_key_id = aws_kms_key.this.arn
  # 14 days, the longest that SQS keeps a message.
  message_retention_seconds = 1209600
}

locals {
  failure_queue_name = "${var.name}-failures"

  # Written out, as the policy is part of the queue: a policy of its own takes the provider half a minute more.
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

# What a function could not do after all retries: S3 events as they came, stream records as positions.
resource "aws_sqs_queue" "failures" {
  name              = local.failure_queue_name
  policy            = data.aws_iam_policy_document.failures.json
  kms_master_key_id = aws_kms_key.this.arn
  # 14 days, the longest that SQS keeps a message.
  message_retention_seconds = 1209600
}

locals {
  retry_queue_name = "${var.name}-retries"

  # Written out for the same reasons as those of the failure queue.
  retry_queue_arn = "arn:${var.account.partition}:sqs:${var.account.region}:${var.account.id}:${local.retry_queue_name}"
  retry_queue_url = "https://sqs.${var.account.region}.${var.account.dns_suffix}/${var.account.id}/${local.retry_queue_name}"
}

data "aws_iam_policy_document" "retries" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.retry_queue_arn]

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

# Brings agents back that have to be tried again: messages that provision sends to itself with a delay.
resource "aws_sqs_queue" "retries" {
  name              = local.retry_queue_name
  policy            = data.aws_iam_policy_document.retries.json
  kms_master_key_id = aws_kms_key.this.arn
  # Six times the longest run of the function that reads it, as AWS advises:
  # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  visibility_timeout_seconds = 5400
  # 14 days, the longest that SQS keeps a message. Only a function that does not run at all lets one get so old.
  message_retention_seconds = 1209600
}

# Apart from the queue, so that nobody who needs the queue waits for the failure queue as well.
resource "aws_sqs_queue_redrive_policy" "retries" {
  queue_url = aws_sqs_queue.retries.id

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failures.arn
    maxReceiveCount     = 5
  })
}

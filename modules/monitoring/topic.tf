locals {
  topic_name = "${var.name}-notifications"

  # Written out: the policy is part of the topic, so it can't refer to the topic's ARN.
  topic_arn = "arn:${var.account.partition}:sns:${var.account.region}:${var.account.id}:${local.topic_name}"
}

# Report publishes too, by the policy of its own role.
data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "PublishAlarms"
    actions   = ["sns:Publish"]
    resources = [local.topic_arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account.id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${var.account.partition}:cloudwatch:${var.account.region}:${var.account.id}:alarm:${var.name}-*"]
    }
  }

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [local.topic_arn]

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

# Is told of each import that is over and of each alarm.
resource "aws_sns_topic" "notifications" {
  name              = local.topic_name
  display_name      = "Rollcall ${var.name}"
  policy            = data.aws_iam_policy_document.topic.json
  kms_master_key_id = var.key_arn
}

# Amazon SNS sends notifications once the reader has followed the link in its first message.
resource "aws_sns_topic_subscription" "email" {
  for_each = var.notification_email == null ? {} : { reader = var.notification_email }

  topic_arn = aws_sns_topic.notifications.arn
  protocol  = "email"
  endpoint  = each.value
}

locals {
  # Written out, as the buckets themselves need the key first.
  upload_bucket_arn = "arn:${var.account.partition}:s3:::${local.bucket_names.uploads}"
  report_bucket_arn = "arn:${var.account.partition}:s3:::${local.bucket_names.reports}"
}

data "aws_iam_policy_document" "key" {
  # AWS's own default: whoever has the key in an IAM policy of this account may use it. The functions' roles get it there,
  # for tables, streams, secrets and the failure queue, and the key can't be locked out of its account.
  statement {
    sid       = "DelegateToIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${var.account.partition}:iam::${var.account.id}:root"]
    }
  }

  # Whoever may put an object into the upload bucket needs no permission on the key besides.
  statement {
    sid       = "EncryptUploadsOfThisAccount"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [var.account.id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.account.region}.amazonaws.com"]
    }

    # The bucket's ARN with its bucket key, an object's without.
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [local.upload_bucket_arn, "${local.upload_bucket_arn}/*"]
    }
  }

  # The same for whoever may read the reports.
  statement {
    sid       = "DecryptReportsOfThisAccount"
    actions   = ["kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [var.account.id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [local.report_bucket_arn, "${local.report_bucket_arn}/*"]
    }
  }

  # CloudWatch Logs has no role of ours: it must be named, and only for our functions' groups.
  statement {
    sid       = "EncryptFunctionLogs"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.account.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${var.account.partition}:logs:${var.account.region}:${var.account.id}:log-group:/aws/lambda/${var.name}-*"]
    }
  }

  # Nor have CloudWatch alarms: without it they could not write to the encrypted topic.
  statement {
    sid       = "EncryptAlarmNotifications"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:sns:topicArn"
      values   = ["arn:${var.account.partition}:sns:${var.account.region}:${var.account.id}:${var.name}-notifications"]
    }
  }
}

# One key for everything at rest; 7 days is the shortest window in which AWS keeps a deleted one.
resource "aws_kms_key" "this" {
  description             = "${var.name}: uploads, reports, tables, initial passwords, logs, the failure queue and notifications"
  policy                  = data.aws_iam_policy_document.key.json
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

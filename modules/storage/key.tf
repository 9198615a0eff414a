data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:In a key's policy "*" is that key, and this lets the account's policies govern it. Changes with: a resource but "*"
  #checkov:skip=CKV_AWS_111:As CKV_AWS_109. Changes with: the same
  #checkov:skip=CKV_AWS_356:As CKV_AWS_109. Changes with: the same
  # AWS's own default: whoever has the key in an IAM policy of this account may use it. The functions' roles get it
  # there, for tables, streams, secrets and the failure queue, and the key can't be locked out of its account.
  statement {
    sid       = "DelegateToIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${var.account.partition}:iam::${var.account.id}:root"]
    }
  }

  # So that whoever may put an object into the upload bucket needs no permission on the key.
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

    # S3 names the bucket when it uses a bucket key, and the object when it does not.
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [local.bucket_arns.uploads, "${local.bucket_arns.uploads}/*"]
    }
  }

  # So that whoever may read the reports needs no permission on the key.
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
      values   = [local.bucket_arns.reports, "${local.bucket_arns.reports}/*"]
    }
  }

  # CloudWatch Logs acts as a service and not with a role of ours, so the key's policy has to name it. It may use the
  # key for our functions' log groups alone, whose ARNs have the account. No aws:SourceAccount: the guide has the encryption
  # context alone. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
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

  # CloudWatch alarms act as a service as well. Without this they could not publish to the encrypted topic. The guide of
  # Amazon SNS has both conditions on the source in the key's policy, and says of EventBridge alone that it gives neither;
  # no rule of EventBridge publishes here.
  # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
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
}

# One key for everything at rest; 7 days is the shortest window in which AWS keeps a deleted one.
resource "aws_kms_key" "this" {
  description             = "${var.name}: uploads, reports, tables, initial passwords, logs, queues and notifications"
  policy                  = data.aws_iam_policy_document.key.json
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

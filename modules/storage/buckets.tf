# The buckets for uploads and reports have the same settings. The one for access logs differs and has its own file.

locals {
  bucket_names = {
    for purpose in ["uploads", "reports"] : purpose => "${var.name}-${purpose}-${var.account.id}"
  }

  # Written out: the key's policy names the buckets, which need the key first; and a plan shows policies that are known.
  bucket_arns = { for purpose, name in local.bucket_names : purpose => "arn:${var.account.partition}:s3:::${name}" }

  object_retention_days = {
    uploads = var.upload_retention_days
    reports = var.report_retention_days
  }
}

resource "aws_s3_bucket" "data" {
  for_each = local.bucket_names

  bucket = each.value
  # S3 deletes no bucket that holds objects, and users upload some.
  force_destroy = !var.deletion_protection
}

resource "aws_s3_bucket_public_access_block" "data" {
  for_each = aws_s3_bucket.data

  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "data" {
  for_each = aws_s3_bucket.data

  bucket = each.value.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "data" {
  for_each = aws_s3_bucket.data

  bucket = each.value.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  for_each = aws_s3_bucket.data

  bucket = each.value.bucket

  rule {
    # S3 then calls AWS KMS for a key of the bucket's now and then, and not for each object.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  for_each = aws_s3_bucket.data

  bucket = each.value.bucket

  rule {
    id     = "expire"
    status = "Enabled"
    filter {}

    expiration {
      days = local.object_retention_days[each.key]
    }

    # Counted from the day that a newer version took its place.
    noncurrent_version_expiration {
      noncurrent_days = local.object_retention_days[each.key]
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  # A rule of its own, because S3 refuses days beside expired_object_delete_marker.
  rule {
    id     = "forget-expired"
    status = "Enabled"
    filter {}

    expiration {
      expired_object_delete_marker = true
    }
  }

  # S3 refuses rules about older versions in a bucket without versioning.
  depends_on = [aws_s3_bucket_versioning.data]
}

resource "aws_s3_bucket_logging" "data" {
  for_each = aws_s3_bucket.data

  bucket        = each.value.bucket
  target_bucket = aws_s3_bucket.access_logs.bucket
  target_prefix = "${each.key}/"

  # S3 checks that it may write there before it takes the setting.
  depends_on = [aws_s3_bucket_policy.access_logs]
}

data "aws_iam_policy_document" "data_bucket" {
  for_each = local.bucket_arns

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value, "${each.value}/*"]

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

resource "aws_s3_bucket_policy" "data" {
  for_each = aws_s3_bucket.data

  bucket = each.value.bucket
  policy = data.aws_iam_policy_document.data_bucket[each.key].json

  # S3 answers "conflicting conditional operation" to two changes of a bucket's access at once.
  depends_on = [aws_s3_bucket_public_access_block.data]
}

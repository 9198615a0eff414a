# Recordings, transcripts and reports: a bucket and a key of their own, or those that `storage` names.

locals {
  own_bucket = var.storage != null && try(var.storage.bucket, null) == null
  own_key    = local.own_bucket && try(var.storage.key_arn, null) == null

  # Written out, so that a plan shows the bucket's policy.
  recordings_name = "${var.name}-recordings-${data.aws_caller_identity.current.account_id}"
  recordings_arn  = "arn:${data.aws_partition.current.partition}:s3:::${local.recordings_name}"

  storage_bucket  = local.own_bucket ? one(aws_s3_bucket.recordings[*].bucket) : try(var.storage.bucket, null)
  storage_key_arn = local.own_key ? one(aws_kms_key.recordings[*].arn) : try(var.storage.key_arn, null)
  storage_prefix  = try(coalesce(var.storage.prefix, "connect/${aws_connect_instance.this.instance_alias}"), null)

  # Amazon Connect's names of what it stores => the folder below the prefix.
  stored = var.storage == null ? {} : { for kind, folder in {
    CALL_RECORDINGS     = var.storage.call_recordings ? "CallRecordings" : null
    CHAT_TRANSCRIPTS    = var.storage.chat_transcripts ? "ChatTranscripts" : null
    SCHEDULED_REPORTS   = var.storage.exported_reports ? "Reports" : null
    SCREEN_RECORDINGS   = var.storage.screen_recordings ? "ScreenRecordings" : null
    CONTACT_EVALUATIONS = var.storage.contact_evaluations ? "ContactEvaluations" : null
  } : kind => folder if folder != null }
}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "recordings_key" {
  #checkov:skip=CKV_AWS_109:In a key's policy "*" is that key, and this lets the account's policies govern it. Changes with: a resource but "*"
  #checkov:skip=CKV_AWS_111:As CKV_AWS_109. Changes with: the same
  #checkov:skip=CKV_AWS_356:As CKV_AWS_109. Changes with: the same
  # AWS's own default: whoever has the key in an IAM policy of this account may use it. Amazon Connect needs no more: when
  # a storage config is made, it has a grant made for the instance's own role, with the rights of whoever applies.
  statement {
    sid       = "DelegateToIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "recordings" {
  count = local.own_key ? 1 : 0

  description             = "${var.name}: recordings, transcripts and reports of Amazon Connect"
  policy                  = data.aws_iam_policy_document.recordings_key.json
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "recordings" {
  count = local.own_key ? 1 : 0

  name          = "alias/${var.name}-recordings"
  target_key_id = aws_kms_key.recordings[0].key_id
}

resource "aws_s3_bucket" "recordings" {
  #checkov:skip=CKV_AWS_18:CloudTrail's data events say who read a recording, a log bucket is one more to guard. Changes with: who has no CloudTrail
  count = local.own_bucket ? 1 : 0

  bucket        = local.recordings_name
  force_destroy = !var.deletion_protection
}

resource "aws_s3_bucket_public_access_block" "recordings" {
  count = local.own_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.recordings[0].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "recordings" {
  count = local.own_bucket ? 1 : 0

  bucket = aws_s3_bucket.recordings[0].bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# A recording that is overwritten or deleted by mistake can be had back for as long as it would have been kept.
resource "aws_s3_bucket_versioning" "recordings" {
  count = local.own_bucket ? 1 : 0

  bucket = aws_s3_bucket.recordings[0].bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "recordings" {
  count = local.own_bucket ? 1 : 0

  bucket = aws_s3_bucket.recordings[0].bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.storage_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "recordings" {
  for_each = toset(local.own_bucket ? ["recordings"] : [])

  bucket = aws_s3_bucket.recordings[0].bucket

  rule {
    id     = "tidy"
    status = "Enabled"
    filter {}

    dynamic "expiration" {
      for_each = var.storage.retention_days[*]

      content {
        days = expiration.value
      }
    }

    dynamic "noncurrent_version_expiration" {
      for_each = var.storage.retention_days[*]

      content {
        noncurrent_days = noncurrent_version_expiration.value
      }
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
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
  depends_on = [aws_s3_bucket_versioning.recordings]
}

data "aws_iam_policy_document" "recordings_bucket" {
  count = local.own_bucket ? 1 : 0

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.recordings_arn, "${local.recordings_arn}/*"]

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

resource "aws_s3_bucket_policy" "recordings" {
  count = local.own_bucket ? 1 : 0

  bucket = aws_s3_bucket.recordings[0].bucket
  policy = data.aws_iam_policy_document.recordings_bucket[0].json

  # S3 answers "conflicting conditional operation" to two changes of a bucket's access at once.
  depends_on = [aws_s3_bucket_public_access_block.recordings]
}

resource "aws_connect_instance_storage_config" "this" {
  #checkov:skip=CKV_AWS_269:It is about video streams of Kinesis; these are kept in S3, with a key. Changes with: a storage type but S3
  for_each = local.stored

  instance_id   = aws_connect_instance.this.id
  resource_type = each.key

  storage_config {
    storage_type = "S3"

    s3_config {
      bucket_name   = local.storage_bucket
      bucket_prefix = "${local.storage_prefix}/${each.value}"

      dynamic "encryption_config" {
        for_each = local.own_key || try(var.storage.key_arn, null) != null ? [local.storage_key_arn] : []

        content {
          encryption_type = "KMS"
          key_id          = encryption_config.value
        }
      }
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }

  # Nothing is stored before the bucket is safe.
  depends_on = [
    aws_s3_bucket_public_access_block.recordings,
    aws_s3_bucket_ownership_controls.recordings,
    aws_s3_bucket_server_side_encryption_configuration.recordings,
    aws_s3_bucket_policy.recordings,
  ]
}

# Whoever uploads directories and reads what became of them, below a prefix of the upload bucket: one policy for all of
# it, and one for each team of settings.uploaders.

locals {
  upload_prefixes = !var.settings.people_policies ? {} : merge(
    { "" = "" },
    { for team, uploader in var.settings.uploaders : team => uploader.prefix },
  )

  # What a report is made of, without the plans: those show what other uploads wanted of an agent before.
  report_files = ["outcome.csv", "rejected.csv", "report.html", "summary.json"]
}

data "aws_iam_policy_document" "uploader" {
  for_each = local.upload_prefixes

  statement {
    sid       = "Upload"
    actions   = ["s3:PutObject"]
    resources = ["${module.storage.upload_bucket.arn}/${each.value}*"]
  }

  # A report lies below its upload's key and the import's id, which only a listing shows.
  statement {
    sid       = "FindReports"
    actions   = ["s3:ListBucket"]
    resources = [module.storage.report_bucket.arn]

    dynamic "condition" {
      for_each = each.value == "" ? [] : [each.value]

      content {
        test     = "StringLike"
        variable = "s3:prefix"
        values   = ["${condition.value}*"]
      }
    }
  }

  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = [for file in local.report_files : "${module.storage.report_bucket.arn}/${each.value}*/${file}"]
  }

  # To send a large file in parts S3 decrypts, too. It names the bucket when it uses a bucket key, else the object.
  statement {
    sid       = "UseKeyForUploads"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [module.storage.upload_bucket.arn, "${module.storage.upload_bucket.arn}/${each.value}*"]
    }
  }

  statement {
    sid       = "UseKeyForReports"
    actions   = ["kms:Decrypt"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [module.storage.report_bucket.arn, "${module.storage.report_bucket.arn}/${each.value}*"]
    }
  }
}

resource "aws_iam_policy" "uploader" {
  for_each = local.upload_prefixes

  name = each.key == "" ? "${var.name}-uploader" : "${var.name}-uploader-${each.key}"
  # Without the prefix: another description replaces a policy, and IAM deletes none that is attached.
  description = each.key == "" ? "Uploads to ${var.name}, and their reports" : "Uploads of ${each.key} to ${var.name}, and their reports"
  policy      = data.aws_iam_policy_document.uploader[each.key].json
}

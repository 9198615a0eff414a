data "aws_iam_policy_document" "ingest" {
  statement {
    sid       = "ReadUploads"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${var.upload_bucket.arn}/*"]
  }

  # Without them, S3 answers 403 instead of 404 for an object or a version that is gone.
  statement {
    sid       = "TellWhatIsGone"
    actions   = ["s3:ListBucket", "s3:ListBucketVersions"]
    resources = [var.upload_bucket.arn]
  }

  statement {
    sid       = "TakePasswordsOut"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObjectVersion", "s3:PutObject"]
    resources = ["${var.upload_bucket.arn}/*"]
  }

  statement {
    sid       = "WriteAndResumePlans"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.report_bucket.arn}/*"]
  }

  # The same for a plan that is not there yet, or no more.
  statement {
    sid       = "TellWhichPlansThereAre"
    actions   = ["s3:ListBucket"]
    resources = [var.report_bucket.arn]
  }

  statement {
    sid       = "KeepFilesAndImports"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [var.files_table.arn]
  }

  statement {
    sid       = "WriteWantedAgents"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"]
    resources = [var.agents_table.arn]
  }

  statement {
    sid       = "FindOwnedAgents"
    actions   = ["dynamodb:Query"]
    resources = ["${var.agents_table.arn}/index/by_source"]
  }

  statement {
    sid = "StorePasswords"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]
    resources = [var.passwords.arn_pattern]
  }

  # A long directory is handed over to a fresh invocation before the time is up.
  statement {
    sid       = "GoOnWithLongDirectories"
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:${var.account.partition}:lambda:${var.account.region}:${var.account.id}:function:${var.function.project}-${var.function.service}"]
  }

  statement {
    sid       = "HandOverFailedEvents"
    actions   = ["sqs:SendMessage"]
    resources = [var.failure_queue.arn]
  }

  # Never by itself, only as part of what it is otherwise allowed to do.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.passwords.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [for service in ["dynamodb", "s3", "secretsmanager", "sqs"] : "${service}.${var.account.region}.amazonaws.com"]
    }
  }
}

module "function" {
  source = "../lambda_function"

  function    = var.function
  description = "Takes every upload into the files table, and the lines of agent directories into the agents table"
  policy_json = data.aws_iam_policy_document.ingest.json
  # More than the flat memory needs: the processor's share grows with it, and parsing is what takes the time.
  memory_mb = 1024
  # The longest that Lambda has, so that few files need a second run.
  timeout_seconds = 900

  environment = {
    AGENTS_TABLE              = var.agents_table.name
    ALLOWED_SECURITY_PROFILES = jsonencode(var.allowed_security_profiles)
    DEFAULT_PHONE_COUNTRY     = var.default_phone_country
    DEFAULT_ROUTING_PROFILE   = var.default_routing_profile
    DEFAULT_SECURITY_PROFILES = jsonencode(var.default_security_profiles)
    DIRECTORY_MODE            = var.directory_mode
    FILES_TABLE               = var.files_table.name
    IDENTITY_MANAGEMENT_TYPE  = var.identity_management_type
    INSTANCE_ID               = var.instance.id
    MAX_REMOVALS_PERCENT      = tostring(var.max_removals_percent)
    PASSWORD_KEY_ARN          = var.passwords.key_arn
    PASSWORD_SECRET_PREFIX    = var.passwords.prefix
    REPORT_BUCKET             = var.report_bucket.name
    UPLOAD_RETENTION_DAYS     = tostring(var.upload_retention_days)
  }
}

data "aws_iam_policy_document" "ingest" {
  # s3:ResourceAccount, here and in the other functions: a bucket's ARN has no account. Where the bucket is deleted, somebody
  # else can make one of its name, and nothing must go there.
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
  statement {
    sid       = "ReadUploads"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${module.storage.upload_bucket.arn}/*"]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  # For an object or a version that is gone, S3 answers 404 to whoever may list the bucket, and 403 to all others.
  statement {
    sid       = "TellWhatIsGone"
    actions   = ["s3:ListBucket", "s3:ListBucketVersions"]
    resources = [module.storage.upload_bucket.arn]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid       = "TakePasswordsOut"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObjectVersion", "s3:PutObject"]
    resources = ["${module.storage.upload_bucket.arn}/*"]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid       = "WriteAndResumePlans"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${module.storage.report_bucket.arn}/*/plan/*"]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  # As above, for a plan that is not written yet or was deleted.
  statement {
    sid       = "TellWhichPlansThereAre"
    actions   = ["s3:ListBucket"]
    resources = [module.storage.report_bucket.arn]

    condition {
      test     = "StringEquals"
      variable = "s3:ResourceAccount"
      values   = [local.account.id]
    }
  }

  statement {
    sid       = "KeepFilesAndImports"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [module.storage.files_table.arn]
  }

  statement {
    sid       = "WriteWantedAgents"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"]
    resources = [module.storage.agents_table.arn]
  }

  # For the share of the staff that a directory would remove; asked for only where it removes many of those it lists. It
  # gets their number and no item.
  # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
  statement {
    sid       = "CountAgents"
    actions   = ["dynamodb:Scan"]
    resources = [module.storage.agents_table.arn]

    condition {
      test     = "StringEquals"
      variable = "dynamodb:Select"
      values   = ["COUNT"]
    }
  }

  statement {
    sid       = "FindOwnedAgents"
    actions   = ["dynamodb:Query"]
    resources = ["${module.storage.agents_table.arn}/index/by_source"]
  }

  statement {
    sid = "StorePasswords"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]
    resources = [module.storage.passwords.arn_pattern]
  }

  # Before its time is up, ingest invokes itself for the rest of a long directory.
  statement {
    sid       = "GoOnWithLongDirectories"
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:${local.account.partition}:lambda:${local.account.region}:${local.account.id}:function:${var.name}-ingest"]
  }

  # Lambda does this with the function's role, see the failure destination below.
  statement {
    sid       = "HandOverFailedEvents"
    actions   = ["sqs:SendMessage"]
    resources = [module.storage.failure_queue_arn]
  }
}

module "ingest" {
  source = "../lambda_function"

  common           = local.function
  service          = "ingest"
  description      = "Takes every upload into the files table, and the lines of agent directories into the agents table"
  policy_json      = data.aws_iam_policy_document.ingest.json
  destroyed_before = local.clean_ups

  # Memory use is far below this, but the processor's share grows with it, and reading rows is processor time.
  memory_mb = 1024
  # The longest that Lambda allows, so that few files need a second invocation.
  timeout_seconds = 900

  key_use = {
    dynamodb = {
      actions = ["kms:Decrypt"]
      context = { "aws:dynamodb:tableName" = [module.storage.agents_table.name, module.storage.files_table.name] }
    }
    # For uploads, and to read reports, the key's own policy lets in whoever may use the bucket.
    s3 = {
      actions = ["kms:GenerateDataKey"]
      context = { "aws:s3:arn" = [module.storage.report_bucket.arn, "${module.storage.report_bucket.arn}/*"] }
    }
    secretsmanager = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
      context = { "SecretARN" = [module.storage.passwords.arn_pattern] }
    }
    sqs = {
      actions = ["kms:Decrypt", "kms:GenerateDataKey"]
    }
  }

  environment = {
    AGENTS_TABLE              = module.storage.agents_table.name
    ALLOWED_SECURITY_PROFILES = jsonencode(var.settings.allowed_security_profiles)
    COLUMN_NAMES              = jsonencode(var.settings.column_names)
    COLUMN_VALUES             = jsonencode(var.settings.column_values)
    DEFAULT_PHONE_COUNTRY     = var.settings.default_phone_country
    DEFAULT_ROUTING_PROFILE   = var.settings.default_routing_profile
    DEFAULT_SECURITY_PROFILES = jsonencode(var.settings.default_security_profiles)
    DIRECTORY_MODE            = var.settings.directory_mode
    FILES_TABLE               = module.storage.files_table.name
    IDENTITY_MANAGEMENT_TYPE  = var.instance.identity_management_type
    INSTANCE_ID               = var.instance.id
    MAX_REMOVALS_PERCENT      = tostring(var.settings.max_removals_percent)
    PASSWORD_KEY_ARN          = module.storage.key.arn
    PASSWORD_SECRET_PREFIX    = module.storage.passwords.prefix
    REPORT_BUCKET             = module.storage.report_bucket.name
    UPLOAD_RETENTION_DAYS     = tostring(var.settings.upload_retention_days)
  }
}

resource "aws_lambda_permission" "upload_bucket" {
  statement_id   = "InvokeOnUpload"
  action         = "lambda:InvokeFunction"
  function_name  = module.ingest.name
  principal      = "s3.amazonaws.com"
  source_arn     = module.storage.upload_bucket.arn
  source_account = local.account.id
}

# S3 keeps one notification configuration for a bucket: a second resource for the same bucket would overwrite this one.
resource "aws_s3_bucket_notification" "uploads" {
  bucket = module.storage.upload_bucket.name

  lambda_function {
    id                  = "ingest"
    lambda_function_arn = module.ingest.arn
    events              = ["s3:ObjectCreated:*"]
  }

  # S3 checks the permission before it accepts the configuration.
  depends_on = [aws_lambda_permission.upload_bucket]
}

# S3 invokes asynchronously. Lambda repeats an invocation that failed twice, after one minute and after two more; then
# it sends the event to the failure queue. An event that it can't deliver, as the function is throttled, it keeps for 6
# hours.
resource "aws_lambda_function_event_invoke_config" "ingest" {
  function_name                = module.ingest.name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600

  destination_config {
    on_failure {
      destination = module.storage.failure_queue.arn
    }
  }
}

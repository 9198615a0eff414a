# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  name                  = "acme"
  account               = { id = "111122223333", region = "eu-west-1", partition = "aws", dns_suffix = "amazonaws.com" }
  upload_retention_days = 100
  report_retention_days = 200
  log_retention_days    = 90
  deletion_protection   = false
}

run "names_everything_after_the_project" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = {
      buckets = sort([aws_s3_bucket.access_logs.bucket, aws_s3_bucket.data["uploads"].bucket, aws_s3_bucket.data["reports"].bucket])
      tables  = sort([aws_dynamodb_table.files.name, aws_dynamodb_table.agents.name, aws_dynamodb_table.outcomes.name])
      queues  = [aws_sqs_queue.failures.name, aws_sqs_queue.retries.name]
      alias   = aws_kms_alias.this.name
      } == {
      buckets = tolist(["acme-access-logs-111122223333", "acme-reports-111122223333", "acme-uploads-111122223333"])
      tables  = tolist(["acme-agents", "acme-files", "acme-outcomes"])
      queues  = ["acme-failures", "acme-retries"]
      alias   = "alias/acme"
    }
    error_message = "A name differs from what functions, operators and the README expect."
  }

  assert {
    condition = (
      output.passwords.prefix == "acme/passwords" &&
      output.passwords.arn_pattern == "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    )
    error_message = "Passwords live under <name>/passwords/ and nowhere else."
  }
}

run "keeps_buckets_private_versioned_and_encrypted" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = alltrue([
      for block in concat(values(aws_s3_bucket_public_access_block.data), [aws_s3_bucket_public_access_block.access_logs]) :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "A bucket lets the public in."
  }

  assert {
    condition     = alltrue([for versioning in values(aws_s3_bucket_versioning.data) : versioning.versioning_configuration[0].status == "Enabled"])
    error_message = "Uploads and reports must keep their versions."
  }

  assert {
    condition = alltrue([
      for encryption in values(aws_s3_bucket_server_side_encryption_configuration.data) :
      one(one(encryption.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms" && one(encryption.rule).bucket_key_enabled
    ])
    error_message = "Uploads and reports must be encrypted with the key, through a bucket key."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.access_logs.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "S3's log delivery can't use the key."
  }

  assert {
    condition     = alltrue([for logging in values(aws_s3_bucket_logging.data) : logging.target_bucket == "acme-access-logs-111122223333"])
    error_message = "Access to uploads and reports must be logged."
  }
}

run "keeps_objects_as_long_as_asked" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = (
      aws_s3_bucket_lifecycle_configuration.data["uploads"].rule[0].expiration[0].days == 100 &&
      aws_s3_bucket_lifecycle_configuration.data["uploads"].rule[0].noncurrent_version_expiration[0].noncurrent_days == 100 &&
      aws_s3_bucket_lifecycle_configuration.data["reports"].rule[0].expiration[0].days == 200 &&
      aws_s3_bucket_lifecycle_configuration.access_logs.rule[0].expiration[0].days == 90
    )
    error_message = "Uploads, reports and access logs have a retention each."
  }

  assert {
    condition = alltrue([
      for configuration in concat(
        values(aws_s3_bucket_lifecycle_configuration.data), [aws_s3_bucket_lifecycle_configuration.access_logs]
      ) : configuration.rule[0].abort_incomplete_multipart_upload[0].days_after_initiation == 1
    ])
    error_message = "Parts of an upload that nobody ended may hold passwords, and no listing shows them: they stay for a day."
  }
}

run "keeps_agents_that_are_tried_again" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = (
      aws_sqs_queue.retries.visibility_timeout_seconds >= 6 * 900 &&
      aws_sqs_queue.retries.message_retention_seconds == 1209600 &&
      output.retry_queue_address.arn == "arn:aws:sqs:eu-west-1:111122223333:acme-retries" &&
      output.retry_queue_address.url == "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-retries"
    )
    error_message = "A message must not come again while the function works on it, nor be lost while the function stands still."
  }

  # Nobody but the roles of this account, by their own policies.
  assert {
    condition = alltrue([
      for statement in data.aws_iam_policy_document.retries.statement : statement.effect == "Deny"
    ])
    error_message = "The queue's policy must give nobody anything."
  }
}

run "rotates_the_key" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 7
    error_message = "The key must rotate, and leave as soon as AWS lets it."
  }
}

run "makes_the_tables_that_the_functions_expect" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = alltrue([
      for table in [aws_dynamodb_table.files, aws_dynamodb_table.agents, aws_dynamodb_table.outcomes] :
      table.billing_mode == "PAY_PER_REQUEST" && table.point_in_time_recovery[0].enabled && table.server_side_encryption[0].enabled &&
      one(table.ttl).enabled && one(table.ttl).attribute_name == "expires_at" && !table.deletion_protection_enabled
    ])
    error_message = "Every table is on demand, recoverable, encrypted and forgets by expires_at."
  }

  assert {
    condition = jsonencode({
      files    = [aws_dynamodb_table.files.hash_key, aws_dynamodb_table.files.range_key, aws_dynamodb_table.files.stream_view_type]
      agents   = [aws_dynamodb_table.agents.hash_key, aws_dynamodb_table.agents.range_key, aws_dynamodb_table.agents.stream_view_type]
      outcomes = [aws_dynamodb_table.outcomes.hash_key, aws_dynamodb_table.outcomes.range_key]
      }) == jsonencode({
      files    = ["key", "sequencer", "NEW_IMAGE"]
      agents   = ["username", null, "NEW_AND_OLD_IMAGES"]
      outcomes = ["import_id", "line"]
    })
    error_message = "Keys or streams of the tables differ from what the functions read and write."
  }

  assert {
    condition = (
      jsonencode({ for index in aws_dynamodb_table.files.global_secondary_index : index.name => [index.hash_key, index.range_key == null ? "" : index.range_key, index.projection_type] }) == jsonencode({
        by_import_id = ["kind", "import_id", "KEYS_ONLY"]
        by_key       = ["kind", "key", "INCLUDE"]
        by_start     = ["kind", "started_at", "KEYS_ONLY"]
        redaction    = ["redaction", "", "KEYS_ONLY"]
        unfinished   = ["unfinished", "progress_at", "KEYS_ONLY"]
      }) &&
      jsonencode({ for index in aws_dynamodb_table.agents.global_secondary_index : index.name => [index.hash_key, index.projection_type] }) == jsonencode({
        by_source = ["source_key", "KEYS_ONLY"]
        in_line   = ["in_line", "KEYS_ONLY"]
      })
    )
    error_message = "The indexes differ from what the functions query."
  }
}

run "empties_buckets_on_destroy" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = alltrue([for bucket in concat(values(aws_s3_bucket.data), [aws_s3_bucket.access_logs]) : bucket.force_destroy])
    error_message = "Destroy must not stop at objects that somebody uploaded."
  }
}

run "protects_tables_and_buckets_when_asked" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    deletion_protection = true
  }

  assert {
    condition     = alltrue([for bucket in concat(values(aws_s3_bucket.data), [aws_s3_bucket.access_logs]) : !bucket.force_destroy])
    error_message = "A protected bucket must not be emptied."
  }

  assert {
    condition     = alltrue([for table in [aws_dynamodb_table.files, aws_dynamodb_table.agents, aws_dynamodb_table.outcomes] : table.deletion_protection_enabled])
    error_message = "A protected table must refuse to be deleted."
  }
}

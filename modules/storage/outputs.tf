# An output waits for everything that makes its resource fit for use, so that no object arrives before versioning and
# encryption are on, and no user of a bucket outlives its settings.

output "agents_table" {
  description = "Table with the wanted state of each agent, with its stream."
  value = {
    name       = aws_dynamodb_table.agents.name
    arn        = aws_dynamodb_table.agents.arn
    stream_arn = aws_dynamodb_table.agents.stream_arn
  }
}

output "failure_queue" {
  description = "Queue for what a function could not do."
  value = {
    arn  = aws_sqs_queue.failures.arn
    name = aws_sqs_queue.failures.name
    url  = aws_sqs_queue.failures.url
  }
}

output "files_table" {
  description = "Table with every upload, with its stream."
  value = {
    name       = aws_dynamodb_table.files.name
    arn        = aws_dynamodb_table.files.arn
    stream_arn = aws_dynamodb_table.files.stream_arn
  }
}

output "key" {
  description = "Key of everything at rest."
  value = {
    arn = aws_kms_key.this.arn
  }

  depends_on = [aws_kms_alias.this]
}

output "outcomes_table" {
  description = "Table with what happened to each line of each import."
  value = {
    name = aws_dynamodb_table.outcomes.name
    arn  = aws_dynamodb_table.outcomes.arn
  }
}

output "passwords" {
  description = "Prefix of the secrets with initial passwords (no slash at its end), the ARN pattern of those secrets, and their key."
  value = {
    prefix      = local.password_prefix
    arn_pattern = local.password_arns
    key_arn     = aws_kms_key.this.arn
  }
}

output "report_bucket" {
  description = "Bucket with the reports."
  value = {
    name = aws_s3_bucket.data["reports"].bucket
    arn  = aws_s3_bucket.data["reports"].arn
  }

  depends_on = [
    aws_s3_bucket_logging.data,
    aws_s3_bucket_ownership_controls.data,
    aws_s3_bucket_policy.data,
    aws_s3_bucket_public_access_block.data,
    aws_s3_bucket_server_side_encryption_configuration.data,
    aws_s3_bucket_versioning.data,
  ]
}

output "retained_buckets" {
  description = "Names of all buckets, once their retention rules are in force. The provider watches such rules for a minute, so nobody else waits for them."
  value       = concat(values(local.bucket_names), [aws_s3_bucket.access_logs.bucket])

  depends_on = [
    aws_s3_bucket_lifecycle_configuration.access_logs,
    aws_s3_bucket_lifecycle_configuration.data,
    aws_s3_bucket_ownership_controls.access_logs,
    aws_s3_bucket_policy.access_logs,
    aws_s3_bucket_public_access_block.access_logs,
    aws_s3_bucket_server_side_encryption_configuration.access_logs,
  ]
}

output "upload_bucket" {
  description = "Bucket to drop files into."
  value = {
    name = aws_s3_bucket.data["uploads"].bucket
    arn  = aws_s3_bucket.data["uploads"].arn
  }

  depends_on = [
    aws_s3_bucket_logging.data,
    aws_s3_bucket_ownership_controls.data,
    aws_s3_bucket_policy.data,
    aws_s3_bucket_public_access_block.data,
    aws_s3_bucket_server_side_encryption_configuration.data,
    aws_s3_bucket_versioning.data,
  ]
}

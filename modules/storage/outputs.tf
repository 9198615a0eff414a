# The output of a bucket depends on the bucket's settings too: no object arrives before versioning and encryption are
# on, and on destroy whoever uses the bucket goes before its settings do. Retention rules are left out, because the
# provider watches a new one for a minute, and nobody needs to wait for that.

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

output "failure_queue_arn" {
  description = "ARN of failure_queue for policies and stream mappings: it is known before the queue is there, which takes half a minute."
  value       = local.failure_queue_arn
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
  description = "Prefix of the secrets with initial passwords (no slash at its end) and the ARN pattern of those secrets."
  value = {
    prefix      = local.password_prefix
    arn_pattern = local.password_arns
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

output "retry_queue" {
  description = "Queue that brings agents back which have to be tried again, once it is there."
  value = {
    arn  = aws_sqs_queue.retries.arn
    name = aws_sqs_queue.retries.name
  }

  depends_on = [aws_sqs_queue_redrive_policy.retries]
}

output "retry_queue_address" {
  description = "ARN and URL of retry_queue for the function that uses it: they are known before the queue is there."
  value = {
    arn = local.retry_queue_arn
    url = local.retry_queue_url
  }
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

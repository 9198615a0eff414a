resource "aws_lambda_permission" "upload_bucket" {
  statement_id   = "InvokeOnUpload"
  action         = "lambda:InvokeFunction"
  function_name  = module.function.name
  principal      = "s3.amazonaws.com"
  source_arn     = var.upload_bucket.arn
  source_account = var.account.id
}

# S3 keeps one notification configuration per bucket: a second resource for the same bucket would undo this one.
resource "aws_s3_bucket_notification" "uploads" {
  bucket = var.upload_bucket.name

  lambda_function {
    id                  = "ingest"
    lambda_function_arn = module.function.arn
    events              = ["s3:ObjectCreated:*"]
  }

  # S3 tries the permission before it takes the setting.
  depends_on = [aws_lambda_permission.upload_bucket]
}

# S3 invokes asynchronously: these are its two retries, a minute and then two after an error, and where an event goes
# that failed every time.
resource "aws_lambda_function_event_invoke_config" "ingest" {
  function_name                = module.function.name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600

  destination_config {
    on_failure {
      destination = var.failure_queue.arn
    }
  }
}

output "function_name" {
  description = "Name of the function, once it is triggered by uploads and the deployment's own are sent."
  value       = module.function.name

  depends_on = [aws_s3_object.uploads, aws_s3_bucket_notification.uploads, aws_lambda_function_event_invoke_config.ingest]
}

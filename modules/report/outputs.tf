output "function_name" {
  description = "Name of the function, once the files stream wakes it."
  value       = module.function.name

  depends_on = [aws_lambda_event_source_mapping.files]
}

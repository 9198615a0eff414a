output "function_name" {
  description = "Name of the function, once it runs every hour."
  value       = module.function.name

  depends_on = [aws_cloudwatch_event_target.upkeep, aws_lambda_function_event_invoke_config.upkeep]
}

output "arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "code_signing_config_arn" {
  description = "The code signing configuration by which Lambda checks the function's zip; null without one. For tests."
  value       = aws_lambda_function.this.code_signing_config_arn
}

output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "policy_json" {
  description = "The policy of the function's role without the part for logs, as AWS gets it: tests compare it with what the code calls."
  value       = aws_iam_role_policy.work.policy
}

output "stream_filters" {
  description = "Patterns of the stream's records that invoke the function; empty without a stream. For tests."
  value = flatten([
    for mapping in aws_lambda_event_source_mapping.stream : [
      for filter in one(mapping.filter_criteria).filter : filter.pattern
    ]
  ])
}

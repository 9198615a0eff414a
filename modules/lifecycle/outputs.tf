output "function_name" {
  description = "Name of the function."
  value       = module.function.name
}

output "passwords" {
  description = "The password prefix for those who write under it. Their policies come from this output, so they lose their permission before the purge runs and nothing can be written after it. Those who write passwords also make users: these leave their groups after that too."
  value       = var.passwords

  depends_on = [aws_lambda_invocation.purge_passwords, aws_lambda_invocation.clear_user_hierarchy]
}

output "agents_table" {
  description = "Name of the table with one item per agent: the wanted state and what became of it."
  value       = module.staffing.deployment.agents_table
}

output "dashboard_name" {
  description = "Name of the CloudWatch dashboard; its first row says whether all is well."
  value       = module.staffing.deployment.dashboard_name
}

output "failure_queue_url" {
  description = "URL of the queue that receives what a function could not do after all retries."
  value       = module.staffing.deployment.failure_queue_url
}

output "files_table" {
  description = "Name of the table with every upload: its data, or its import record."
  value       = module.staffing.deployment.files_table
}

output "function_names" {
  description = "Function names by their part in the flow."
  value       = module.staffing.deployment.function_names
}

output "instance_arn" {
  description = "ARN of the Amazon Connect instance."
  value       = module.staffing.deployment.instance_arn
}

output "instance_id" {
  description = "Id of the Amazon Connect instance."
  value       = module.staffing.deployment.instance_id
}

output "notification_topic_arn" {
  description = "ARN of the topic that hears of each import that is over and of each alarm."
  value       = module.staffing.deployment.notification_topic_arn
}

output "outcomes_table" {
  description = "Name of the table with what happened to each line of each import."
  value       = module.staffing.deployment.outcomes_table
}

output "password_secret_prefix" {
  description = "Prefix of the secrets that hold initial passwords, <prefix>/<import id>/<first line>."
  value       = module.staffing.deployment.password_secret_prefix
}

output "people_policy_arns" {
  description = "ARNs of the managed policies for people: operator, password_reader, uploader for the whole upload bucket, and uploaders by team; null without people_policies."
  value       = module.staffing.deployment.people_policy_arns
}

output "report_bucket" {
  description = "Name of the bucket with the reports."
  value       = module.staffing.deployment.report_bucket
}

output "upload_bucket" {
  description = "Name of the bucket to drop files into."
  value       = module.staffing.deployment.upload_bucket
}

output "agents_table" {
  description = "Name of the table with one item per agent: the wanted state and what became of it."
  value       = module.storage.agents_table.name
}

output "contact_flow_id" {
  description = "Id of the contact flow that callers meet."
  value       = module.connect.contact_flow.id
}

output "dashboard_name" {
  description = "Name of the CloudWatch dashboard; its first row says whether all is well."
  value       = module.monitoring.dashboard_name
}

output "failure_queue_url" {
  description = "URL of the queue that receives what a function could not do after all retries."
  value       = module.storage.failure_queue.url
}

output "files_table" {
  description = "Name of the table with every upload: its data, or its import record."
  value       = module.storage.files_table.name
}

output "function_names" {
  description = "Function names by their part in the flow."
  value = {
    lifecycle = module.lifecycle.function_name
    ingest    = module.ingest.function_name
    provision = module.provision.function_name
    report    = module.report.function_name
    upkeep    = module.upkeep.function_name
  }
}

output "instance_arn" {
  description = "ARN of the Amazon Connect instance."
  value       = module.connect.instance.arn
}

output "instance_id" {
  description = "Id of the Amazon Connect instance."
  value       = module.connect.instance.id
}

output "login_url" {
  description = "Where agents and administrators log in."
  value       = module.connect.login_url
}

output "notification_topic_arn" {
  description = "ARN of the topic that hears of each import that is over and of each alarm."
  value       = module.monitoring.topic.arn
}

output "outcomes_table" {
  description = "Name of the table with what happened to each line of each import."
  value       = module.storage.outcomes_table.name
}

output "password_secret_prefix" {
  description = "Prefix of the secrets that hold initial passwords, <prefix>/<import id>/<first line>."
  value       = module.storage.passwords.prefix
}

output "phone_number" {
  description = "The claimed number in E.164 form; null when phone_number is null."
  value       = module.connect.phone_number == null ? null : module.connect.phone_number.number
}

output "report_bucket" {
  description = "Name of the bucket with the reports."
  value       = module.storage.report_bucket.name
}

output "upload_bucket" {
  description = "Name of the bucket to drop files into."
  value       = module.storage.upload_bucket.name
}

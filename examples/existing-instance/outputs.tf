output "agents_table" {
  description = "Name of the table with one item per agent."
  value       = module.storage.agents_table.name
}

output "failure_queue_url" {
  description = "URL of the queue that receives what a function could not do after all retries."
  value       = module.storage.failure_queue.url
}

output "files_table" {
  description = "Name of the table with every upload."
  value       = module.storage.files_table.name
}

output "instance_id" {
  description = "Id of the instance that is staffed."
  value       = local.instance.id
}

output "notification_topic_arn" {
  description = "Topic of notifications about imports and alarms."
  value       = module.monitoring.topic.arn
}

output "password_secret_prefix" {
  description = "Prefix of the secrets that hold initial passwords; an instance with SAML has none."
  value       = module.storage.passwords.prefix
}

output "report_bucket" {
  description = "Name of the bucket with the reports."
  value       = module.storage.report_bucket.name
}

output "upload_bucket" {
  description = "Name of the bucket to drop directories into."
  value       = module.storage.upload_bucket.name
}

locals {
  # The output `deployment` but for policies, and what the parameter says: names by which operators and programs find the deployment.
  deployment = {
    name                   = var.name
    region                 = local.account.region
    agents_table           = module.storage.agents_table.name
    dashboard_name         = module.monitoring.dashboard_name
    failure_queue_url      = module.storage.failure_queue.url
    files_table            = module.storage.files_table.name
    instance_arn           = var.instance.arn
    instance_id            = var.instance.id
    notification_topic_arn = module.monitoring.topic.arn
    outcomes_table         = module.storage.outcomes_table.name
    password_secret_prefix = module.storage.passwords.prefix
    report_bucket          = module.storage.report_bucket.name
    upload_bucket          = module.storage.upload_bucket.name

    function_names = {
      lifecycle = module.lifecycle.name
      ingest    = module.ingest.name
      provision = module.provision.name
      report    = module.report.name
      upkeep    = module.upkeep.name
    }
  }
}

# The operator's command finds a deployment by its name here, without Terraform's state.
resource "aws_ssm_parameter" "deployment" {
  #checkov:skip=CKV2_AWS_34:The value holds names alone; a key would be one more permission for readers. Changes with: a secret in it
  name        = "/rollcall/${var.name}/deployment"
  description = "Names of the Rollcall deployment ${var.name}, as JSON"
  type        = "String"
  # Not `value`, which a plan hides: nothing in here is secret.
  insecure_value = jsonencode(local.deployment)
}

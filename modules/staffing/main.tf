# upload -> ingest -> agents table -> provision -> Amazon Connect, and files table -> report -> notification.
# Each function has a file of its own with its policy and what invokes it; here is what they share.

locals {
  # The argument `common` of every function.
  function = {
    name               = var.name
    region             = local.account.region
    packages_dir       = var.packages_dir
    runtime            = var.settings.python_runtime
    architecture       = var.settings.lambda_architecture
    log_retention_days = var.settings.log_retention_days
    key_arn            = module.storage.key.arn

    code_signing_config_arn  = var.settings.code_signing_config_arn
    permissions_boundary_arn = var.settings.permissions_boundary_arn
  }
}

module "storage" {
  source = "../storage"

  name                  = var.name
  account               = local.account
  upload_retention_days = var.settings.upload_retention_days
  report_retention_days = var.settings.report_retention_days
  log_retention_days    = var.settings.log_retention_days
  deletion_protection   = var.settings.deletion_protection
}

# Report publishes to its topic, and its alarms watch the functions. They do not watch lifecycle: Terraform invokes that
# one, and fails when it fails.
module "monitoring" {
  source = "../monitoring"

  name               = var.name
  account            = local.account
  key_arn            = module.storage.key.arn
  notification_email = var.settings.notification_email
  failure_queue      = module.storage.failure_queue
  retry_queue        = module.storage.retry_queue
  stream_readers     = ["provision", "report"]

  function_names = {
    ingest    = module.ingest.name
    provision = module.provision.name
    report    = module.report.name
    upkeep    = module.upkeep.name
  }
}

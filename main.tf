# upload -> ingest -> agents table -> provision -> Amazon Connect, and the files table -> report -> notification.
# Every reference between modules stands in this file.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Only for its region: aws_region's attributes are deprecated one after the other in provider 6.
data "aws_service" "connect" {
  service_id = "connect"
}

locals {
  account = {
    id        = data.aws_caller_identity.current.account_id
    region    = data.aws_service.connect.region
    partition = data.aws_partition.current.partition
  }

  # What every function has in common; each module adds what is its own.
  functions = {
    for function in ["lifecycle", "ingest", "provision", "report", "upkeep"] : function => {
      project            = var.name
      service            = function
      package            = "${path.root}/build/${function}.zip"
      runtime            = var.python_runtime
      architecture       = var.lambda_architecture
      log_retention_days = var.log_retention_days
      key_arn            = module.storage.key.arn
    }
  }

  # Relative paths belong to this directory, wherever Terraform is started.
  uploads_dir       = var.uploads_dir == null || startswith(coalesce(var.uploads_dir, "/"), "/") ? var.uploads_dir : "${path.root}/${var.uploads_dir}"
  contact_flow_file = var.contact_flow.file == null || startswith(coalesce(var.contact_flow.file, "/"), "/") ? var.contact_flow.file : "${path.root}/${var.contact_flow.file}"
}

module "connect" {
  source = "./modules/connect"

  name                     = var.name
  instance_alias           = coalesce(var.instance_alias, "${var.name}-${local.account.id}")
  identity_management_type = var.identity_management_type
  phone_number             = var.phone_number
  user_hierarchy           = var.user_hierarchy

  contact_flow = {
    type     = var.contact_flow.type
    greeting = var.contact_flow.greeting
    file     = local.contact_flow_file
  }
}

module "storage" {
  source = "./modules/storage"

  name                  = var.name
  account               = local.account
  upload_retention_days = var.upload_retention_days
  report_retention_days = var.report_retention_days
  log_retention_days    = var.log_retention_days
  deletion_protection   = var.deletion_protection
}

# Before the functions that write passwords: it hands the prefix on, and purges it once they are gone.
module "lifecycle" {
  source = "./modules/lifecycle"

  function            = local.functions["lifecycle"]
  account             = local.account
  agents_table        = module.storage.agents_table
  instance            = module.connect.instance
  contact_flow        = module.connect.contact_flow
  phone_number        = module.connect.phone_number
  hierarchy_in_use    = length(var.user_hierarchy.groups) > 0
  passwords           = module.storage.passwords
  deletion_protection = var.deletion_protection

  guarded = concat(
    [module.ingest.function_name, module.provision.function_name, module.report.function_name, module.upkeep.function_name],
    [module.monitoring.dashboard_name],
    module.storage.retained_buckets,
  )
}

module "ingest" {
  source = "./modules/ingest"

  function      = local.functions["ingest"]
  account       = local.account
  upload_bucket = module.storage.upload_bucket
  report_bucket = module.storage.report_bucket
  files_table   = module.storage.files_table
  agents_table  = module.storage.agents_table
  passwords     = module.lifecycle.passwords
  failure_queue = module.storage.failure_queue
  instance      = module.connect.instance
  uploads_dir   = local.uploads_dir

  upload_retention_days     = var.upload_retention_days
  identity_management_type  = var.identity_management_type
  default_routing_profile   = var.default_routing_profile
  default_security_profiles = var.default_security_profiles
  allowed_security_profiles = var.allowed_security_profiles
  default_phone_country     = var.default_phone_country
  directory_mode            = var.directory_mode
  max_removals_percent      = var.max_removals_percent
}

module "provision" {
  source = "./modules/provision"

  function       = local.functions["provision"]
  account        = local.account
  files_table    = module.storage.files_table
  agents_table   = module.storage.agents_table
  outcomes_table = module.storage.outcomes_table
  passwords      = module.lifecycle.passwords
  failure_queue  = module.storage.failure_queue
  instance       = module.connect.instance

  connect_requests_per_second = var.connect_requests_per_second
  report_retention_days       = var.report_retention_days
  identity_management_type    = var.identity_management_type
  default_routing_profile     = var.default_routing_profile
  default_security_profiles   = var.default_security_profiles
  allowed_security_profiles   = var.allowed_security_profiles
}

module "report" {
  source = "./modules/report"

  function       = local.functions["report"]
  account        = local.account
  files_table    = module.storage.files_table
  outcomes_table = module.storage.outcomes_table
  report_bucket  = module.storage.report_bucket
  failure_queue  = module.storage.failure_queue

  notification_topic = module.monitoring.topic
}

# Every hour it takes up what got stuck on the way.
module "upkeep" {
  source = "./modules/upkeep"

  function       = local.functions["upkeep"]
  account        = local.account
  upload_bucket  = module.storage.upload_bucket
  files_table    = module.storage.files_table
  agents_table   = module.storage.agents_table
  outcomes_table = module.storage.outcomes_table
  passwords      = module.storage.passwords
  failure_queue  = module.storage.failure_queue

  ingest_function_name    = module.ingest.function_name
  provision_function_name = module.provision.function_name
  upload_retention_days   = var.upload_retention_days
  report_retention_days   = var.report_retention_days
  password_retention_days = var.password_retention_days
}

# Its topic comes before report, its alarms after all functions but lifecycle, whose answers Terraform itself waits for.
module "monitoring" {
  source = "./modules/monitoring"

  name               = var.name
  account            = local.account
  key_arn            = module.storage.key.arn
  notification_email = var.notification_email
  failure_queue      = module.storage.failure_queue
  stream_readers     = ["provision", "report"]

  function_names = {
    ingest    = module.ingest.function_name
    provision = module.provision.function_name
    report    = module.report.function_name
    upkeep    = module.upkeep.function_name
  }
}

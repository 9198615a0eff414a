# Staffs an instance that is there already. Nothing in here creates, changes or destroys the instance, its flows or its
# numbers: it is only read.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Only for its region: aws_region's attributes are deprecated one after the other in provider 6.
data "aws_service" "connect" {
  service_id = "connect"
}

data "aws_connect_instance" "this" {
  instance_id    = var.instance_id
  instance_alias = var.instance_alias

  lifecycle {
    postcondition {
      condition     = contains(["CONNECT_MANAGED", "SAML"], self.identity_management_type)
      error_message = "The users of this instance come from ${self.identity_management_type}, which Rollcall can't staff: it takes CONNECT_MANAGED or SAML."
    }
  }
}

locals {
  instance = {
    id  = data.aws_connect_instance.this.id
    arn = data.aws_connect_instance.this.arn
  }

  retention_days = 365

  account = {
    id        = data.aws_caller_identity.current.account_id
    region    = data.aws_service.connect.region
    partition = data.aws_partition.current.partition
  }

  functions = {
    for function in ["lifecycle", "ingest", "provision", "report", "upkeep"] : function => {
      project            = var.name
      service            = function
      package            = "${path.root}/../../build/${function}.zip"
      runtime            = "python3.13"
      architecture       = "arm64"
      log_retention_days = 90
      key_arn            = module.storage.key.arn
    }
  }
}

module "storage" {
  source = "../../modules/storage"

  name                  = var.name
  account               = local.account
  upload_retention_days = local.retention_days
  report_retention_days = local.retention_days
  log_retention_days    = 90
  deletion_protection   = var.deletion_protection
}

# Without number and hierarchy of ours, what is left of it is the purge of passwords and the deletion guard.
module "lifecycle" {
  source = "../../modules/lifecycle"

  function            = local.functions["lifecycle"]
  account             = local.account
  agents_table        = module.storage.agents_table
  instance            = local.instance
  passwords           = module.storage.passwords
  deletion_protection = var.deletion_protection

  guarded = concat(
    [module.ingest.function_name, module.provision.function_name, module.report.function_name, module.upkeep.function_name],
    [module.monitoring.dashboard_name],
    module.storage.retained_buckets,
  )
}

module "ingest" {
  source = "../../modules/ingest"

  function      = local.functions["ingest"]
  account       = local.account
  upload_bucket = module.storage.upload_bucket
  report_bucket = module.storage.report_bucket
  files_table   = module.storage.files_table
  agents_table  = module.storage.agents_table
  passwords     = module.lifecycle.passwords
  failure_queue = module.storage.failure_queue
  instance      = local.instance
  uploads_dir   = null

  upload_retention_days     = local.retention_days
  identity_management_type  = data.aws_connect_instance.this.identity_management_type
  default_routing_profile   = var.default_routing_profile
  default_security_profiles = var.default_security_profiles
  allowed_security_profiles = var.allowed_security_profiles
  default_phone_country     = "US"
  # Users whom no file ever listed are nobody's to remove, whatever the mode.
  directory_mode       = "merge"
  max_removals_percent = 20
}

module "provision" {
  source = "../../modules/provision"

  function       = local.functions["provision"]
  account        = local.account
  files_table    = module.storage.files_table
  agents_table   = module.storage.agents_table
  outcomes_table = module.storage.outcomes_table
  passwords      = module.lifecycle.passwords
  failure_queue  = module.storage.failure_queue
  instance       = local.instance

  connect_requests_per_second = var.connect_requests_per_second
  report_retention_days       = local.retention_days
  identity_management_type    = data.aws_connect_instance.this.identity_management_type
  default_routing_profile     = var.default_routing_profile
  default_security_profiles   = var.default_security_profiles
  allowed_security_profiles   = var.allowed_security_profiles
}

module "report" {
  source = "../../modules/report"

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
  source = "../../modules/upkeep"

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
  upload_retention_days   = local.retention_days
  report_retention_days   = local.retention_days
  password_retention_days = 30
}

# Its topic comes before report, its alarms after all functions but lifecycle, whose answers Terraform itself waits for.
module "monitoring" {
  source = "../../modules/monitoring"

  name               = var.name
  account            = local.account
  key_arn            = module.storage.key.arn
  notification_email = null
  failure_queue      = module.storage.failure_queue
  stream_readers     = ["provision", "report"]

  function_names = {
    ingest    = module.ingest.function_name
    provision = module.provision.function_name
    report    = module.report.function_name
    upkeep    = module.upkeep.function_name
  }
}

# upload -> ingest -> agents table -> provision -> Amazon Connect -> report; docs/architecture.md tells the whole.

module "connect" {
  source = "./modules/connect"

  name                     = var.name
  instance_alias           = var.instance_alias
  identity_management_type = var.identity_management_type
  user_hierarchy           = var.user_hierarchy
  contact_flow             = var.contact_flow
  contact_flows            = var.contact_flows
  contact_flow_modules     = var.contact_flow_modules
  hours_of_operation       = var.hours_of_operation
  queues                   = var.queues
  quick_connects           = var.quick_connects
  routing_profiles         = var.routing_profiles
  security_profiles        = var.security_profiles
  phone_number             = local.phone_number
  phone_numbers            = var.phone_numbers
  lambda_functions         = var.lambda_functions
  storage                  = var.storage
  existing                 = var.existing
  deletion_protection      = var.deletion_protection
}

module "staffing" {
  source = "./modules/staffing"

  name         = var.name
  instance     = module.connect.instance
  packages_dir = "${path.root}/build"

  settings = {
    default_routing_profile     = var.default_routing_profile
    default_security_profiles   = var.default_security_profiles
    allowed_security_profiles   = var.allowed_security_profiles
    default_phone_country       = var.default_phone_country
    column_names                = var.column_names
    column_values               = var.column_values
    directory_mode              = var.directory_mode
    max_removals_percent        = var.max_removals_percent
    drift                       = var.drift
    connect_requests_per_second = var.connect_requests_per_second
    notification_email          = var.notification_email
    upload_retention_days       = var.upload_retention_days
    report_retention_days       = var.report_retention_days
    password_retention_days     = var.password_retention_days
    log_retention_days          = var.log_retention_days
    deletion_protection         = var.deletion_protection
    people_policies             = var.people_policies
    uploaders                   = var.uploaders
    permissions_boundary_arn    = var.permissions_boundary_arn
    lambda_architecture         = var.lambda_architecture
    python_runtime              = var.python_runtime
    code_signing_config_arn     = var.code_signing_config_arn
  }

  # With deletion_protection a destroy is refused before it deletes the files that were sent and what recordings need.
  guarded = concat([for object in aws_s3_object.uploads : object.id], module.connect.guarded)
}

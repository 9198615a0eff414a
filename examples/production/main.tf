# What a deployment has that people depend on. The contact centre is that of modules/connect: examples/contact-centre.

module "connect" {
  source = "../../modules/connect"

  name                = "rollcall-production"
  phone_number        = null
  deletion_protection = var.deletion_protection
  storage             = { retention_days = 365 }
}

module "staffing" {
  source = "../../modules/staffing"

  name         = "rollcall-production"
  instance     = module.connect.instance
  packages_dir = "${path.root}/../../build"
  guarded      = module.connect.guarded

  settings = {
    deletion_protection      = var.deletion_protection
    notification_email       = var.notification_email
    people_policies          = true
    permissions_boundary_arn = var.permissions_boundary_arn
    log_retention_days       = 365
    # By name: else whoever uploads could hand out CallCenterManager, and any profile that is made in the instance later.
    allowed_security_profiles = ["Agent", "QualityAnalyst"]
  }
}

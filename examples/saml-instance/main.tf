# A contact centre whose users sign in by SAML: the modules of the root with one other value, and no password anywhere.

module "connect" {
  source = "../../modules/connect"

  name                     = var.name
  instance_alias           = var.instance_alias
  identity_management_type = "SAML"
  contact_flow             = { type = "queue" }
  phone_number             = var.phone_number
}

module "staffing" {
  source = "../../modules/staffing"

  name         = var.name
  instance     = module.connect.instance
  settings     = var.settings
  packages_dir = "${path.root}/../../build"
}

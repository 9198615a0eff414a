# A contact centre whose users sign in by SAML: one other value, and no password anywhere.

module "connect" {
  source = "../../modules/connect"

  name                     = "rollcall-saml"
  identity_management_type = "SAML"
  contact_flow             = { type = "queue" }
  phone_number             = { country_code = "US", type = "DID" }
}

module "staffing" {
  source = "../../modules/staffing"

  name         = "rollcall-saml"
  instance     = module.connect.instance
  packages_dir = "${path.root}/../../build"
}

# The least there is: an Amazon Connect instance, and what staffs it. All inputs that are left out have defaults.

module "connect" {
  source = "../../modules/connect"

  name         = "rollcall-minimal"
  phone_number = null # claims none
}

module "staffing" {
  source = "../../modules/staffing"

  name         = "rollcall-minimal"
  instance     = module.connect.instance
  packages_dir = "${path.root}/../../build"
}

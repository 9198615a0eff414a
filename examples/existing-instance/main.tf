# Staffs an Amazon Connect instance that is there already. The instance, its flows and its numbers are only read.

data "aws_connect_instance" "this" {
  instance_alias = var.instance_alias # or instance_id
}

module "staffing" {
  source = "../../modules/staffing"

  name         = "rollcall-staff"
  instance     = data.aws_connect_instance.this
  settings     = var.settings
  packages_dir = "${path.root}/../../build"
}

# A contact centre that takes calls, whole from the first apply: centre.auto.tfvars says what it is, agents.csv who.

module "connect" {
  source             = "../../modules/connect"
  name               = "rollcall-centre"
  instance_alias     = var.instance_alias
  user_hierarchy     = var.user_hierarchy
  contact_flow       = var.contact_flow
  contact_flows      = var.contact_flows
  hours_of_operation = var.hours_of_operation
  queues             = var.queues
  quick_connects     = var.quick_connects
  routing_profiles   = var.routing_profiles
  security_profiles  = var.security_profiles
  phone_numbers      = var.phone_numbers
  phone_number       = null
  storage            = var.storage
}

module "staffing" {
  source       = "../../modules/staffing"
  name         = "rollcall-centre"
  instance     = module.connect.instance
  settings     = var.settings
  packages_dir = "${path.root}/../../build"
  guarded      = concat([aws_s3_object.agents.id], module.connect.guarded)
}

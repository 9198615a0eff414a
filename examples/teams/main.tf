# Teams that keep their own lists: each has a queue, a routing profile, and a prefix of the upload bucket for itself.

locals {
  teams = ["Sales", "Support"]
}

module "connect" {
  source = "../../modules/connect"

  name             = "rollcall-teams"
  user_hierarchy   = { levels = ["Team"], groups = local.teams }
  queues           = { for team in local.teams : team => { hours = "Basic Hours", quick_connects = ["To ${team}"] } }
  quick_connects   = { for team in local.teams : "To ${team}" => { queue = team } }
  routing_profiles = { for team in local.teams : team => { channels = { VOICE = 1 }, queues = [{ queue = team }] } }
  phone_number     = { country_code = "US", type = "DID" }
}

module "staffing" {
  source = "../../modules/staffing"

  name         = "rollcall-teams"
  instance     = module.connect.instance
  packages_dir = "${path.root}/../../build"

  settings = {
    directory_mode  = "mirror"
    people_policies = true
    uploaders       = { for team in local.teams : lower(team) => { prefix = "${lower(team)}/" } }
  }
}

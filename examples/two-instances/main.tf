# Two instances in two regions, staffed by one root. Names differ, as roles and buckets carry no region.

module "connect_us" {
  source       = "../../modules/connect"
  name         = "acme-us"
  phone_number = null
}

module "staffing_us" {
  source       = "../../modules/staffing"
  name         = "acme-us"
  instance     = module.connect_us.instance
  packages_dir = "${path.root}/../../build"
}

module "connect_eu" {
  source       = "../../modules/connect"
  providers    = { aws = aws.eu }
  name         = "acme-eu"
  phone_number = null
}

module "staffing_eu" {
  source       = "../../modules/staffing"
  providers    = { aws = aws.eu }
  name         = "acme-eu"
  instance     = module.connect_eu.instance
  packages_dir = "${path.root}/../../build"
  settings     = { directory_mode = "mirror", default_phone_country = "DE" }
}

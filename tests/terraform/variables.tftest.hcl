# Each rule of the interface, broken once. A run breaks a rule of several variables at once, as each takes a whole plan;
# Terraform names the one that it let pass.

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Terraform reads it although a variable is refused.
override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

run "refuses_the_first_of_each" {
  command = plan

  variables {
    # a name that s3 refuses
    name = "Rollcall"
    # a region that is none
    region = "Frankfurt"
    # an alias with dots
    instance_alias = "acme.support"
    # an unknown identity type
    identity_management_type = "EXISTING_DIRECTORY"
    # an unknown flow type
    contact_flow = { type = "ivr" }
    # a country in words
    phone_number = { country_code = "Germany", type = "DID" }
    # six levels
    user_hierarchy = { levels = ["1", "2", "3", "4", "5", "6"] }
    # an empty routing profile
    default_routing_profile = " "
    # no default security profile
    default_security_profiles = []
    # a phone country in small letters
    default_phone_country = "us"
    # no such mode
    directory_mode = "replace"
    # more than all
    max_removals_percent = 101
    # no request at all
    connect_requests_per_second = 0
    # a directory without files
    uploads_dir = "no-such-directory"
    # uploads kept for no time
    upload_retention_days = 0
    # half a day
    report_retention_days = 1.5
    # passwords kept for no time
    password_retention_days = 0
    # a log retention that cloudwatch lacks
    log_retention_days = 100
    # an unknown processor
    lambda_architecture = "arm"
    # an untested python
    python_runtime = "python3.9"
    # a tag of aws
    tags = { "aws:owner" = "us" }
  }

  expect_failures = [
    var.name,
    var.region,
    var.instance_alias,
    var.identity_management_type,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.default_routing_profile,
    var.default_security_profiles,
    var.default_phone_country,
    var.directory_mode,
    var.max_removals_percent,
    var.connect_requests_per_second,
    var.uploads_dir,
    var.upload_retention_days,
    var.report_retention_days,
    var.password_retention_days,
    var.log_retention_days,
    var.lambda_architecture,
    var.python_runtime,
    var.tags,
  ]
}

run "refuses_the_second_of_each" {
  command = plan

  variables {
    # a name too long for an alias
    name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    # an alias like a directory
    instance_alias = "d-acme"
    # an empty greeting
    contact_flow = { type = "disconnect", greeting = " " }
    # an unknown number type
    phone_number = { country_code = "US", type = "MOBILE" }
    # a level name too long
    user_hierarchy = { levels = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] }
    # an empty list of allowed profiles
    allowed_security_profiles = []
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.allowed_security_profiles,
  ]
}

run "refuses_the_third_of_each" {
  command = plan

  variables {
    # a name that connect refuses
    name = "d-centre"
    # an alias too long
    instance_alias = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    # a greeting too long
    contact_flow = { type = "disconnect", greeting = join("", [for n in range(1001) : "abc"]) }
    # a prefix without plus
    phone_number = { country_code = "US", type = "DID", prefix = "206" }
    # a path deeper than the levels
    user_hierarchy = { levels = ["Site"], groups = ["Seattle/Billing"] }
    # a default that is not allowed
    allowed_security_profiles = ["QualityAnalyst"]
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.allowed_security_profiles,
  ]
}

run "refuses_the_fourth_of_each" {
  command = plan

  variables {
    # a custom flow without a file
    contact_flow = { type = "custom" }
    # a path with an empty group
    user_hierarchy = { levels = ["Site", "Team"], groups = ["Seattle/"] }
    # admin by default
    default_security_profiles = ["Admin"]
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
    var.allowed_security_profiles,
  ]
}

run "refuses_the_fifth_of_each" {
  command = plan

  variables {
    # a file without a custom flow
    contact_flow = { type = "queue", file = "versions.tf" }
    # a path twice
    user_hierarchy = { levels = ["Site"], groups = ["Seattle", "Seattle"] }
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
  ]
}

run "refuses_the_sixth_of_each" {
  command = plan

  variables {
    # a flow file that is not there
    contact_flow = { type = "custom", file = "no-such-flow.json" }
  }

  expect_failures = [
    var.contact_flow,
  ]
}

run "refuses_the_seventh_of_each" {
  command = plan

  variables {
    # a greeting that nobody would hear
    contact_flow = { type = "custom", file = "tests/terraform/fixtures/plain-flow.json", greeting = "Hello" }
  }

  expect_failures = [
    var.contact_flow,
  ]
}

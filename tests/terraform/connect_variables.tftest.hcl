# Each rule of the inputs of modules/connect, broken once. A run breaks a rule of several variables at once, as each takes
# a whole plan; Terraform names the one that it let pass.

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

variables {
  name         = "acme"
  phone_number = null
}

run "refuses_the_first_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # a name too long for an alias
    name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
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
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.identity_management_type,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
  ]
}

run "refuses_the_second_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # a name that connect refuses
    name = "d-centre"
    # an alias like a directory
    instance_alias = "d-acme"
    # an empty greeting
    contact_flow = { type = "disconnect", greeting = " " }
    # an unknown number type
    phone_number = { country_code = "US", type = "MOBILE" }
    # a level name too long
    user_hierarchy = { levels = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] }
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
  ]
}

run "refuses_the_third_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # an alias too long
    instance_alias = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    # a greeting too long
    contact_flow = { type = "disconnect", greeting = join("", [for n in range(1001) : "abc"]) }
    # a prefix without plus
    phone_number = { country_code = "US", type = "DID", prefix = "206" }
    # a path deeper than the levels
    user_hierarchy = { levels = ["Site"], groups = ["Seattle/Billing"] }
  }

  expect_failures = [
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
  ]
}

run "refuses_the_fourth_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # a custom flow without a file
    contact_flow = { type = "custom" }
    # a path with an empty group
    user_hierarchy = { levels = ["Site", "Team"], groups = ["Seattle/"] }
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
  ]
}

run "refuses_the_fifth_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

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

  module {
    source = "./modules/connect"
  }

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

  module {
    source = "./modules/connect"
  }

  variables {
    # a greeting that nobody would hear
    contact_flow = { type = "custom", file = "tests/terraform/fixtures/plain-flow.json", greeting = "Hello" }
  }

  expect_failures = [
    var.contact_flow,
  ]
}

# Each rule of the inputs of modules/connect, broken once. A run breaks a rule of several variables at once, as each takes
# a whole plan; Terraform names the one that it let pass. A rule that looks at another variable is not looked at while
# that one is refused. What holds for each entry of a map is in tests/functional/centre.

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
    # an unknown zone
    hours_of_operation = { Office = { time_zone = "Mars/Base", open = { daily = "08:00-18:00" } } }
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.identity_management_type,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.hours_of_operation,
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
    # a file that is not there
    contact_flow_modules = { Verify = { file = "no-such-module.json" } }
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.contact_flow_modules,
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
    # the name of the flow that there is anyway
    contact_flows = { "acme inbound" = { file = "./tests/terraform/fixtures/flows/whisper.json" } }
    # the key of phone_number
    phone_number  = { country_code = "US", type = "DID" }
    phone_numbers = { inbound = { country_code = "US", type = "DID" } }
    # half a day
    storage = { retention_days = 0.5 }
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
    var.contact_flows,
    var.phone_numbers,
    var.storage,
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
    # days for a bucket of others
    storage = { bucket = "acme-archive", retention_days = 30 }
    # an unknown type
    contact_flows = { Welcome = { type = "IVR", file = "./tests/terraform/fixtures/flows/whisper.json" } }
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
    var.storage,
    var.contact_flows,
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
    # a name that no bucket may have
    name    = "Acme"
    storage = {}
  }

  expect_failures = [
    var.contact_flow,
    var.storage,
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
    # a file that is not there
    contact_flows = { Welcome = { file = "no-such-flow.json" } }
    # a bucket in capitals
    storage = { bucket = "Recordings" }
  }

  expect_failures = [
    var.contact_flow,
    var.contact_flows,
    var.storage,
  ]
}

run "refuses_the_eighth_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # a menu that nobody asked for
    contact_flow = { type = "queue", menu = { greeting = "Hello", choices = { "1" = { say = "One", queue = "BasicQueue" } } } }
    # an alias of a key
    storage = { key_arn = "arn:aws:kms:eu-west-1:111122223333:alias/acme" }
  }

  expect_failures = [
    var.contact_flow,
    var.storage,
  ]
}

run "refuses_the_ninth_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # two greetings
    contact_flow = { type = "menu", greeting = "Hello", menu = { greeting = "Hello", choices = { "1" = { say = "One", queue = "BasicQueue" } } } }
    # a slash at the end
    storage = { prefix = "centre/" }
  }

  expect_failures = [
    var.contact_flow,
    var.storage,
  ]
}

run "refuses_the_tenth_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # a choice that leads to two places
    contact_flow = { type = "menu", menu = { greeting = "Hello", choices = { "1" = { say = "One", queue = "BasicQueue", phone_number = "+12065550142" } } } }
  }

  expect_failures = [
    var.contact_flow,
  ]
}

run "refuses_the_eleventh_of_each" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    # hours that are made in the same plan, and no words outside them
    hours_of_operation = { Office = { time_zone = "UTC", open = { daily = "08:00-18:00" } } }
    contact_flow       = { type = "menu", menu = { greeting = "Hello", hours = "Office", choices = { "1" = { say = "One", queue = "BasicQueue" } } } }
  }

  expect_failures = [
    var.contact_flow,
  ]
}

# Each rule of the inputs of modules/connect, broken once. A run breaks a rule of several variables at once, as each takes
# a whole plan; Terraform names the one that it let pass. A rule that looks at another variable is not looked at while
# that one is refused.

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
    # a name with a blank
    queues = { " Billing" = { hours = "Basic Hours" } }
    # a name too long
    routing_profiles = { (join("", [for n in range(128) : "a"])) = { channels = { VOICE = 1 } } }
    # a separator of cells
    security_profiles = { "Lead|Agent" = { permissions = [] } }
    # a description too long
    quick_connects = { Desk = { phone_number = "+12065550142", description = join("", [for n in range(251) : "a"]) } }
    # an empty name
    contact_flow_modules = { "" = { file = "./tests/terraform/fixtures/flows/whisper.json" } }
    # no ARN
    lambda_functions = { find = "find-customer" }
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.identity_management_type,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.hours_of_operation,
    var.queues,
    var.routing_profiles,
    var.security_profiles,
    var.quick_connects,
    var.contact_flow_modules,
    var.lambda_functions,
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
    # a description too long
    hours_of_operation = { Office = { time_zone = "UTC", description = join("", [for n in range(251) : "a"]), open = { daily = "08:00-18:00" } } }
    # no contacts at all
    queues = { Billing = { hours = "Basic Hours", max_contacts = 0 } }
    # two calls at once
    routing_profiles = { Billing = { channels = { VOICE = 2 } } }
    # a permission twice
    security_profiles = { Lead = { permissions = ["BasicAgentAccess", "BasicAgentAccess"] } }
    # two places
    quick_connects = { Desk = { phone_number = "+12065550142", queue = "BasicQueue" } }
    # a file that is not there
    contact_flow_modules = { Verify = { file = "no-such-module.json" } }
  }

  expect_failures = [
    var.name,
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.hours_of_operation,
    var.queues,
    var.routing_profiles,
    var.security_profiles,
    var.quick_connects,
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
    # a caller's name too long
    queues = { Billing = { hours = "Basic Hours", outbound_caller = { name = join("", [for n in range(256) : "a"]) } } }
    # a priority of 0
    routing_profiles = { Billing = { channels = { VOICE = 1 }, queues = [{ queue = "BasicQueue", priority = 0 }] } }
    # a number without plus
    quick_connects = { Desk = { phone_number = "2065550142" } }
  }

  expect_failures = [
    var.instance_alias,
    var.contact_flow,
    var.phone_number,
    var.user_hierarchy,
    var.queues,
    var.routing_profiles,
    var.quick_connects,
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
    # a quick connect twice
    queues = { Billing = { hours = "Basic Hours", quick_connects = ["Desk", "Desk"] } }
    # an unknown channel
    routing_profiles = { Billing = { channels = { VOICE = 1 }, queues = [{ queue = "BasicQueue", channel = "FAX" }] } }
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
    var.queues,
    var.routing_profiles,
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
    # a queue twice on a channel
    routing_profiles = { Billing = { channels = { VOICE = 1, CHAT = 2 }, queues = [{ queue = "BasicQueue" }, { queue = "BasicQueue", channel = "CHAT" }] } }
    # days for a bucket of others
    storage = { bucket = "acme-archive", retention_days = 30 }
    # an unknown type
    contact_flows = { Welcome = { type = "IVR", file = "./tests/terraform/fixtures/flows/whisper.json" } }
    # neither claimed nor taken over
    phone_numbers = { main = {} }
  }

  expect_failures = [
    var.contact_flow,
    var.user_hierarchy,
    var.routing_profiles,
    var.storage,
    var.contact_flows,
    var.phone_numbers,
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
    # an empty name
    contact_flows = { "" = { file = "./tests/terraform/fixtures/flows/whisper.json" } }
    # an ARN of a queue
    phone_numbers = { main = { arn = "arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q" } }
  }

  expect_failures = [
    var.contact_flow,
    var.storage,
    var.contact_flows,
    var.phone_numbers,
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
    # a prefix without plus
    phone_numbers = { main = { country_code = "GB", type = "DID", prefix = "44" } }
    # a bucket in capitals
    storage = { bucket = "Recordings" }
  }

  expect_failures = [
    var.contact_flow,
    var.contact_flows,
    var.phone_numbers,
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

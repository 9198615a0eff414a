# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# What depends on nothing that is unknown before an apply, and what a plan refuses.

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "111122223333" }
}

variables {
  name           = "acme"
  instance_alias = "acme-centre"
  phone_number   = null

  hours_of_operation = {
    Office = { time_zone = "Europe/Berlin", open = { "monday-friday" = "08:00-12:00, 13:00-18:00", saturday = "22:00-06:00" } }
  }
  queues = {
    Billing = {
      hours           = "Office"
      max_contacts    = 20
      outbound_caller = { name = "Acme", number = "main", flow = "Record notice" }
      quick_connects  = ["Night desk"]
    }
    # "" is no description, here and below; the provider would refuse it.
    Returns = { hours = "Basic Hours", description = "", outbound_caller = {}, enabled = false }
  }
  routing_profiles = {
    "Billing agents" = {
      channels = { VOICE = 1, CHAT = 3 }
      queues   = [{ queue = "Billing" }, { queue = "Returns", channel = "VOICE", priority = 2, delay = 30 }]
    }
    "Returns agents" = { description = "", channels = { TASK = 5 }, default_outbound_queue = "BasicQueue" }
  }
  security_profiles = {
    "Team lead" = { description = "Listens in", permissions = ["BasicAgentAccess", "ManagerListenIn"] }
  }
  quick_connects = {
    "Night desk" = { description = "", phone_number = "+12065550142" }
    "Billing"    = { queue = "Billing", flow = "To Billing" }
    "Returns"    = { queue = "Returns" }
  }
  contact_flows = {
    "Record notice" = { type = "OUTBOUND_WHISPER", file = "./tests/terraform/fixtures/flows/whisper.json" }
    "To Billing"    = { type = "QUEUE_TRANSFER", file = "./tests/terraform/fixtures/flows/to-billing.json.tftpl" }
    "Everything"    = { file = "./tests/terraform/fixtures/flows/everything.json.tftpl" }
  }
  contact_flow_modules = {
    Verify = { file = "./tests/terraform/fixtures/flows/to-billing.json.tftpl" }
  }
  phone_numbers = {
    main = { country_code = "GB", type = "DID", description = "" }
    old  = { arn = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444", flow = "Everything" }
  }
  lambda_functions = { "Find customer" = "arn:aws:lambda:eu-west-1:111122223333:function:find-customer" }
  storage          = {}

  contact_flow = {
    type = "menu"
    menu = {
      greeting = "Welcome to Acme."
      hours    = "Office"
      closed   = "We are closed."
      choices = {
        "1" = { say = "For billing, press 1.", queue = "Billing" }
        "2" = { say = "For the rest, press 2.", flow = "Everything" }
      }
    }
  }
}

run "keeps_recordings_where_it_is_told" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    storage = {
      bucket           = "acme-archive"
      prefix           = "centre"
      key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/own"
      chat_transcripts = false
      exported_reports = false
    }
    # There is no such permission; the plan warns and goes on.
    security_profiles = { "Team lead" = { description = "", permissions = ["BasicAgentAccess", "Listen.In"] } }
    # Always open.
    hours_of_operation = { Office = { time_zone = "UTC", description = "", open = { daily = "00:00-24:00" } } }
  }

  expect_failures = [check.known_permissions]

  assert {
    condition     = aws_connect_queue.this["Billing"].description == "Managed by Terraform" && aws_connect_queue.this["Returns"].description == null
    error_message = "A queue has a description, unless the inputs say that it has none."
  }

  assert {
    condition = (
      keys(aws_connect_instance_storage_config.this) == ["CALL_RECORDINGS"] &&
      aws_connect_instance_storage_config.this["CALL_RECORDINGS"].storage_config[0].s3_config[0].bucket_name == "acme-archive" &&
      aws_connect_instance_storage_config.this["CALL_RECORDINGS"].storage_config[0].s3_config[0].bucket_prefix == "centre/CallRecordings" &&
      aws_connect_instance_storage_config.this["CALL_RECORDINGS"].storage_config[0].s3_config[0].encryption_config[0].key_id == "arn:aws:kms:eu-west-1:111122223333:key/own" &&
      length(aws_s3_bucket.recordings) == 0 && length(aws_kms_key.recordings) == 0
    )
    error_message = "A bucket and a key that are named are used, and none is made."
  }

  assert {
    condition = toset([
      for slice in aws_connect_hours_of_operation.this["Office"].config : "${slice.start_time[0].hours}:${slice.start_time[0].minutes}-${slice.end_time[0].hours}:${slice.end_time[0].minutes}"
    ]) == toset(["0:0-0:0"]) && length(aws_connect_hours_of_operation.this["Office"].config) == 7
    error_message = "All of every day is 00:00-00:00 on seven days."
  }
}

run "refuses_names_that_nothing_defines" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    queues             = {}
    contact_flows      = {}
    hours_of_operation = {}
    phone_numbers      = {}
    quick_connects     = {}
    routing_profiles   = { "Billing agents" = { channels = { VOICE = 1 }, queues = [{ queue = "Billing" }] } }
  }

  expect_failures = [aws_connect_instance.this]
}

run "refuses_flows_of_the_wrong_type_and_templates_that_name_what_comes_later" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flows = {
      "Record notice" = { type = "OUTBOUND_WHISPER", file = "./tests/terraform/fixtures/flows/early.json.tftpl" }
      "To Billing"    = { type = "CUSTOMER_QUEUE", file = "./tests/terraform/fixtures/flows/early.json.tftpl" }
      "Everything"    = { file = "./tests/terraform/fixtures/flows/everything.json.tftpl" }
    }
  }

  expect_failures = [aws_connect_instance.this]
}

run "refuses_hours_that_can_not_be" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    hours_of_operation = {
      Office  = { time_zone = "UTC", open = { mondy = "08:00-18:00", monday = "8-18", "monday-friday" = "08:00-18:00, 17:00-20:00" } }
      Night   = { time_zone = "UTC", open = { daily = "22:00-06:00, 05:00-07:00" } }
      Never   = { time_zone = "UTC", open = {} }
      Nothing = { time_zone = "UTC", open = { sunday = "08:00-08:00" } }
    }
  }

  expect_failures = [aws_connect_instance.this]
}

run "refuses_one_number_under_two_keys" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    phone_numbers = {
      main  = { country_code = "GB", type = "DID" }
      old   = { arn = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444", flow = "Everything" }
      older = { arn = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444" }
    }
  }

  expect_failures = [aws_connect_instance.this]
}

run "refuses_one_function_under_two_names" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    lambda_functions = {
      "Find customer" = "arn:aws:lambda:eu-west-1:111122223333:function:find-customer"
      "Find caller"   = "arn:aws:lambda:eu-west-1:111122223333:function:find-customer"
    }
  }

  expect_failures = [aws_connect_instance.this]
}

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Data sources of a new instance are read by an apply alone, hence `apply` here: every resource is overridden, so nothing
# reaches AWS.
override_resource {
  target = aws_connect_instance.this
  values = {
    id  = "11111111-2222-3333-4444-555555555555"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  }
}

override_resource {
  target = aws_connect_hours_of_operation.this
  values = { hours_of_operation_id = "hours-id", arn = "hours-arn" }
}

override_resource {
  target = aws_connect_queue.this["Billing"]
  values = { queue_id = "billing-id", arn = "billing-arn" }
}

override_resource {
  target = aws_connect_queue.this["Returns"]
  values = { queue_id = "returns-id", arn = "returns-arn" }
}

override_resource {
  target = aws_connect_routing_profile.this
  values = { routing_profile_id = "routing-id", arn = "routing-arn" }
}

override_resource {
  target = aws_connect_security_profile.this
  values = { security_profile_id = "security-id", arn = "security-arn" }
}

override_resource {
  target = aws_connect_quick_connect.this
  values = { quick_connect_id = "quick-id", arn = "quick-arn" }
}

override_resource {
  target = aws_connect_phone_number.this
  values = { id = "number-id", arn = "number-arn", phone_number = "+442079460000" }
}

override_resource {
  target = aws_connect_contact_flow.tier_one
  values = { contact_flow_id = "whisper-id", arn = "whisper-arn" }
}

override_resource {
  target = aws_connect_contact_flow.tier_three
  values = { contact_flow_id = "transfer-id", arn = "transfer-arn" }
}

override_resource {
  target = aws_connect_contact_flow.tier_four
  values = { contact_flow_id = "further-id", arn = "further-arn" }
}

override_resource {
  target = aws_connect_contact_flow.inbound
  values = { contact_flow_id = "inbound-id", arn = "inbound-arn" }
}

override_resource {
  target = aws_connect_contact_flow_module.this
  values = { contact_flow_module_id = "module-id", arn = "module-arn" }
}

override_resource {
  target = aws_kms_key.recordings
  values = { key_id = "key", arn = "arn:aws:kms:eu-west-1:111122223333:key/key" }
}

override_resource {
  target = aws_s3_bucket.recordings
  values = { arn = "arn:aws:s3:::acme-recordings-111122223333" }
}

override_resource {
  target = aws_connect_lambda_function_association.this
}

override_resource {
  target = aws_connect_instance_storage_config.this
}

override_resource {
  target = aws_connect_contact_flow.tier_two
}

override_resource {
  target = aws_kms_alias.recordings
}

override_resource {
  target = aws_s3_bucket_public_access_block.recordings
}

override_resource {
  target = aws_s3_bucket_ownership_controls.recordings
}

override_resource {
  target = aws_s3_bucket_versioning.recordings
}

override_resource {
  target = aws_s3_bucket_server_side_encryption_configuration.recordings
}

override_resource {
  target = aws_s3_bucket_lifecycle_configuration.recordings
}

override_resource {
  target = aws_s3_bucket_policy.recordings
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "111122223333" }
}

override_data {
  target = data.aws_connect_queue.existing
  values = { queue_id = "found-queue-id", arn = "found-queue-arn" }
}

override_data {
  target = data.aws_connect_hours_of_operation.existing
  values = { hours_of_operation_id = "found-hours-id", arn = "found-hours-arn" }
}

override_data {
  target = data.aws_connect_routing_profile.existing
  values = { routing_profile_id = "basic-routing-id", arn = "basic-routing-arn" }
}

override_data {
  target = data.aws_connect_security_profile.existing
  values = { security_profile_id = "agent-id", arn = "agent-arn" }
}

override_data {
  target = data.aws_connect_contact_flow.existing
  values = { contact_flow_id = "found-flow-id", arn = "found-flow-arn" }
}

override_data {
  target = data.aws_connect_prompt.existing
  values = { arn = "prompt-arn" }
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
    Returns = { hours = "Basic Hours", outbound_caller = {}, enabled = false }
  }
  routing_profiles = {
    "Billing agents" = {
      channels = { VOICE = 1, CHAT = 3 }
      queues   = [{ queue = "Billing" }, { queue = "Returns", channel = "VOICE", priority = 2, delay = 30 }]
    }
    "Returns agents" = { channels = { TASK = 5 }, default_outbound_queue = "BasicQueue" }
  }
  security_profiles = {
    "Team lead" = { description = "Listens in", permissions = ["BasicAgentAccess", "ManagerListenIn"] }
  }
  quick_connects = {
    "Night desk" = { phone_number = "+12065550142" }
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
    main = { country_code = "GB", type = "DID" }
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

run "makes_all_that_the_inputs_say" {
  command = apply

  module {
    source = "./modules/connect"
  }

  assert {
    condition = sort([
      for slice in aws_connect_hours_of_operation.this["Office"].config : "${slice.day} ${slice.start_time[0].hours}:${slice.start_time[0].minutes}-${slice.end_time[0].hours}:${slice.end_time[0].minutes}"
      ]) == sort(concat(flatten([for day in ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] : ["${day} 8:0-12:0", "${day} 13:0-18:0"]]), [
        "SATURDAY 22:0-0:0", "SUNDAY 0:0-6:0",
    ]))
    error_message = "A range names all its days, commas separate spans, and a span over midnight goes on the next day."
  }

  assert {
    condition = (
      aws_connect_queue.this["Billing"].hours_of_operation_id == "hours-id" &&
      aws_connect_queue.this["Billing"].max_contacts == 20 &&
      aws_connect_queue.this["Billing"].outbound_caller_config[0].outbound_caller_id_name == "Acme" &&
      aws_connect_queue.this["Billing"].outbound_caller_config[0].outbound_caller_id_number_id == "number-id" &&
      aws_connect_queue.this["Billing"].outbound_caller_config[0].outbound_flow_id == "whisper-id" &&
      aws_connect_queue.this["Returns"].hours_of_operation_id == "found-hours-id" &&
      aws_connect_queue.this["Returns"].outbound_caller_config[0].outbound_flow_id == "found-flow-id"
    )
    error_message = "A queue has its hours and calls out as asked, by the instance's own flow unless one is named."
  }

  assert {
    condition = toset([
      for served in aws_connect_routing_profile.this["Billing agents"].queue_configs : "${served.queue_id} ${served.channel} ${served.priority} ${served.delay}"
    ]) == toset(["billing-id VOICE 1 0", "billing-id CHAT 1 0", "returns-id VOICE 2 30"])
    error_message = "A queue is served on the channel that is named, or on all of the profile."
  }

  assert {
    condition = (
      aws_connect_routing_profile.this["Billing agents"].default_outbound_queue_id == "billing-id" &&
      aws_connect_routing_profile.this["Billing agents"].description == "Serves Billing, Returns" &&
      aws_connect_routing_profile.this["Returns agents"].default_outbound_queue_id == "found-queue-id"
    )
    error_message = "Calls out belong to the first queue unless another is named."
  }

  assert {
    condition     = aws_connect_security_profile.this["Team lead"].permissions == toset(["BasicAgentAccess", "ManagerListenIn"])
    error_message = "A security profile has the permissions that it lists."
  }

  assert {
    condition = (
      aws_connect_quick_connect.this["Night desk"].quick_connect_config[0].phone_config[0].phone_number == "+12065550142" &&
      aws_connect_quick_connect.this["Billing"].quick_connect_config[0].queue_config[0].queue_id == "billing-id" &&
      aws_connect_quick_connect.this["Billing"].quick_connect_config[0].queue_config[0].contact_flow_id == "transfer-id" &&
      aws_connect_quick_connect.this["Returns"].quick_connect_config[0].queue_config[0].contact_flow_id == "found-flow-id"
    )
    error_message = "A quick connect leads to a number, or to a queue by the flow that is named or the instance's own."
  }

  assert {
    condition = jsondecode(aws_connect_contact_flow.tier_four["Everything"].content).Metadata == {
      instance         = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      basic_queue      = "found-queue-arn"
      queue            = "billing-arn"
      hours            = "hours-arn"
      flow             = "transfer-arn"
      default_flow     = "found-flow-arn"
      module           = "module-arn"
      quick_connect    = "quick-arn"
      prompt           = "prompt-arn"
      lambda           = "arn:aws:lambda:eu-west-1:111122223333:function:find-customer"
      routing_profile  = "routing-arn"
      security_profile = "security-arn"
    }
    error_message = "A template gets each ARN by its name: ${aws_connect_contact_flow.tier_four["Everything"].content}"
  }

  assert {
    condition = jsonencode(output.instance) == jsonencode({
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      identity_management_type = "CONNECT_MANAGED"
      hierarchy_in_use         = false
      routing_profiles         = { ids = ["routing-id", "routing-id"], fallback = { id = "basic-routing-id", arn = "basic-routing-arn" } }
      security_profiles        = { ids = ["security-id"], fallback = { id = "agent-id", arn = "agent-arn" } }
      queues = {
        Billing = { id = "billing-id", enabled = true, quick_connect_ids = ["quick-id"] }
        Returns = { id = "returns-id", enabled = false, quick_connect_ids = [] }
      }
      phone_numbers = {
        main = { id = "number-id", arn = "number-arn", taken_over = false, contact_flow_id = "inbound-id", contact_flow_arn = "inbound-arn" }
        old = {
          id               = "aaaaaaaa-1111-2222-3333-444444444444"
          arn              = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444"
          taken_over       = true
          contact_flow_id  = "further-id"
          contact_flow_arn = "further-arn"
        }
      }
    })
    error_message = "Staffing gets what it has to do for numbers, queues and users: ${jsonencode(output.instance)}"
  }

  assert {
    condition     = length(aws_connect_phone_number.this) == 1 && output.phone_number == null
    error_message = "A number that is taken over is not claimed."
  }

  assert {
    condition = { for kind, config in aws_connect_instance_storage_config.this : kind => config.storage_config[0].s3_config[0].bucket_prefix } == {
      CALL_RECORDINGS   = "connect/acme-centre/CallRecordings"
      CHAT_TRANSCRIPTS  = "connect/acme-centre/ChatTranscripts"
      SCHEDULED_REPORTS = "connect/acme-centre/Reports"
    }
    error_message = "storage = {} keeps recordings, transcripts and reports."
  }

  assert {
    condition = (
      aws_connect_instance_storage_config.this["CALL_RECORDINGS"].storage_config[0].s3_config[0].bucket_name == "acme-recordings-111122223333" &&
      aws_connect_instance_storage_config.this["CALL_RECORDINGS"].storage_config[0].s3_config[0].encryption_config[0].key_id == "arn:aws:kms:eu-west-1:111122223333:key/key" &&
      aws_s3_bucket.recordings[0].force_destroy &&
      aws_s3_bucket_public_access_block.recordings[0].restrict_public_buckets &&
      jsondecode(aws_s3_bucket_policy.recordings[0].policy).Statement[0].Sid == "DenyPlainHttp" &&
      length(aws_s3_bucket_lifecycle_configuration.recordings["recordings"].rule[0].expiration) == 0
    )
    error_message = "The bucket is ours, private and encrypted, and keeps what it has."
  }

  assert {
    condition = (
      output.contact_centre.queues == { Billing = { id = "billing-id", arn = "billing-arn" }, Returns = { id = "returns-id", arn = "returns-arn" } } &&
      output.contact_centre.phone_numbers.main.flow == "inbound" && output.contact_centre.phone_numbers.old.flow == "Everything" &&
      [for choice in output.contact_centre.menu : choice.key] == ["1", "2"]
    )
    error_message = "The output must say what callers meet: ${jsonencode(output.contact_centre)}"
  }
}

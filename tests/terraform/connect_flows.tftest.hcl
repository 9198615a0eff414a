# Flows that name the instance's queue. A data source of a new instance is read by an apply alone, hence `apply` here:
# every resource is overridden, so nothing reaches AWS, and the flow's content is the real one.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_resource {
  target = aws_connect_instance.this
  values = {
    id  = "11111111-2222-3333-4444-555555555555"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  }
}

override_resource {
  target = aws_connect_contact_flow.inbound
  values = {
    id = "11111111-2222-3333-4444-555555555555:22222222-3333-4444-5555-666666666666"
  }
}

override_data {
  target = data.aws_connect_queue.existing
  values = {
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/queue/q"
  }
}

override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

variables {
  name                     = "acme"
  instance_alias           = "acme-111122223333"
  identity_management_type = "CONNECT_MANAGED"
  contact_flow             = { type = "queue" }
  phone_number             = null
  user_hierarchy           = { levels = [], groups = [] }
}

run "greets_and_queues" {
  command = apply

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "queue", greeting = "Please hold." }
  }

  assert {
    condition = [for action in jsondecode(aws_connect_contact_flow.inbound.content).Actions : action.Type] == [
      "MessageParticipant", "UpdateContactTargetQueue", "TransferContactToQueue", "DisconnectParticipant"
    ]
    error_message = "The queue kind greets, chooses BasicQueue, enters it, and hangs up when it is full."
  }

  assert {
    condition = (
      jsondecode(aws_connect_contact_flow.inbound.content).Actions[0].Parameters.Text == "Please hold." &&
      jsondecode(aws_connect_contact_flow.inbound.content).Actions[1].Parameters.QueueId == "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/queue/q"
    )
    error_message = "The greeting or the queue of the instance is missing: ${aws_connect_contact_flow.inbound.content}"
  }
}

run "queue_flow_leads_only_to_its_own_actions" {
  command = apply

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "queue" }
  }

  assert {
    condition = length(setsubtract(
      flatten([
        for action in jsondecode(aws_connect_contact_flow.inbound.content).Actions : concat(
          try([action.Transitions.NextAction], []),
          [for error in try(action.Transitions.Errors, []) : error.NextAction],
        )
      ]),
      [for action in jsondecode(aws_connect_contact_flow.inbound.content).Actions : action.Identifier],
    )) == 0
    error_message = "A transition of the queue flow leads nowhere."
  }
}

run "renders_a_custom_template" {
  command = apply

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "custom", file = "./tests/terraform/fixtures/template-flow.json.tftpl", greeting = "Say \"hi\"" }
  }

  assert {
    condition = jsondecode(aws_connect_contact_flow.inbound.content).Metadata == {
      greeting = "Say \"hi\""
      queue    = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/queue/q"
      instance = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    }
    error_message = "A template gets the greeting, the queue and the instance: ${aws_connect_contact_flow.inbound.content}"
  }
}


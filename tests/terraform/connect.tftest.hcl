# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Known before it exists, so that the plan shows everything that depends on it.
override_resource {
  target          = aws_connect_instance.this
  override_during = plan
  values = {
    id  = "11111111-2222-3333-4444-555555555555"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
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
  contact_flow             = { type = "disconnect" }
  phone_number             = { country_code = "US", type = "DID" }
  user_hierarchy           = { levels = [], groups = [] }
}

run "greets_and_hangs_up" {
  command = plan

  module {
    source = "./modules/connect"
  }

  assert {
    condition = [for action in jsondecode(aws_connect_contact_flow.inbound.content).Actions : action.Type] == [
      "MessageParticipant", "DisconnectParticipant"
    ]
    error_message = "The disconnect kind greets and hangs up."
  }

  assert {
    condition     = length(jsondecode(aws_connect_contact_flow.inbound.content).Actions[0].Parameters.Text) > 10
    error_message = "There is a greeting even when none is given."
  }
}

run "speaks_any_greeting" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "disconnect", greeting = "Grüß Gott: \"Acme & Söhne\"\n\\ $${x} %%{y} <3" }
  }

  assert {
    condition     = jsondecode(aws_connect_contact_flow.inbound.content).Actions[0].Parameters.Text == "Grüß Gott: \"Acme & Söhne\"\n\\ $${x} %%{y} <3"
    error_message = "A greeting must be spoken as it was written: ${aws_connect_contact_flow.inbound.content}"
  }
}

run "takes_a_custom_file_as_it_is" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "custom", file = "./tests/terraform/fixtures/plain-flow.json" }
  }

  assert {
    condition     = jsondecode(aws_connect_contact_flow.inbound.content) == jsondecode(file("./tests/terraform/fixtures/plain-flow.json"))
    error_message = "A plain file must not be touched."
  }
}

run "refuses_a_custom_file_that_is_no_json" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    contact_flow = { type = "custom", file = "./versions.tf" }
  }

  expect_failures = [aws_connect_contact_flow.inbound]
}

run "claims_a_number" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    phone_number = { country_code = "GB", type = "TOLL_FREE", prefix = "+44800" }
  }

  assert {
    condition = (
      aws_connect_phone_number.this["inbound"].country_code == "GB" &&
      aws_connect_phone_number.this["inbound"].type == "TOLL_FREE" &&
      aws_connect_phone_number.this["inbound"].prefix == "+44800" &&
      aws_connect_phone_number.this["inbound"].target_arn == "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    )
    error_message = "The number must be claimed for the instance as asked."
  }
}

run "claims_no_number_for_null" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    phone_number = null
  }

  assert {
    condition     = length(aws_connect_phone_number.this) == 0 && output.phone_number == null
    error_message = "phone_number = null must claim none."
  }
}

run "leaves_passwords_to_saml" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    identity_management_type = "SAML"
  }

  assert {
    condition     = aws_connect_instance.this.identity_management_type == "SAML"
    error_message = "The instance must be made for SAML."
  }
}

run "has_no_hierarchy_unless_asked" {
  command = plan

  module {
    source = "./modules/connect"
  }

  assert {
    condition     = length(aws_connect_user_hierarchy_structure.this) == 0 && length(aws_connect_user_hierarchy_group.level_one) == 0
    error_message = "An empty user_hierarchy must leave the instance's structure alone."
  }
}

run "implies_the_groups_above" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    user_hierarchy = {
      levels = ["World", "Country", "Site", "Floor", "Team"]
      groups = ["EMEA/DE/Berlin/3/Billing", "EMEA/DE/Berlin/4", "EMEA/UK", "APAC", "APAC/DE"]
    }
  }

  assert {
    condition = {
      one   = { for path, group in aws_connect_user_hierarchy_group.level_one : path => group.name }
      two   = { for path, group in aws_connect_user_hierarchy_group.level_two : path => group.name }
      three = { for path, group in aws_connect_user_hierarchy_group.level_three : path => group.name }
      four  = { for path, group in aws_connect_user_hierarchy_group.level_four : path => group.name }
      five  = { for path, group in aws_connect_user_hierarchy_group.level_five : path => group.name }
      } == {
      one   = { "APAC" = "APAC", "EMEA" = "EMEA" }
      two   = { "APAC/DE" = "DE", "EMEA/DE" = "DE", "EMEA/UK" = "UK" }
      three = { "EMEA/DE/Berlin" = "Berlin" }
      four  = { "EMEA/DE/Berlin/3" = "3", "EMEA/DE/Berlin/4" = "4" }
      five  = { "EMEA/DE/Berlin/3/Billing" = "Billing" }
    }
    error_message = "Paths must become one group per part, each once, keyed by its whole path."
  }

  assert {
    condition = [
      aws_connect_user_hierarchy_structure.this[0].hierarchy_structure[0].level_one[0].name,
      aws_connect_user_hierarchy_structure.this[0].hierarchy_structure[0].level_two[0].name,
      aws_connect_user_hierarchy_structure.this[0].hierarchy_structure[0].level_three[0].name,
      aws_connect_user_hierarchy_structure.this[0].hierarchy_structure[0].level_four[0].name,
      aws_connect_user_hierarchy_structure.this[0].hierarchy_structure[0].level_five[0].name,
    ] == ["World", "Country", "Site", "Floor", "Team"]
    error_message = "The levels must keep their names and their order."
  }
}

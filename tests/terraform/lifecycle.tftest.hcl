# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Read by the module whatever it is asked.
override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

override_data {
  target = data.aws_service.connect
  values = {
    region = "eu-west-1"
  }
}

# Known before they exist, so that a plan shows the policies that name them.
override_module {
  target          = module.storage
  override_during = plan

  outputs = {
    upload_bucket  = { name = "acme-uploads-111122223333", arn = "arn:aws:s3:::acme-uploads-111122223333" }
    report_bucket  = { name = "acme-reports-111122223333", arn = "arn:aws:s3:::acme-reports-111122223333" }
    outcomes_table = { name = "acme-outcomes", arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes" }
    key            = { arn = "arn:aws:kms:eu-west-1:111122223333:key/k" }

    files_table = {
      name       = "acme-files"
      arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
      stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"
    }

    agents_table = {
      name       = "acme-agents"
      arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
      stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"
    }

    failure_queue = {
      arn  = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
      name = "acme-failures"
      url  = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-failures"
    }
    failure_queue_arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"

    retry_queue = {
      arn  = "arn:aws:sqs:eu-west-1:111122223333:acme-retries"
      name = "acme-retries"
    }
    retry_queue_address = {
      arn = "arn:aws:sqs:eu-west-1:111122223333:acme-retries"
      url = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-retries"
    }

    passwords = {
      prefix      = "acme/passwords"
      arn_pattern = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    }
  }
}

override_module {
  target          = module.monitoring
  override_during = plan

  outputs = {
    dashboard_name = "acme"
    topic          = { arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications" }
  }
}

variables {
  name = "acme"
  # It needs the zips: `make build` comes first.
  packages_dir = "./build"

  instance = {
    id                       = "11111111-2222-3333-4444-555555555555"
    arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    identity_management_type = "CONNECT_MANAGED"
    hierarchy_in_use         = true
    routing_profiles         = { ids = ["routing-1"], fallback = { id = "basic", arn = "basic-routing-arn" } }
    security_profiles        = { ids = ["security-1", "security-2"], fallback = { id = "agent", arn = "agent-arn" } }

    queues = {
      Billing = { id = "queue-1", quick_connect_ids = ["quick-1", "quick-2"] }
      Returns = { id = "queue-2", enabled = false }
    }

    phone_numbers = {
      inbound = {
        id               = "number-1"
        arn              = "arn:aws:connect:eu-west-1:111122223333:phone-number/number-1"
        contact_flow_id  = "flow-1"
        contact_flow_arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow-1"
      }
      old = {
        id               = "number-2"
        arn              = "arn:aws:connect:eu-west-1:111122223333:phone-number/number-2"
        taken_over       = true
        contact_flow_id  = "flow-1"
        contact_flow_arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow-1"
      }
    }
  }
}

run "touches_no_connect_without_number_and_groups" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    instance = {
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      identity_management_type = "CONNECT_MANAGED"
    }
  }

  assert {
    condition = toset([for statement in jsondecode(module.lifecycle.policy_json).Statement : statement.Sid]) == toset([
      "DeletePasswords", "FindPasswords", "FindYoungPasswords", "UseKeyForDynamodb",
    ])
    error_message = "The policy of lifecycle is not what its code needs: ${module.lifecycle.policy_json}"
  }
}

run "leads_the_number_to_the_flow" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = jsondecode(aws_lambda_invocation.associate_phone_number["inbound"].input) == {
      hook            = "associate_phone_number"
      instance_id     = "11111111-2222-3333-4444-555555555555"
      phone_number_id = "number-1"
      contact_flow_id = "flow-1"
    }
    error_message = "The association hook must get the instance, the number and the flow."
  }

  assert {
    condition     = aws_lambda_invocation.associate_phone_number["inbound"].lifecycle_scope == "CRUD"
    error_message = "The association must be undone on destroy."
  }
}

run "does_for_queues_numbers_and_users_what_terraform_can_not" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = { for name, offer in aws_lambda_invocation.offer_quick_connects : name => jsondecode(offer.input) } == {
      Billing = {
        hook              = "offer_quick_connects"
        instance_id       = "11111111-2222-3333-4444-555555555555"
        queue_id          = "queue-1"
        quick_connect_ids = ["quick-1", "quick-2"]
      }
    }
    error_message = "Queues with quick connects, and no others, must get them."
  }

  assert {
    condition = { for name, queue in aws_lambda_invocation.disable_queue : name => jsondecode(queue.input) } == {
      Returns = { hook = "disable_queue", instance_id = "11111111-2222-3333-4444-555555555555", queue_id = "queue-2" }
    }
    error_message = "Queues that are not enabled, and no others, must be disabled."
  }

  assert {
    condition = { for key, number in aws_lambda_invocation.take_over_phone_number : key => jsondecode(number.input) } == {
      old = {
        hook            = "take_over_phone_number"
        instance_arn    = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
        phone_number_id = "number-2"
      }
    }
    error_message = "Numbers of others, and none of our own, must be taken over."
  }

  assert {
    condition = jsondecode(aws_lambda_invocation.release_users[0].input) == {
      hook              = "release_users"
      instance_id       = "11111111-2222-3333-4444-555555555555"
      groups            = true
      routing_profiles  = { ids = ["routing-1"], fallback = "basic" }
      security_profiles = { ids = ["security-1", "security-2"], fallback = "agent" }
    }
    error_message = "Users must leave groups and profiles of ours on destroy."
  }
}

run "has_nothing_to_associate_without_a_number" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    instance = {
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      identity_management_type = "CONNECT_MANAGED"
    }
  }

  assert {
    condition     = length(aws_lambda_invocation.associate_phone_number) == 0 && length(terraform_data.association) == 0
    error_message = "Without a number there is nothing to lead to the flow."
  }
}

run "purges_the_prefix_on_destroy" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      jsondecode(aws_lambda_invocation.purge_passwords.input) == { hook = "purge_passwords", prefix = "acme/passwords/" } &&
      aws_lambda_invocation.purge_passwords.lifecycle_scope == "CRUD"
    )
    error_message = "The purge must name the prefix with its slash, or it would take acme/passwords-of-others too."
  }

  assert {
    condition     = output.deployment.password_secret_prefix == "acme/passwords"
    error_message = "Those who write passwords get the prefix without a slash."
  }
}

run "guards_nothing_unless_asked" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition     = aws_lambda_invocation.guard_deletion.lifecycle_scope == "CREATE_ONLY"
    error_message = "Without deletion_protection the function must not be asked on destroy."
  }
}

run "guards_when_asked" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { deletion_protection = true }
  }

  assert {
    condition = (
      aws_lambda_invocation.guard_deletion.lifecycle_scope == "CRUD" &&
      jsondecode(aws_lambda_invocation.guard_deletion.input).hook == "guard_deletion" &&
      jsondecode(aws_lambda_invocation.guard_deletion.input).name == "acme"
    )
    error_message = "With deletion_protection the function must be asked on destroy."
  }
}

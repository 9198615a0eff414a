# Every policy of a deployment as AWS gets it, with ARNs that are known before anything exists. `make policies` writes
# them to tests/contract/policies, and `make test-terraform` says when they are no longer what is written there.

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

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

override_resource {
  target          = module.storage.aws_dynamodb_table.agents
  override_during = plan
  values = {
    arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
    stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"
  }
}

override_resource {
  target          = module.storage.aws_dynamodb_table.files
  override_during = plan
  values = {
    arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
    stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"
  }
}

override_resource {
  target          = module.storage.aws_dynamodb_table.outcomes
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"
  }
}

override_resource {
  target          = module.storage.aws_kms_key.this
  override_during = plan
  values = {
    arn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-aaaa-bbbb-cccc-222222222222"
  }
}

override_resource {
  target          = module.storage.aws_s3_bucket.data["uploads"]
  override_during = plan
  values = {
    arn = "arn:aws:s3:::acme-uploads-111122223333"
  }
}

override_resource {
  target          = module.storage.aws_s3_bucket.data["reports"]
  override_during = plan
  values = {
    arn = "arn:aws:s3:::acme-reports-111122223333"
  }
}

override_resource {
  target          = module.monitoring.aws_sns_topic.notifications
  override_during = plan
  values = {
    arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications"
  }
}

override_resource {
  target          = aws_cloudwatch_event_rule.hourly
  override_during = plan
  values = {
    arn = "arn:aws:events:eu-west-1:111122223333:rule/acme-upkeep"
  }
}

override_resource {
  target          = module.ingest.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/acme-ingest"
  }
}

override_resource {
  target          = module.provision.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/acme-provision"
  }
}

override_resource {
  target          = module.report.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/acme-report"
  }
}

override_resource {
  target          = module.upkeep.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/acme-upkeep"
  }
}

override_resource {
  target          = module.lifecycle.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/acme-lifecycle"
  }
}

run "staffing" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    name = "acme"
    # It needs the zips: `make build` comes first.
    packages_dir = "./build"

    # An instance with all that the functions do something for.
    instance = {
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      identity_management_type = "CONNECT_MANAGED"
      hierarchy_in_use         = true

      routing_profiles = {
        ids = ["r-1"]
        fallback = {
          id  = "basic"
          arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/routing-profile/basic"
        }
      }
      security_profiles = {
        ids = ["s-1"]
        fallback = {
          id  = "agent"
          arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/security-profile/agent"
        }
      }

      queues = {
        Billing = { id = "q-1", quick_connect_ids = ["c-1"] }
        Returns = { id = "q-2", enabled = false }
      }

      phone_numbers = {
        claimed = {
          id               = "claimed"
          arn              = "arn:aws:connect:eu-west-1:111122223333:phone-number/claimed"
          contact_flow_id  = "flow"
          contact_flow_arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow"
        }
        taken = {
          id               = "taken"
          arn              = "arn:aws:connect:eu-west-1:111122223333:phone-number/taken"
          taken_over       = true
          contact_flow_id  = "flow"
          contact_flow_arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow"
        }
      }
    }
  }
}

run "connect" {
  command = plan

  module {
    source = "./modules/connect"
  }

  variables {
    name         = "acme"
    phone_number = null
    storage      = {}
  }
}

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
  }
}

run "is_woken_by_work_alone" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = toset(module.provision.stream_filters) == toset([
      jsonencode({ eventName = ["INSERT"] }),
      jsonencode({ eventName = ["REMOVE"] }),
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] }, calling_since = { S = [{ exists = false }] } }
      } }),
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] } },
        OldImage = { calling_since = { S = [{ exists = true }] } }
      } }),
      jsonencode({ eventName = ["MODIFY"], dynamodb = { NewImage = { status = { S = [{ exists = false }] } } } }),
    ])
    error_message = "Agents that are new, removed, pending or without a status wake provision; the status that it writes back must not."
  }
}

run "gets_agents_back_from_the_retry_queue" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.retries.event_source_arn == "arn:aws:sqs:eu-west-1:111122223333:acme-retries" &&
      toset(aws_lambda_event_source_mapping.retries.function_response_types) == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.retries.batch_size == 10 &&
      aws_lambda_event_source_mapping.retries.maximum_batching_window_in_seconds == 5 &&
      one(aws_lambda_event_source_mapping.retries.scaling_config).maximum_concurrency == 2
    )
    error_message = "One message that fails must not bring the others of its batch again, and few containers share the quota."
  }
}

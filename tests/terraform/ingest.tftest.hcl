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

run "is_woken_by_its_bucket_alone" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      aws_lambda_permission.upload_bucket.principal == "s3.amazonaws.com" &&
      aws_lambda_permission.upload_bucket.source_arn == "arn:aws:s3:::acme-uploads-111122223333" &&
      aws_lambda_permission.upload_bucket.source_account == "111122223333"
    )
    error_message = "Only the upload bucket of this account may invoke ingest."
  }

  assert {
    condition     = toset(aws_s3_bucket_notification.uploads.lambda_function[0].events) == toset(["s3:ObjectCreated:*"])
    error_message = "Every way to create an object must wake ingest: put, post, copy and multipart."
  }
}

run "hands_failed_events_to_the_queue" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.ingest.destination_config[0].on_failure[0].destination == "arn:aws:sqs:eu-west-1:111122223333:acme-failures" &&
      aws_lambda_function_event_invoke_config.ingest.maximum_retry_attempts == 2
    )
    error_message = "An event that failed three times must go to the failure queue."
  }
}

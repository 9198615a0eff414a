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

run "says_where_everything_is" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = jsonencode(output.deployment) == jsonencode({
      name                   = "acme"
      region                 = "eu-west-1"
      agents_table           = "acme-agents"
      dashboard_name         = "acme"
      failure_queue_url      = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-failures"
      files_table            = "acme-files"
      instance_arn           = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      instance_id            = "11111111-2222-3333-4444-555555555555"
      notification_topic_arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications"
      outcomes_table         = "acme-outcomes"
      password_secret_prefix = "acme/passwords"
      people_policy_arns     = null
      report_bucket          = "acme-reports-111122223333"
      upload_bucket          = "acme-uploads-111122223333"

      function_names = {
        lifecycle = "acme-lifecycle"
        ingest    = "acme-ingest"
        provision = "acme-provision"
        report    = "acme-report"
        upkeep    = "acme-upkeep"
      }
    })
    error_message = "The operator's commands need each of these names: ${jsonencode(output.deployment)}"
  }

  assert {
    condition = (
      aws_ssm_parameter.deployment.name == "/rollcall/acme/deployment" &&
      aws_ssm_parameter.deployment.type == "String" &&
      jsonencode(merge(jsondecode(aws_ssm_parameter.deployment.insecure_value), { people_policy_arns = null })) ==
      jsonencode(output.deployment)
    )
    error_message = "The parameter must say what the output says, under the deployment's name."
  }
}

run "has_every_zip_checked_by_the_code_signing_configuration" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { code_signing_config_arn = "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0123456789abcdef0" }
  }

  assert {
    condition = alltrue([
      for function in [module.ingest, module.provision, module.report, module.upkeep, module.lifecycle] :
      function.code_signing_config_arn == "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0123456789abcdef0"
    ])
    error_message = "A function does not get the code signing configuration, so anybody's zip would do for it."
  }
}

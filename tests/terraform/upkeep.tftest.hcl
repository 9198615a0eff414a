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

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(module.upkeep.policy_json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
      DeleteExpiredPasswords = {
        actions   = ["secretsmanager:DeleteSecret"]
        resources = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"]
      }
      FindImports = {
        actions = ["dynamodb:Query"]
        resources = [
          "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/index/redaction",
          "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/index/unfinished",
        ]
      }
      FindLostUploads = {
        actions   = ["s3:ListBucketMultipartUploads", "s3:ListBucketVersions"]
        resources = ["arn:aws:s3:::acme-uploads-111122223333"]
      }
      FindOwnedAgents = {
        actions   = ["dynamodb:Query"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/index/by_source"]
      }
      FindPasswords = {
        actions   = ["secretsmanager:ListSecrets"]
        resources = ["*"]
      }
      HandWorkOn = {
        actions = ["lambda:InvokeFunction"]
        resources = [
          "arn:aws:lambda:eu-west-1:111122223333:function:acme-ingest",
          "arn:aws:lambda:eu-west-1:111122223333:function:acme-provision",
        ]
      }
      RecordWhoCanNotBeHelped = {
        actions   = ["dynamodb:PutItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"]
      }
      RequeueAgents = {
        actions   = ["dynamodb:BatchGetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"]
      }
      TakeUpFailures = {
        actions   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"]
        resources = ["arn:aws:sqs:eu-west-1:111122223333:acme-failures"]
      }
      TakeUpImports = {
        actions   = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"]
      }
      UseKey = {
        actions   = ["kms:Decrypt"]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of upkeep is not what its code needs: ${module.upkeep.policy_json}"
  }

  assert {
    condition = one([
      for statement in jsondecode(module.upkeep.policy_json).Statement : sort(statement.Condition.StringEquals["kms:ViaService"]) if statement.Sid == "UseKey"
    ]) == sort(["dynamodb.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
    error_message = "The key must serve upkeep through dynamodb and sqs alone: it has no business with uploads or passwords."
  }
}

run "runs_every_hour" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      aws_cloudwatch_event_rule.hourly.schedule_expression == "rate(1 hour)" &&
      aws_cloudwatch_event_target.upkeep.rule == aws_cloudwatch_event_rule.hourly.name &&
      jsondecode(aws_cloudwatch_event_target.upkeep.input) == {} &&
      aws_lambda_permission.schedule.principal == "events.amazonaws.com"
    )
    error_message = "The schedule must invoke upkeep every hour, and ask for nothing special."
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.upkeep.maximum_retry_attempts == 0 &&
      aws_lambda_function_event_invoke_config.upkeep.maximum_event_age_in_seconds < 3600
    )
    error_message = "The next hour is the retry: an invocation that failed or waits must not meet the next."
  }
}

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  function = {
    project = "acme"
    service = "upkeep"
    # Any file that exists: a plan reads no more than its hash.
    package            = "./versions.tf"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  account = { id = "111122223333", region = "eu-west-1", partition = "aws" }

  upload_bucket = {
    name = "acme-uploads-111122223333"
    arn  = "arn:aws:s3:::acme-uploads-111122223333"
  }

  files_table = {
    name = "acme-files"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
  }

  agents_table = {
    name = "acme-agents"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
  }

  outcomes_table = {
    name = "acme-outcomes"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"
  }

  passwords = {
    prefix      = "acme/passwords"
    arn_pattern = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  failure_queue = {
    arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
    url = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-failures"
  }

  ingest_function_name    = "acme-ingest"
  provision_function_name = "acme-provision"
  upload_retention_days   = 365
  report_retention_days   = 365
  password_retention_days = 30
}

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/upkeep"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(data.aws_iam_policy_document.upkeep.json).Statement : statement.Sid => {
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
        actions   = ["s3:ListBucketVersions"]
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
    error_message = "The policy of upkeep is not what its code needs: ${data.aws_iam_policy_document.upkeep.json}"
  }

  assert {
    condition = one([
      for statement in jsondecode(data.aws_iam_policy_document.upkeep.json).Statement : sort(statement.Condition.StringEquals["kms:ViaService"]) if statement.Sid == "UseKey"
    ]) == sort(["dynamodb.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
    error_message = "The key must serve upkeep through dynamodb and sqs alone: it has no business with uploads or passwords."
  }
}

run "runs_every_hour" {
  command = plan

  module {
    source = "./modules/upkeep"
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

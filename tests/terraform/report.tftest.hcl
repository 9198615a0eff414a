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
    service = "report"
    # Any file that exists: a plan reads no more than its hash.
    package            = "./versions.tf"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  account = { region = "eu-west-1" }

  files_table = {
    name       = "acme-files"
    arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
    stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"
  }

  outcomes_table = {
    name = "acme-outcomes"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"
  }

  report_bucket = {
    name = "acme-reports-111122223333"
    arn  = "arn:aws:s3:::acme-reports-111122223333"
  }

  failure_queue = {
    arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
  }

  notification_topic = {
    arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications"
  }
}

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/report"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(data.aws_iam_policy_document.report.json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
      FindPlans = {
        actions   = ["s3:ListBucket"]
        resources = ["arn:aws:s3:::acme-reports-111122223333"]
      }
      FinishImports = {
        actions = [
          "dynamodb:GetItem",
          "dynamodb:UpdateItem",
        ]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"]
      }
      HandOverFailedRecords = {
        actions   = ["sqs:SendMessage"]
        resources = ["arn:aws:sqs:eu-west-1:111122223333:acme-failures"]
      }
      ListStreams = {
        actions   = ["dynamodb:ListStreams"]
        resources = ["*"]
      }
      Notify = {
        actions   = ["sns:Publish"]
        resources = ["arn:aws:sns:eu-west-1:111122223333:acme-notifications"]
      }
      ReadFilesStream = {
        actions = [
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
        ]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"]
      }
      ReadOutcomes = {
        actions   = ["dynamodb:Query"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"]
      }
      ReadPlansAndWriteReports = {
        actions = [
          "s3:GetObject",
          "s3:PutObject",
        ]
        resources = ["arn:aws:s3:::acme-reports-111122223333/*"]
      }
      UseKey = {
        actions = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of report is not what its code needs: ${data.aws_iam_policy_document.report.json}"
  }
}

run "uses_the_key_only_through_services" {
  command = plan

  module {
    source = "./modules/report"
  }

  assert {
    condition = one([
      for statement in jsondecode(data.aws_iam_policy_document.report.json).Statement : sort(statement.Condition.StringEquals["kms:ViaService"]) if statement.Sid == "UseKey"
    ]) == sort(["dynamodb.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com", "sns.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
    error_message = "The key must serve report through dynamodb, s3, sns, sqs alone."
  }
}

run "states_its_failure_policy_in_full" {
  command = plan

  module {
    source = "./modules/report"
  }

  assert {
    condition = (
      toset(aws_lambda_event_source_mapping.files.function_response_types) == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.files.bisect_batch_on_function_error &&
      aws_lambda_event_source_mapping.files.starting_position == "TRIM_HORIZON" &&
      aws_lambda_event_source_mapping.files.destination_config[0].on_failure[0].destination_arn == "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
    )
    error_message = "One bad record must hold up nobody and end in the failure queue."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.files.maximum_retry_attempts == -1 &&
      aws_lambda_event_source_mapping.files.maximum_record_age_in_seconds > 72000 &&
      aws_lambda_event_source_mapping.files.maximum_record_age_in_seconds < 86400
    )
    error_message = "Retries are bounded by age, below the 24 hours after which the stream forgets."
  }
}

run "is_woken_by_finished_imports_alone" {
  command = plan

  module {
    source = "./modules/report"
  }

  assert {
    condition = toset([for filter in aws_lambda_event_source_mapping.files.filter_criteria[0].filter : filter.pattern]) == toset([
      jsonencode({
        dynamodb = {
          NewImage = {
            kind    = { S = ["agent_directory"] }
            status  = { S = ["PROVISIONING"] }
            pending = { N = ["0"] }
          }
        }
      }),
    ])
    error_message = "Only an import whose lines are all handed over and whose last agent is done wakes report."
  }
}

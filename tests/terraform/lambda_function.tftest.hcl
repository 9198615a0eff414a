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
  common = {
    name   = "acme"
    region = "eu-west-1"
    # It needs the zips: `make build` comes first.
    packages_dir       = "./build"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  service         = "ingest"
  description     = "Does one thing"
  memory_mb       = 512
  timeout_seconds = 60
  key_use = {
    dynamodb = { actions = ["kms:Decrypt"], context = { "aws:dynamodb:tableName" = ["acme-files"] } }
    sqs      = { actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
  }
  environment = { FILES_TABLE = "acme-files" }

  policy_json = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"DoOneThing\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme/*\"}]}"
}

run "is_named_and_wired" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  assert {
    condition = (
      aws_lambda_function.this.function_name == "acme-ingest" &&
      aws_lambda_function.this.handler == "ingest.handler.lambda_handler" &&
      aws_lambda_function.this.runtime == "python3.13" &&
      toset(aws_lambda_function.this.architectures) == toset(["arm64"]) &&
      aws_lambda_function.this.source_code_hash == filebase64sha256("./build/ingest.zip")
    )
    error_message = "Name, handler, runtime, architecture or code differ from what the project says."
  }

  assert {
    condition = aws_lambda_function.this.environment[0].variables == tomap({
      FILES_TABLE                  = "acme-files"
      POWERTOOLS_LOG_LEVEL         = "INFO"
      POWERTOOLS_METRICS_NAMESPACE = "Rollcall"
      POWERTOOLS_SERVICE_NAME      = "ingest"
      ROLLCALL_NAME                = "acme"
    })
    error_message = "A function gets its own variables and those that all have."
  }
}

run "takes_signed_zips_only_if_told_so" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  assert {
    condition     = aws_lambda_function.this.code_signing_config_arn == null
    error_message = "A function without a code signing configuration takes any zip."
  }
}

run "logs_where_terraform_can_clean_up" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  assert {
    condition = (
      aws_cloudwatch_log_group.this.name == "/aws/lambda/acme-ingest" &&
      aws_cloudwatch_log_group.this.retention_in_days == 90 &&
      aws_cloudwatch_log_group.this.kms_key_id == "arn:aws:kms:eu-west-1:111122223333:key/k" &&
      aws_lambda_function.this.logging_config[0].log_group == "/aws/lambda/acme-ingest"
    )
    error_message = "The group needs the function's name, a retention and the key, and the function must write to it."
  }

  # The document itself is not known before the group's ARN is.
  assert {
    condition     = one(data.aws_iam_policy_document.logs.statement).actions == toset(["logs:CreateLogStream", "logs:PutLogEvents"])
    error_message = "The role may write to its group and create none, or destroy would leave one behind."
  }
}

run "names_make_build_when_the_zip_is_missing" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    common = {
      name               = "acme"
      region             = "eu-west-1"
      packages_dir       = "./no-such-folder"
      runtime            = "python3.13"
      architecture       = "arm64"
      log_retention_days = 90
      key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
    }
  }

  expect_failures = [aws_lambda_function.this]
}

run "uses_the_key_through_its_services_alone" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  assert {
    condition = {
      for statement in jsondecode(output.policy_json).Statement : statement.Sid => jsonencode([statement.Action, statement.Resource, try(statement.Condition, {})])
      } == {
      DoOneThing = jsonencode(["s3:GetObject", "arn:aws:s3:::acme/*", {}])
      UseKeyForDynamodb = jsonencode(["kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k", {
        StringEquals = { "kms:ViaService" = "dynamodb.eu-west-1.amazonaws.com" }
        StringLike   = { "kms:EncryptionContext:aws:dynamodb:tableName" = "acme-files" }
      }])
      UseKeyForSqs = jsonencode([["kms:GenerateDataKey", "kms:Decrypt"], "arn:aws:kms:eu-west-1:111122223333:key/k", {
        StringEquals = { "kms:ViaService" = "sqs.eu-west-1.amazonaws.com" }
      }])
    }
    error_message = "A role gets what its function does and the use of the key, bound to services, and nothing else: ${output.policy_json}"
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.stream) == 0 && length(output.stream_filters) == 0
    error_message = "Without a stream nothing may be mapped."
  }
}

run "reads_its_stream_and_hands_over_what_failed" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    stream = {
      arn               = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"
      batch_size        = 7
      failure_queue_arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
      filters           = ["{\"eventName\":[\"INSERT\"]}", "{\"eventName\":[\"REMOVE\"]}"]
    }
  }

  assert {
    condition = (
      toset(aws_lambda_event_source_mapping.stream[0].function_response_types) == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.stream[0].bisect_batch_on_function_error &&
      aws_lambda_event_source_mapping.stream[0].starting_position == "TRIM_HORIZON" &&
      aws_lambda_event_source_mapping.stream[0].batch_size == 7 &&
      aws_lambda_event_source_mapping.stream[0].event_source_arn == var.stream.arn &&
      aws_lambda_event_source_mapping.stream[0].destination_config[0].on_failure[0].destination_arn == "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
    )
    error_message = "One bad record must hold up nobody and end in the failure queue."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.stream[0].maximum_retry_attempts == -1 &&
      aws_lambda_event_source_mapping.stream[0].maximum_record_age_in_seconds > 72000 &&
      aws_lambda_event_source_mapping.stream[0].maximum_record_age_in_seconds < 86400
    )
    error_message = "Retries are bounded by age, below the 24 hours after which the stream forgets."
  }

  assert {
    condition     = toset([for filter in aws_lambda_event_source_mapping.stream[0].filter_criteria[0].filter : filter.pattern]) == toset(var.stream.filters) && toset(output.stream_filters) == toset(var.stream.filters)
    error_message = "Only records that match a filter may invoke the function."
  }

  assert {
    condition = {
      for statement in jsondecode(output.policy_json).Statement : statement.Sid => jsonencode([statement.Action, statement.Resource]) if statement.Sid != "DoOneThing" && !startswith(statement.Sid, "UseKey")
      } == {
      ReadStream            = jsonencode([["dynamodb:GetShardIterator", "dynamodb:GetRecords", "dynamodb:DescribeStream"], var.stream.arn])
      ListStreams           = jsonencode(["dynamodb:ListStreams", "*"])
      HandOverFailedRecords = jsonencode(["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:acme-failures"])
    }
    error_message = "A role reads its own stream and sends to the failure queue: ${output.policy_json}"
  }
}

run "refuses_a_key_that_nothing_may_use" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    key_use = {}
  }

  expect_failures = [var.key_use]
}

run "refuses_a_service_that_may_do_nothing_with_the_key" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    key_use = { dynamodb = { actions = [] } }
  }

  expect_failures = [var.key_use]
}

run "refuses_memory_that_lambda_lacks" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    memory_mb = 64
  }

  expect_failures = [var.memory_mb]
}

run "refuses_a_timeout_that_lambda_lacks" {
  command = plan

  module {
    source = "./modules/lambda_function"
  }

  variables {
    timeout_seconds = 901
  }

  expect_failures = [var.timeout_seconds]
}

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
    service = "ingest"
    # Any file that exists: a plan reads no more than its hash.
    package            = "./versions.tf"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  description     = "Does one thing"
  memory_mb       = 512
  timeout_seconds = 60
  policy_json     = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  environment     = { FILES_TABLE = "acme-files" }
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
      aws_lambda_function.this.source_code_hash == filebase64sha256("./versions.tf")
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
    function = {
      project            = "acme"
      service            = "ingest"
      package            = "./build/no-such-function.zip"
      runtime            = "python3.13"
      architecture       = "arm64"
      log_retention_days = 90
      key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
    }
  }

  expect_failures = [aws_lambda_function.this]
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

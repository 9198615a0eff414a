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

  account = { id = "111122223333", region = "eu-west-1", partition = "aws" }

  upload_bucket = {
    name = "acme-uploads-111122223333"
    arn  = "arn:aws:s3:::acme-uploads-111122223333"
  }

  report_bucket = {
    name = "acme-reports-111122223333"
    arn  = "arn:aws:s3:::acme-reports-111122223333"
  }

  files_table = {
    name = "acme-files"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
  }

  agents_table = {
    name = "acme-agents"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
  }

  passwords = {
    prefix      = "acme/passwords"
    arn_pattern = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  failure_queue = {
    arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
  }

  instance = {
    id  = "11111111-2222-3333-4444-555555555555"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  }

  uploads_dir               = "./tests/terraform/fixtures/passwords"
  upload_retention_days     = 365
  identity_management_type  = "CONNECT_MANAGED"
  default_routing_profile   = "Basic Routing Profile"
  default_security_profiles = ["Agent"]
  allowed_security_profiles = null
  default_phone_country     = "US"
  directory_mode            = "mirror"
  max_removals_percent      = 20
}

run "warns_of_passwords_in_uploads_dir" {
  command = plan

  module {
    source = "./modules/ingest"
  }

  expect_failures = [check.uploads_without_passwords]

  assert {
    condition     = local.uploads_with_passwords == tolist(["accounts", "agents.txt", "comma.csv", "old mac.csv", "semicolon.CSV", "wide.tsv"])
    error_message = "Every file with a filled column of passwords must be named, whatever its name, separator, encoding and line ends: ${jsonencode(local.uploads_with_passwords)}"
  }
}

run "accepts_what_holds_none" {
  command = plan

  module {
    source = "./modules/ingest"
  }

  variables {
    uploads_dir = "./tests/terraform/fixtures/no-passwords"
  }

  assert {
    condition     = length(local.uploads_with_passwords) == 0
    error_message = "An empty column, a secretary and a sentence are no passwords: ${jsonencode(local.uploads_with_passwords)}"
  }
}

# The warning of passwords in uploads_dir. It needs the zips: `make build` comes first.

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = module.connect.data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

override_data {
  target = module.staffing.data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

run "warns_of_passwords_in_uploads_dir" {
  command = plan

  variables {
    uploads_dir = "./tests/terraform/fixtures/passwords"
  }

  expect_failures = [check.uploads_without_passwords]

  assert {
    condition     = local.uploads_with_passwords == tolist(["accounts", "agents.txt", "comma.csv", "old mac.csv", "semicolon.CSV", "wide.tsv"])
    error_message = "Every file with a filled column of passwords must be named, whatever its name, separator, encoding and line ends: ${jsonencode(local.uploads_with_passwords)}"
  }
}

run "accepts_what_holds_none" {
  command = plan

  variables {
    uploads_dir = "./tests/terraform/fixtures/no-passwords"
  }

  assert {
    condition     = length(local.uploads_with_passwords) == 0
    error_message = "An empty column, a secretary and a sentence are no passwords: ${jsonencode(local.uploads_with_passwords)}"
  }
}

# The files that the root sends. It needs the zips: `make build` comes first.

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

run "sends_the_sample" {
  command = plan

  assert {
    condition     = toset(keys(aws_s3_object.uploads)) == toset(["agents.csv", "welcome.txt"])
    error_message = "The files of uploads_dir must be sent under their own names."
  }

  assert {
    condition     = aws_s3_object.uploads["agents.csv"].source_hash == filesha256("./uploads/agents.csv")
    error_message = "Only the file's own hash may decide whether it is sent again."
  }
}

run "sends_nothing_without_a_directory" {
  command = plan

  variables {
    uploads_dir = null
  }

  assert {
    condition     = length(aws_s3_object.uploads) == 0
    error_message = "uploads_dir = null must send nothing."
  }
}

run "leaves_hidden_files_here" {
  command = plan

  variables {
    uploads_dir = "./tests/terraform/fixtures/uploads"
  }

  assert {
    condition     = toset(keys(aws_s3_object.uploads)) == toset(["nested/staff list.csv"])
    error_message = "Names that begin with a dot must not be sent, and folders must stay part of the key."
  }
}

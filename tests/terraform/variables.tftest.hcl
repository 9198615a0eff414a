# Each rule of the root's own inputs, broken once. Rules of other inputs stand in the modules that take them:
# connect_variables.tftest.hcl and staffing_variables.tftest.hcl break those.

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Terraform reads them although a variable is refused.
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

run "refuses_what_is_wrong" {
  command = plan

  variables {
    # a region that is none
    region = "Frankfurt"
    # a directory without files
    uploads_dir = "no-such-directory"
    # a tag of aws
    tags = { "aws:owner" = "us" }
    # beside the number that is claimed by default: a warning
    phone_numbers = { main = { country_code = "GB", type = "DID" } }
  }

  expect_failures = [
    var.region,
    var.uploads_dir,
    var.tags,
    check.default_phone_number,
  ]
}

# Each rule of the interface, broken once.

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Terraform reads it although a variable is refused.
override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

run "refuses_a_name_that_s3_refuses" {
  command = plan

  variables {
    name = "Rollcall"
  }

  expect_failures = [var.name]
}

run "refuses_a_name_too_long_for_an_alias" {
  command = plan

  variables {
    name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [var.name]
}

run "refuses_a_name_that_connect_refuses" {
  command = plan

  variables {
    name = "d-centre"
  }

  expect_failures = [var.name]
}

run "refuses_a_region_that_is_none" {
  command = plan

  variables {
    region = "Frankfurt"
  }

  expect_failures = [var.region]
}

run "refuses_an_alias_with_dots" {
  command = plan

  variables {
    instance_alias = "acme.support"
  }

  expect_failures = [var.instance_alias]
}

run "refuses_an_alias_like_a_directory" {
  command = plan

  variables {
    instance_alias = "d-acme"
  }

  expect_failures = [var.instance_alias]
}

run "refuses_an_alias_too_long" {
  command = plan

  variables {
    instance_alias = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [var.instance_alias]
}

run "refuses_an_unknown_identity_type" {
  command = plan

  variables {
    identity_management_type = "EXISTING_DIRECTORY"
  }

  expect_failures = [var.identity_management_type]
}

run "refuses_an_unknown_flow_type" {
  command = plan

  variables {
    contact_flow = { type = "ivr" }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_an_empty_greeting" {
  command = plan

  variables {
    contact_flow = { type = "disconnect", greeting = " " }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_greeting_too_long" {
  command = plan

  variables {
    contact_flow = { type = "disconnect", greeting = join("", [for n in range(1001) : "abc"]) }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_custom_flow_without_a_file" {
  command = plan

  variables {
    contact_flow = { type = "custom" }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_file_without_a_custom_flow" {
  command = plan

  variables {
    contact_flow = { type = "queue", file = "versions.tf" }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_flow_file_that_is_not_there" {
  command = plan

  variables {
    contact_flow = { type = "custom", file = "no-such-flow.json" }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_greeting_that_nobody_would_hear" {
  command = plan

  variables {
    contact_flow = { type = "custom", file = "tests/terraform/fixtures/plain-flow.json", greeting = "Hello" }
  }

  expect_failures = [var.contact_flow]
}

run "refuses_a_country_in_words" {
  command = plan

  variables {
    phone_number = { country_code = "Germany", type = "DID" }
  }

  expect_failures = [var.phone_number]
}

run "refuses_an_unknown_number_type" {
  command = plan

  variables {
    phone_number = { country_code = "US", type = "MOBILE" }
  }

  expect_failures = [var.phone_number]
}

run "refuses_a_prefix_without_plus" {
  command = plan

  variables {
    phone_number = { country_code = "US", type = "DID", prefix = "206" }
  }

  expect_failures = [var.phone_number]
}

run "refuses_six_levels" {
  command = plan

  variables {
    user_hierarchy = { levels = ["1", "2", "3", "4", "5", "6"] }
  }

  expect_failures = [var.user_hierarchy]
}

run "refuses_a_level_name_too_long" {
  command = plan

  variables {
    user_hierarchy = { levels = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] }
  }

  expect_failures = [var.user_hierarchy]
}

run "refuses_a_path_deeper_than_the_levels" {
  command = plan

  variables {
    user_hierarchy = { levels = ["Site"], groups = ["Seattle/Billing"] }
  }

  expect_failures = [var.user_hierarchy]
}

run "refuses_a_path_with_an_empty_group" {
  command = plan

  variables {
    user_hierarchy = { levels = ["Site", "Team"], groups = ["Seattle/"] }
  }

  expect_failures = [var.user_hierarchy]
}

run "refuses_a_path_twice" {
  command = plan

  variables {
    user_hierarchy = { levels = ["Site"], groups = ["Seattle", "Seattle"] }
  }

  expect_failures = [var.user_hierarchy]
}

run "refuses_an_empty_routing_profile" {
  command = plan

  variables {
    default_routing_profile = " "
  }

  expect_failures = [var.default_routing_profile]
}

run "refuses_no_default_security_profile" {
  command = plan

  variables {
    default_security_profiles = []
  }

  expect_failures = [var.default_security_profiles]
}

run "refuses_an_empty_list_of_allowed_profiles" {
  command = plan

  variables {
    allowed_security_profiles = []
  }

  expect_failures = [var.allowed_security_profiles]
}

run "refuses_a_default_that_is_not_allowed" {
  command = plan

  variables {
    allowed_security_profiles = ["QualityAnalyst"]
  }

  expect_failures = [var.allowed_security_profiles]
}

run "refuses_admin_by_default" {
  command = plan

  variables {
    default_security_profiles = ["Admin"]
  }

  expect_failures = [var.allowed_security_profiles]
}

run "refuses_a_phone_country_in_small_letters" {
  command = plan

  variables {
    default_phone_country = "us"
  }

  expect_failures = [var.default_phone_country]
}

run "refuses_a_directory_without_files" {
  command = plan

  variables {
    uploads_dir = "no-such-directory"
  }

  expect_failures = [var.uploads_dir]
}

run "refuses_uploads_kept_for_no_time" {
  command = plan

  variables {
    upload_retention_days = 0
  }

  expect_failures = [var.upload_retention_days]
}

run "refuses_half_a_day" {
  command = plan

  variables {
    report_retention_days = 1.5
  }

  expect_failures = [var.report_retention_days]
}

run "refuses_a_log_retention_that_cloudwatch_lacks" {
  command = plan

  variables {
    log_retention_days = 100
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_an_unknown_processor" {
  command = plan

  variables {
    lambda_architecture = "arm"
  }

  expect_failures = [var.lambda_architecture]
}

run "refuses_an_untested_python" {
  command = plan

  variables {
    python_runtime = "python3.9"
  }

  expect_failures = [var.python_runtime]
}

run "refuses_a_tag_of_aws" {
  command = plan

  variables {
    tags = { "aws:owner" = "us" }
  }

  expect_failures = [var.tags]
}

# Each rule of the inputs of modules/staffing, broken once. The rules of `settings` need a run each: Terraform says only
# that the variable was refused, not by which rule.

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

variables {
  name         = "acme"
  packages_dir = "./build"

  instance = {
    id                       = "11111111-2222-3333-4444-555555555555"
    arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    identity_management_type = "CONNECT_MANAGED"
  }
}

run "refuses_a_name_that_s3_refuses" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    name = "Rollcall"
  }

  expect_failures = [
    var.name,
  ]
}

run "refuses_a_name_too_long" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [
    var.name,
  ]
}

run "refuses_a_name_that_s3_reserves" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    name = "xn--centre"
  }

  expect_failures = [
    var.name,
  ]
}

run "refuses_an_arn_of_another_instance" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    instance = {
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/99999999-2222-3333-4444-555555555555"
      identity_management_type = "CONNECT_MANAGED"
    }
  }

  expect_failures = [
    var.instance,
  ]
}

run "refuses_an_instance_with_users_of_a_directory_service" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    instance = {
      id                       = "11111111-2222-3333-4444-555555555555"
      arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
      identity_management_type = "EXISTING_DIRECTORY"
    }
  }

  expect_failures = [
    var.instance,
  ]
}

run "refuses_an_empty_routing_profile" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { default_routing_profile = " " }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_no_default_security_profile" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { default_security_profiles = [] }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_an_empty_list_of_allowed_profiles" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { allowed_security_profiles = [] }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_default_that_is_not_allowed" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { allowed_security_profiles = ["QualityAnalyst"] }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_admin_by_default" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { default_security_profiles = ["Admin"] }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_phone_country_in_small_letters" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { default_phone_country = "us" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_header_for_no_column" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { column_names = { "Badge" = "login" } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_value_for_a_column_that_differs_by_agent" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { column_values = { username = "ada" } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_security_profile_by_value_that_no_row_may_ask_for" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { column_values = { security_profiles = "Agent|Admin" } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_an_unknown_mode" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { directory_mode = "replace" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_to_do_anything_else_about_drift" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { drift = "ignore" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_removals_of_more_than_all" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { max_removals_percent = 101 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_no_request_at_all" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { connect_requests_per_second = 0 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_an_address_without_an_at" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { notification_email = "contact-centre" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_uploads_kept_for_no_time" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { upload_retention_days = 0 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_reports_kept_for_half_a_day" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { report_retention_days = 1.5 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_passwords_kept_for_no_time" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { password_retention_days = 0 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_log_retention_that_cloudwatch_lacks" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { log_retention_days = 100 }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { permissions_boundary_arn = "arn:aws:iam::111122223333:role/boundary" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_an_unknown_processor" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { lambda_architecture = "arm" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_an_untested_python" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { python_runtime = "python3.9" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_code_signing_configuration_that_is_no_arn_of_one" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { code_signing_config_arn = "arn:aws:lambda:eu-west-1:111122223333:function:csc-0123456789abcdef0" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_the_id_of_a_code_signing_configuration" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { code_signing_config_arn = "csc-0123456789abcdef0" }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_uploaders_without_policies" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { uploaders = { billing = { prefix = "billing/" } } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_prefix_with_a_wildcard" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { people_policies = true, uploaders = { billing = { prefix = "*/" } } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "refuses_a_prefix_that_others_begin_with" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { people_policies = true, uploaders = { billing = { prefix = "bill" } } }
  }

  expect_failures = [
    var.settings,
  ]
}

run "accepts_no_settings_at_all" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition     = output.deployment.name == "acme" && output.deployment.region == "eu-west-1"
    error_message = "Every attribute of settings has a default."
  }
}

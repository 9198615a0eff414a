# The whole root. It needs the zips: `make build` comes first.

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

run "plans_with_defaults" {
  command = plan

  assert {
    condition = (
      output.upload_bucket == "rollcall-uploads-111122223333" &&
      output.report_bucket == "rollcall-reports-111122223333" &&
      output.files_table == "rollcall-files" &&
      output.agents_table == "rollcall-agents" &&
      output.outcomes_table == "rollcall-outcomes" &&
      output.password_secret_prefix == "rollcall/passwords" &&
      output.dashboard_name == "rollcall" &&
      output.people_policy_arns == null &&
      output.login_url == "https://rollcall-111122223333.my.connect.aws/"
    )
    error_message = "An output differs from the names that the README gives."
  }

  assert {
    condition = output.function_names == {
      lifecycle = "rollcall-lifecycle"
      ingest    = "rollcall-ingest"
      provision = "rollcall-provision"
      report    = "rollcall-report"
      upkeep    = "rollcall-upkeep"
    }
    error_message = "function_names must name each function by its part in the flow."
  }
}

run "plans_with_everything_else" {
  command = plan

  variables {
    name                      = "acme-emea"
    instance_alias            = "acme-support"
    identity_management_type  = "SAML"
    contact_flow              = { type = "queue", greeting = "Please hold." }
    phone_number              = null
    user_hierarchy            = { levels = ["Site", "Team"], groups = ["Berlin/Billing"] }
    default_security_profiles = ["Agent", "QualityAnalyst"]
    allowed_security_profiles = ["Agent", "QualityAnalyst", "CallCenterManager"]
    default_phone_country     = "DE"
    drift                     = "mend"
    notification_email        = "ops@example.com"
    uploads_dir               = null
    deletion_protection       = true
    people_policies           = true
    uploaders                 = { billing = { prefix = "billing/" } }
    lambda_architecture       = "x86_64"
    python_runtime            = "python3.11"
    code_signing_config_arn   = "arn:aws:lambda:eu-central-1:111122223333:code-signing-config:csc-0123456789abcdef0"
    tags                      = { CostCentre = "4711" }
  }

  assert {
    condition = (
      output.upload_bucket == "acme-emea-uploads-111122223333" &&
      output.login_url == "https://acme-support.my.connect.aws/" &&
      output.phone_number == null
    )
    error_message = "An output does not follow name, instance_alias or phone_number."
  }
}

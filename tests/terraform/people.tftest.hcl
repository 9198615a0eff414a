# The managed policies for people, with the longest name that a deployment may have: IAM takes 6,144 characters.

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "ap-southeast-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# Read by the module whatever it is asked.
override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

override_data {
  target = data.aws_service.connect
  values = {
    region = "ap-southeast-1"
  }
}

# Known before they exist, so that a plan shows the policies that name them.
override_module {
  target          = module.storage
  override_during = plan

  outputs = {
    upload_bucket  = { name = "a-name-of-32-characters-xxxxxxxx-uploads-111122223333", arn = "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-uploads-111122223333" }
    report_bucket  = { name = "a-name-of-32-characters-xxxxxxxx-reports-111122223333", arn = "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333" }
    outcomes_table = { name = "a-name-of-32-characters-xxxxxxxx-outcomes", arn = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/a-name-of-32-characters-xxxxxxxx-outcomes" }
    key            = { arn = "arn:aws:kms:ap-southeast-1:111122223333:key/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" }

    files_table = {
      name       = "a-name-of-32-characters-xxxxxxxx-files"
      arn        = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/a-name-of-32-characters-xxxxxxxx-files"
      stream_arn = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/a-name-of-32-characters-xxxxxxxx-files/stream/2026-01-01T00:00:00.000"
    }

    agents_table = {
      name       = "a-name-of-32-characters-xxxxxxxx-agents"
      arn        = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/a-name-of-32-characters-xxxxxxxx-agents"
      stream_arn = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/a-name-of-32-characters-xxxxxxxx-agents/stream/2026-01-01T00:00:00.000"
    }

    failure_queue = {
      arn  = "arn:aws:sqs:ap-southeast-1:111122223333:a-name-of-32-characters-xxxxxxxx-failures"
      name = "a-name-of-32-characters-xxxxxxxx-failures"
      url  = "https://sqs.ap-southeast-1.amazonaws.com/111122223333/a-name-of-32-characters-xxxxxxxx-failures"
    }
    failure_queue_arn = "arn:aws:sqs:ap-southeast-1:111122223333:a-name-of-32-characters-xxxxxxxx-failures"

    retry_queue = {
      arn  = "arn:aws:sqs:ap-southeast-1:111122223333:a-name-of-32-characters-xxxxxxxx-retries"
      name = "a-name-of-32-characters-xxxxxxxx-retries"
    }
    retry_queue_address = {
      arn = "arn:aws:sqs:ap-southeast-1:111122223333:a-name-of-32-characters-xxxxxxxx-retries"
      url = "https://sqs.ap-southeast-1.amazonaws.com/111122223333/a-name-of-32-characters-xxxxxxxx-retries"
    }

    passwords = {
      prefix      = "a-name-of-32-characters-xxxxxxxx/passwords"
      arn_pattern = "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:a-name-of-32-characters-xxxxxxxx/passwords/*"
    }
  }
}

override_module {
  target          = module.monitoring
  override_during = plan

  outputs = {
    dashboard_name = "a-name-of-32-characters-xxxxxxxx"
    topic          = { arn = "arn:aws:sns:ap-southeast-1:111122223333:a-name-of-32-characters-xxxxxxxx-notifications" }
  }
}

variables {
  name = "a-name-of-32-characters-xxxxxxxx"
  # It needs the zips: `make build` comes first.
  packages_dir = "./build"

  instance = {
    id                       = "11111111-2222-3333-4444-555555555555"
    arn                      = "arn:aws:connect:ap-southeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    identity_management_type = "CONNECT_MANAGED"
  }
}

run "lets_people_do_their_part" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  variables {
    settings = { people_policies = true, uploaders = { billing = { prefix = "BILLING/" } } }
  }

  assert {
    condition = alltrue([
      for policy in [
        data.aws_iam_policy_document.operator, data.aws_iam_policy_document.password_reader,
        data.aws_iam_policy_document.uploader[""], data.aws_iam_policy_document.uploader["billing"],
      ] : length(jsonencode(jsondecode(policy.json))) <= 6144
    ])
    error_message = "A managed policy takes 6,144 characters without white space; the operator's has ${length(jsonencode(jsondecode(data.aws_iam_policy_document.operator.json)))}."
  }

  assert {
    condition = (
      aws_iam_policy.operator[0].name == "a-name-of-32-characters-xxxxxxxx-operator" &&
      aws_iam_policy.password_reader[0].name == "a-name-of-32-characters-xxxxxxxx-password-reader" &&
      { for team, policy in aws_iam_policy.uploader : team => policy.name } == {
        ""      = "a-name-of-32-characters-xxxxxxxx-uploader"
        billing = "a-name-of-32-characters-xxxxxxxx-uploader-billing"
      }
    )
    error_message = "The policies must have the deployment's name."
  }

  # Not "team" and its policy alone: whatever names the team's prefix must end there, and nothing else be named.
  assert {
    condition = flatten([
      for statement in jsondecode(data.aws_iam_policy_document.uploader["billing"].json).Statement :
      concat(flatten([statement.Action]), flatten([statement.Resource]), flatten([values(try(statement.Condition.StringLike, {}))]))
      ]) == [
      "s3:PutObject", "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-uploads-111122223333/BILLING/*",
      "s3:ListBucket", "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333", "BILLING/*",
      "s3:GetObject",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/BILLING/*/summary.json",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/BILLING/*/report.html",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/BILLING/*/rejected.csv",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/BILLING/*/outcome.csv",
      "kms:GenerateDataKey", "kms:Decrypt", "arn:aws:kms:ap-southeast-1:111122223333:key/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-uploads-111122223333", "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-uploads-111122223333/BILLING/*",
      "kms:Decrypt", "arn:aws:kms:ap-southeast-1:111122223333:key/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
      "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333", "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/BILLING/*",
    ]
    error_message = "A team's policy must end at its prefix: ${data.aws_iam_policy_document.uploader["billing"].json}"
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(data.aws_iam_policy_document.operator.json).Statement :
      !anytrue([for action in flatten([statement.Action]) : startswith(action, "secretsmanager:") || startswith(action, "s3:GetObjectVersion")]) &&
      (!contains(flatten([statement.Action]), "s3:GetObject") || statement.Resource == "arn:aws:s3:::a-name-of-32-characters-xxxxxxxx-reports-111122223333/*")
    ])
    error_message = "The operator must not see passwords, neither in secrets nor in uploads."
  }
}

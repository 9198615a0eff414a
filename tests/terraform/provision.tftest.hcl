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
    service = "provision"
    # Any file that exists: a plan reads no more than its hash.
    package            = "./versions.tf"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  account = { region = "eu-west-1" }

  files_table = {
    name = "acme-files"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
  }

  agents_table = {
    name       = "acme-agents"
    arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
    stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"
  }

  outcomes_table = {
    name = "acme-outcomes"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"
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

  connect_requests_per_second = 2.5
  report_retention_days       = 365
  identity_management_type    = "CONNECT_MANAGED"
  default_routing_profile     = "Basic Routing Profile"
  default_security_profiles   = ["Agent"]
  allowed_security_profiles   = null
}

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/provision"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(data.aws_iam_policy_document.provision.json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
      CountInImports = {
        actions   = ["dynamodb:UpdateItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"]
      }
      CreateUsers = {
        actions = ["connect:CreateUser"]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent-group/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/routing-profile/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/security-profile/*",
        ]
      }
      HandOverFailedRecords = {
        actions   = ["sqs:SendMessage"]
        resources = ["arn:aws:sqs:eu-west-1:111122223333:acme-failures"]
      }
      ListStreams = {
        actions   = ["dynamodb:ListStreams"]
        resources = ["*"]
      }
      LookUpNames = {
        actions = [
          "connect:ListRoutingProfiles",
          "connect:ListSecurityProfiles",
          "connect:ListUserHierarchyGroups",
          "connect:ListUsers",
          "connect:SearchUsers",
        ]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"]
      }
      MarkAndReadUsers = {
        actions = [
          "connect:DescribeUser",
          "connect:TagResource",
          "connect:UntagResource",
        ]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*"]
      }
      RemoveUsers = {
        actions   = ["connect:DeleteUser"]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*"]
      }
      RemoveTheirQuickConnects = {
        actions = [
          "connect:DeleteQuickConnect",
          "connect:DescribeQuickConnect",
          "connect:ListQuickConnects",
        ]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/transfer-destination/*"]
      }
      ChangeUsers = {
        actions = [
          "connect:UpdateUserHierarchy",
          "connect:UpdateUserIdentityInfo",
          "connect:UpdateUserPhoneConfig",
          "connect:UpdateUserRoutingProfile",
          "connect:UpdateUserSecurityProfiles",
        ]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent-group/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/routing-profile/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/security-profile/*",
        ]
      }
      ReadAgentsStream = {
        actions = [
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
        ]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"]
      }
      ReadAndMakePasswords = {
        actions = [
          "secretsmanager:CreateSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
        ]
        resources = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"]
      }
      ReadAndSettleAgents = {
        actions = [
          "dynamodb:GetItem",
          "dynamodb:UpdateItem",
        ]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"]
      }
      ReadHierarchyPaths = {
        actions   = ["connect:DescribeUserHierarchyGroup"]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent-group/*"]
      }
      RecordOutcomes = {
        actions   = ["dynamodb:PutItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"]
      }
      SetProficiencies = {
        actions = [
          "connect:AssociateUserProficiencies",
          "connect:DisassociateUserProficiencies",
          "connect:ListUserProficiencies",
          "connect:UpdateUserProficiencies",
        ]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
        ]
      }
      ShareTheQuota = {
        actions   = ["dynamodb:Query"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes"]
      }
      UseKey = {
        actions = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of provision is not what its code needs: ${data.aws_iam_policy_document.provision.json}"
  }
}

run "uses_the_key_only_through_services" {
  command = plan

  module {
    source = "./modules/provision"
  }

  assert {
    condition = one([
      for statement in jsondecode(data.aws_iam_policy_document.provision.json).Statement : sort(statement.Condition.StringEquals["kms:ViaService"]) if statement.Sid == "UseKey"
    ]) == sort(["dynamodb.eu-west-1.amazonaws.com", "secretsmanager.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
    error_message = "The key must serve provision through dynamodb, secretsmanager, sqs alone."
  }
}

run "states_its_failure_policy_in_full" {
  command = plan

  module {
    source = "./modules/provision"
  }

  assert {
    condition = (
      toset(aws_lambda_event_source_mapping.agents.function_response_types) == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.agents.bisect_batch_on_function_error &&
      aws_lambda_event_source_mapping.agents.starting_position == "TRIM_HORIZON" &&
      aws_lambda_event_source_mapping.agents.destination_config[0].on_failure[0].destination_arn == "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
    )
    error_message = "One bad record must hold up nobody and end in the failure queue."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.agents.maximum_retry_attempts == -1 &&
      aws_lambda_event_source_mapping.agents.maximum_record_age_in_seconds > 72000 &&
      aws_lambda_event_source_mapping.agents.maximum_record_age_in_seconds < 86400
    )
    error_message = "Retries are bounded by age, below the 24 hours after which the stream forgets."
  }
}

run "is_woken_by_work_alone" {
  command = plan

  module {
    source = "./modules/provision"
  }

  assert {
    condition = toset([for filter in aws_lambda_event_source_mapping.agents.filter_criteria[0].filter : filter.pattern]) == toset([
      jsonencode({ eventName = ["INSERT"] }),
      jsonencode({ eventName = ["REMOVE"] }),
      jsonencode({ dynamodb = { NewImage = { status = { S = ["PENDING"] } } } }),
    ])
    error_message = "New, removed and pending agents wake provision; the status that it writes back must not."
  }
}

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
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
    region = "eu-west-1"
  }
}

# Known before they exist, so that a plan shows the policies that name them.
override_module {
  target          = module.storage
  override_during = plan

  outputs = {
    upload_bucket  = { name = "acme-uploads-111122223333", arn = "arn:aws:s3:::acme-uploads-111122223333" }
    report_bucket  = { name = "acme-reports-111122223333", arn = "arn:aws:s3:::acme-reports-111122223333" }
    outcomes_table = { name = "acme-outcomes", arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-outcomes" }
    key            = { arn = "arn:aws:kms:eu-west-1:111122223333:key/k" }

    files_table = {
      name       = "acme-files"
      arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"
      stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/stream/2026-01-01T00:00:00.000"
    }

    agents_table = {
      name       = "acme-agents"
      arn        = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
      stream_arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"
    }

    failure_queue = {
      arn  = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"
      name = "acme-failures"
      url  = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-failures"
    }
    failure_queue_arn = "arn:aws:sqs:eu-west-1:111122223333:acme-failures"

    retry_queue = {
      arn  = "arn:aws:sqs:eu-west-1:111122223333:acme-retries"
      name = "acme-retries"
    }
    retry_queue_address = {
      arn = "arn:aws:sqs:eu-west-1:111122223333:acme-retries"
      url = "https://sqs.eu-west-1.amazonaws.com/111122223333/acme-retries"
    }

    passwords = {
      prefix      = "acme/passwords"
      arn_pattern = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    }
  }
}

override_module {
  target          = module.monitoring
  override_during = plan

  outputs = {
    dashboard_name = "acme"
    topic          = { arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications" }
  }
}

variables {
  name = "acme"
  # It needs the zips: `make build` comes first.
  packages_dir = "./build"

  instance = {
    id                       = "11111111-2222-3333-4444-555555555555"
    arn                      = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
    identity_management_type = "CONNECT_MANAGED"
  }
}

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(module.provision.policy_json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
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
          "connect:DescribePredefinedAttribute",
          "connect:ListPredefinedAttributes",
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
      FindAndRemoveQuickConnects = {
        actions = [
          "connect:DeleteQuickConnect",
          "connect:DescribeQuickConnect",
          "connect:ListQuickConnects",
          "connect:TagResource",
          "connect:UpdateQuickConnectName",
        ]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/transfer-destination/*"]
      }
      FindTheFlowOfQuickConnects = {
        actions   = ["connect:ListContactFlows"]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/*"]
      }
      LeadQuickConnectsToUsers = {
        actions = ["connect:CreateQuickConnect", "connect:UpdateQuickConnectConfig"]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/transfer-destination/*",
        ]
      }
      ChangeUsers = {
        actions = [
          "connect:UpdateUserConfig",
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
      ReadStream = {
        actions = [
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
        ]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/stream/2026-01-01T00:00:00.000"]
      }
      GiveImportsTurns = {
        actions = ["dynamodb:Query"]
        resources = [
          "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents/index/in_line",
          "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files/index/unfinished",
        ]
      }
      ReadAndCountInImports = {
        actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-files"]
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
      TryAgentsAgain = {
        actions = [
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ]
        resources = ["arn:aws:sqs:eu-west-1:111122223333:acme-retries"]
      }
      UseKey = {
        actions = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of provision is not what its code needs: ${module.provision.policy_json}"
  }
}

run "uses_the_key_only_through_services" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = one([
      for statement in jsondecode(module.provision.policy_json).Statement : sort(statement.Condition.StringEquals["kms:ViaService"]) if statement.Sid == "UseKey"
    ]) == sort(["dynamodb.eu-west-1.amazonaws.com", "secretsmanager.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
    error_message = "The key must serve provision through dynamodb, secretsmanager, sqs alone."
  }
}

run "is_woken_by_work_alone" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = toset(module.provision.stream_filters) == toset([
      jsonencode({ eventName = ["INSERT"] }),
      jsonencode({ eventName = ["REMOVE"] }),
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] }, calling_since = { S = [{ exists = false }] } }
      } }),
      jsonencode({ dynamodb = {
        NewImage = { status = { S = ["PENDING"] } },
        OldImage = { calling_since = { S = [{ exists = true }] } }
      } }),
      jsonencode({ eventName = ["MODIFY"], dynamodb = { NewImage = { status = { S = [{ exists = false }] } } } }),
    ])
    error_message = "Agents that are new, removed, pending or without a status wake provision; the status that it writes back must not."
  }
}

run "gets_agents_back_from_the_retry_queue" {
  command = plan

  module {
    source = "./modules/staffing"
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.retries.event_source_arn == "arn:aws:sqs:eu-west-1:111122223333:acme-retries" &&
      toset(aws_lambda_event_source_mapping.retries.function_response_types) == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.retries.batch_size == 10 &&
      aws_lambda_event_source_mapping.retries.maximum_batching_window_in_seconds == 5 &&
      one(aws_lambda_event_source_mapping.retries.scaling_config).maximum_concurrency == 2
    )
    error_message = "One message that fails must not bring the others of its batch again, and few containers share the quota."
  }
}

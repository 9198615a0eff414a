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
    service = "lifecycle"
    # Any file that exists: a plan reads no more than its hash.
    package            = "./versions.tf"
    runtime            = "python3.13"
    architecture       = "arm64"
    log_retention_days = 90
    key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  account = {
    id        = "111122223333"
    region    = "eu-west-1"
    partition = "aws"
  }

  agents_table = {
    name = "acme-agents"
    arn  = "arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"
  }

  instance = {
    id  = "11111111-2222-3333-4444-555555555555"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  }

  passwords = {
    prefix      = "acme/passwords"
    arn_pattern = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"
    key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/k"
  }

  contact_flow = {
    id  = "flow-1"
    arn = "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow-1"
  }

  phone_number = {
    id  = "number-1"
    arn = "arn:aws:connect:eu-west-1:111122223333:phone-number/number-1"
  }

  hierarchy_in_use    = true
  deletion_protection = false
  guarded             = []
}

run "allows_exactly_what_it_does" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(data.aws_iam_policy_document.lifecycle.json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
      DeletePasswords = {
        actions   = ["secretsmanager:DeleteSecret"]
        resources = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"]
      }
      DetachNumber = {
        actions   = ["connect:DisassociatePhoneNumberContactFlow"]
        resources = ["arn:aws:connect:eu-west-1:111122223333:phone-number/number-1"]
      }
      FindGroupedUsers = {
        actions   = ["connect:SearchUsers"]
        resources = ["arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555"]
      }
      FindPasswords = {
        actions   = ["secretsmanager:ListSecrets"]
        resources = ["*"]
      }
      FindYoungPasswords = {
        actions   = ["dynamodb:Scan"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"]
      }
      LeadNumberToFlow = {
        actions = ["connect:AssociatePhoneNumberContactFlow"]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/contact-flow/flow-1",
          "arn:aws:connect:eu-west-1:111122223333:phone-number/number-1",
        ]
      }
      ReadWhatASearchShows = {
        actions = ["connect:DescribeUser", "connect:ListUserProficiencies"]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
        ]
      }
      TakeUsersOutOfGroups = {
        actions = ["connect:UpdateUserHierarchy"]
        resources = [
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent-group/*",
          "arn:aws:connect:eu-west-1:111122223333:instance/11111111-2222-3333-4444-555555555555/agent/*",
        ]
      }
      UseKey = {
        actions   = ["kms:Decrypt"]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of lifecycle is not what its code needs: ${data.aws_iam_policy_document.lifecycle.json}"
  }

  assert {
    condition = one([
      for statement in jsondecode(data.aws_iam_policy_document.lifecycle.json).Statement : statement.Condition.StringEquals["kms:ViaService"] if statement.Sid == "UseKey"
    ]) == "dynamodb.eu-west-1.amazonaws.com"
    error_message = "The key must serve lifecycle through dynamodb alone: it reads no password."
  }
}

run "touches_no_connect_without_number_and_groups" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  variables {
    phone_number     = null
    hierarchy_in_use = false
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(data.aws_iam_policy_document.lifecycle.json).Statement : statement.Sid => {
        actions   = sort(flatten([statement.Action]))
        resources = sort(flatten([statement.Resource]))
      }
      }) == jsonencode({
      DeletePasswords = {
        actions   = ["secretsmanager:DeleteSecret"]
        resources = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/passwords/*"]
      }
      FindPasswords = {
        actions   = ["secretsmanager:ListSecrets"]
        resources = ["*"]
      }
      FindYoungPasswords = {
        actions   = ["dynamodb:Scan"]
        resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/acme-agents"]
      }
      UseKey = {
        actions   = ["kms:Decrypt"]
        resources = ["arn:aws:kms:eu-west-1:111122223333:key/k"]
      }
    })
    error_message = "The policy of lifecycle is not what its code needs: ${data.aws_iam_policy_document.lifecycle.json}"
  }
}

run "leads_the_number_to_the_flow" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  assert {
    condition = jsondecode(aws_lambda_invocation.associate_phone_number[0].input) == {
      hook            = "associate_phone_number"
      instance_id     = "11111111-2222-3333-4444-555555555555"
      phone_number_id = "number-1"
      contact_flow_id = "flow-1"
    }
    error_message = "The association hook must get the instance, the number and the flow."
  }

  assert {
    condition     = aws_lambda_invocation.associate_phone_number[0].lifecycle_scope == "CRUD"
    error_message = "The association must be undone on destroy."
  }
}

run "has_nothing_to_associate_without_a_number" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  variables {
    phone_number = null
  }

  assert {
    condition     = length(aws_lambda_invocation.associate_phone_number) == 0 && length(terraform_data.association) == 0
    error_message = "Without a number there is nothing to lead to the flow."
  }
}

run "purges_the_prefix_on_destroy" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  assert {
    condition = (
      jsondecode(aws_lambda_invocation.purge_passwords.input) == { hook = "purge_passwords", prefix = "acme/passwords/" } &&
      aws_lambda_invocation.purge_passwords.lifecycle_scope == "CRUD"
    )
    error_message = "The purge must name the prefix with its slash, or it would take acme/passwords-of-others too."
  }

  assert {
    condition     = output.passwords.prefix == "acme/passwords"
    error_message = "Those who write passwords get the prefix from here, without a slash."
  }
}

run "guards_nothing_unless_asked" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  assert {
    condition     = aws_lambda_invocation.guard_deletion.lifecycle_scope == "CREATE_ONLY"
    error_message = "Without deletion_protection the function must not be asked on destroy."
  }
}

run "guards_when_asked" {
  command = plan

  module {
    source = "./modules/lifecycle"
  }

  variables {
    deletion_protection = true
  }

  assert {
    condition = (
      aws_lambda_invocation.guard_deletion.lifecycle_scope == "CRUD" &&
      jsondecode(aws_lambda_invocation.guard_deletion.input).hook == "guard_deletion" &&
      jsondecode(aws_lambda_invocation.guard_deletion.input).name == "acme"
    )
    error_message = "With deletion_protection the function must be asked on destroy."
  }
}

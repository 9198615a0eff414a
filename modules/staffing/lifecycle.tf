# Terraform invokes this function for what its AWS provider has no resource for. The association is made on create and
# undone on destroy; the other invocations do their work on destroy alone.

data "aws_iam_policy_document" "lifecycle" {
  dynamic "statement" {
    for_each = length(var.instance.phone_numbers) > 0 ? [values(var.instance.phone_numbers)] : []

    content {
      sid       = "LeadNumberToFlow"
      actions   = ["connect:AssociatePhoneNumberContactFlow"]
      resources = distinct(concat(statement.value[*].arn, statement.value[*].contact_flow_arn))
    }
  }

  dynamic "statement" {
    for_each = length(var.instance.phone_numbers) > 0 ? [values(var.instance.phone_numbers)] : []

    content {
      sid       = "DetachNumber"
      actions   = ["connect:DisassociatePhoneNumberContactFlow"]
      resources = statement.value[*].arn
    }
  }

  dynamic "statement" {
    for_each = var.instance.hierarchy_in_use ? [true] : []

    content {
      sid       = "FindGroupedUsers"
      actions   = ["connect:SearchUsers"]
      resources = [var.instance.arn]
    }
  }

  # Connect lets a role search for users only if it may also read what the search shows of them.
  dynamic "statement" {
    for_each = var.instance.hierarchy_in_use ? [true] : []

    content {
      sid       = "ReadWhatASearchShows"
      actions   = ["connect:DescribeUser", "connect:ListUserProficiencies"]
      resources = [var.instance.arn, "${var.instance.arn}/agent/*"]
    }
  }

  dynamic "statement" {
    for_each = var.instance.hierarchy_in_use ? [true] : []

    content {
      sid       = "TakeUsersOutOfGroups"
      actions   = ["connect:UpdateUserHierarchy"]
      resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/agent-group/*"]
    }
  }

  # The action takes no resource. It shows names of secrets, not their values.
  statement {
    sid       = "FindPasswords"
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  statement {
    sid       = "DeletePasswords"
    actions   = ["secretsmanager:DeleteSecret"]
    resources = [module.storage.passwords.arn_pattern]
  }

  # Secrets Manager lists a new secret up to five minutes late. The agents table names such secrets already.
  statement {
    sid       = "FindYoungPasswords"
    actions   = ["dynamodb:Scan"]
    resources = [module.storage.agents_table.arn]
  }
}

module "lifecycle" {
  source = "../lambda_function"

  common          = local.function
  service         = "lifecycle"
  description     = "Does for Terraform what its AWS provider has no resource for"
  policy_json     = data.aws_iam_policy_document.lifecycle.json
  memory_mb       = 512
  timeout_seconds = 900

  # To read the agents table, and for nothing else: it reads no password.
  key_use = {
    actions  = ["kms:Decrypt"]
    services = ["dynamodb"]
  }

  environment = {
    AGENTS_TABLE           = module.storage.agents_table.name
    PASSWORD_SECRET_PREFIX = module.storage.passwords.prefix
  }
}

locals {
  associations = {
    for key, number in var.instance.phone_numbers : key => {
      hook            = "associate_phone_number"
      instance_id     = var.instance.id
      phone_number_id = number.id
      contact_flow_id = number.contact_flow_id
    }
  }

  # What clears away passwords and users' groups on destroy. The functions that make passwords and users are destroyed
  # before these, so that nothing is made while or after they clear away.
  clean_ups = concat([aws_lambda_invocation.purge_passwords.id], aws_lambda_invocation.clear_user_hierarchy[*].id)
}

# Leads each number to its flow. The provider has a resource for it since version 6.6 alone.
#
# A change replaces the invocation and never updates it: when the invocation of an update fails, the provider writes the
# new input to the state all the same, and the next plan sees nothing to do (hashicorp/terraform-provider-aws issue
# 43447). A create that fails leaves nothing in the state, so the next plan tries again.
resource "aws_lambda_invocation" "associate_phone_number" {
  for_each = local.associations

  function_name   = module.lifecycle.name
  input           = jsonencode(each.value)
  lifecycle_scope = "CRUD"

  lifecycle {
    replace_triggered_by = [terraform_data.association[each.key]]
  }
}

resource "terraform_data" "association" {
  for_each = local.associations

  triggers_replace = each.value
}

# On destroy, deletes every secret under the prefix, without a recovery window. The function reads the agents table for
# it. The table is still there then, because the function's environment names it.
resource "aws_lambda_invocation" "purge_passwords" {
  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "purge_passwords", prefix = "${module.storage.passwords.prefix}/" })
  lifecycle_scope = "CRUD"
}

# On destroy, takes all users out of their hierarchy groups: Connect deletes no group that has users, and Terraform does
# not know the users. It is destroyed after the functions that make users (local.clean_ups) and before the groups, which
# var.instance depends on.
resource "aws_lambda_invocation" "clear_user_hierarchy" {
  count = var.instance.hierarchy_in_use ? 1 : 0

  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "clear_user_hierarchy", instance_id = var.instance.id })
  lifecycle_scope = "CRUD"

  lifecycle {
    # When the instance is replaced, its groups are destroyed too, so the users of the old one have to leave them first.
    replace_triggered_by = [terraform_data.instance]
  }
}

resource "terraform_data" "instance" {
  triggers_replace = var.instance.id
}

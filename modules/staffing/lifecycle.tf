# Terraform invokes this function for what its AWS provider has no resource for. What it does for numbers and queues is
# done on create and undone on destroy; the other invocations do their work on destroy alone.

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

  # Numbers come from other instances of the account, and go back to them.
  dynamic "statement" {
    for_each = length(local.taken_over) > 0 ? [values(local.taken_over)] : []

    content {
      sid       = "MoveNumber"
      actions   = ["connect:UpdatePhoneNumber"]
      resources = concat(statement.value[*].arn, ["${trimsuffix(var.instance.arn, var.instance.id)}*"])
    }
  }

  dynamic "statement" {
    for_each = length(local.taken_over) > 0 ? [values(local.taken_over)] : []

    content {
      sid       = "ReadNumber"
      actions   = ["connect:DescribePhoneNumber"]
      resources = statement.value[*].arn
    }
  }

  # The tag says where a number goes back to. No other tag may be changed.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
  dynamic "statement" {
    for_each = length(local.taken_over) > 0 ? [values(local.taken_over)] : []

    content {
      sid       = "MarkNumber"
      actions   = ["connect:TagResource", "connect:UntagResource"]
      resources = statement.value[*].arn

      condition {
        test     = "ForAllValues:StringEquals"
        variable = "aws:TagKeys"
        values   = ["rollcall:taken-from"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(local.offers) > 0 ? [true] : []

    content {
      sid       = "ListQuickConnectsOfQueues"
      actions   = ["connect:ListQueueQuickConnects"]
      resources = ["${var.instance.arn}/queue/*"]
    }
  }

  # Not queue by queue: an instance may have more of them than a role's policy has room for.
  dynamic "statement" {
    for_each = length(local.offers) > 0 ? [true] : []

    content {
      sid       = "OfferQuickConnects"
      actions   = ["connect:AssociateQueueQuickConnects", "connect:DisassociateQueueQuickConnects"]
      resources = ["${var.instance.arn}/queue/*", "${var.instance.arn}/transfer-destination/*"]
    }
  }

  dynamic "statement" {
    for_each = length(local.disabled) > 0 ? [true] : []

    content {
      sid       = "DisableQueues"
      actions   = ["connect:UpdateQueueStatus"]
      resources = ["${var.instance.arn}/queue/*"]
    }
  }

  dynamic "statement" {
    for_each = var.instance.hierarchy_in_use || local.profiles_in_use ? [true] : []

    content {
      sid       = "FindUsers"
      actions   = ["connect:SearchUsers"]
      resources = [var.instance.arn]
    }
  }

  # Connect lets a role search for users only if it may also read what the search shows of them.
  dynamic "statement" {
    for_each = var.instance.hierarchy_in_use || local.profiles_in_use ? [true] : []

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

  # Connect checks the profile that the user is given, too.
  dynamic "statement" {
    for_each = var.instance.routing_profiles == null ? [] : [var.instance.routing_profiles.fallback.arn]

    content {
      sid       = "TakeUsersOutOfRoutingProfiles"
      actions   = ["connect:UpdateUserRoutingProfile"]
      resources = ["${var.instance.arn}/agent/*", statement.value]
    }
  }

  # Users keep the security profiles that are not deleted, whichever these are.
  dynamic "statement" {
    for_each = var.instance.security_profiles == null ? [] : [true]

    content {
      sid       = "TakeUsersOutOfSecurityProfiles"
      actions   = ["connect:UpdateUserSecurityProfiles"]
      resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/security-profile/*"]
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

  # Secrets Manager lists a new secret up to five minutes late. The agents table names such secrets already. Nothing else of
  # an agent may be read; the key of the table has to be in the list.
  # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
  statement {
    sid       = "FindYoungPasswords"
    actions   = ["dynamodb:Scan"]
    resources = [module.storage.agents_table.arn]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "dynamodb:Attributes"
      values   = ["password_secret", "updated_at", "username"]
    }

    # Without it a scan that names no attribute would get them all.
    condition {
      test     = "StringEquals"
      variable = "dynamodb:Select"
      values   = ["SPECIFIC_ATTRIBUTES"]
    }
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
    dynamodb = {
      actions = ["kms:Decrypt"]
      context = { "aws:dynamodb:tableName" = [module.storage.agents_table.name] }
    }
  }

  environment = {
    AGENTS_TABLE                = module.storage.agents_table.name
    CONNECT_REQUESTS_PER_SECOND = tostring(var.settings.connect_requests_per_second)
    PASSWORD_SECRET_PREFIX      = module.storage.passwords.prefix
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

  taken_over = { for key, number in var.instance.phone_numbers : key => number if number.taken_over }

  # How many quick connects a queue has is known before their ids are.
  offers   = { for name, queue in var.instance.queues : name => queue if length(queue.quick_connect_ids) > 0 }
  disabled = { for name, queue in var.instance.queues : name => queue if !queue.enabled }

  profiles_in_use = var.instance.routing_profiles != null || var.instance.security_profiles != null

  # What clears away passwords and takes users out of groups and profiles on destroy. The functions that make passwords
  # and users are destroyed before these, so that nothing is made while or after they clear away.
  clean_ups = concat([aws_lambda_invocation.purge_passwords.id], aws_lambda_invocation.release_users[*].id)
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

  # A flow is of the instance that the number belongs to.
  depends_on = [aws_lambda_invocation.take_over_phone_number]
}

resource "terraform_data" "association" {
  for_each = local.associations

  triggers_replace = each.value
}

# Moves numbers to the instance that belonged to another, and on destroy back: an instance that is deleted releases its
# numbers for good.
resource "aws_lambda_invocation" "take_over_phone_number" {
  for_each = local.taken_over

  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "take_over_phone_number", instance_arn = var.instance.arn, phone_number_id = each.value.id })
  lifecycle_scope = "CRUD"

  lifecycle {
    replace_triggered_by = [terraform_data.taken_over[each.key]]
  }
}

resource "terraform_data" "taken_over" {
  for_each = local.taken_over

  triggers_replace = [var.instance.arn, each.value.id]
}

# Gives each queue its quick connects. Quick connects lead to queues, and a queue that named quick connects itself would
# close the circle.
resource "aws_lambda_invocation" "offer_quick_connects" {
  for_each = local.offers

  function_name = module.lifecycle.name
  input = jsonencode({
    hook              = "offer_quick_connects"
    instance_id       = var.instance.id
    queue_id          = each.value.id
    quick_connect_ids = each.value.quick_connect_ids
  })
  lifecycle_scope = "CRUD"

  lifecycle {
    replace_triggered_by = [terraform_data.offer[each.key]]
  }
}

resource "terraform_data" "offer" {
  for_each = local.offers

  triggers_replace = [var.instance.id, each.value]
}

# The provider makes no queue that is disabled: the status would be wrong until a second apply.
resource "aws_lambda_invocation" "disable_queue" {
  for_each = local.disabled

  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "disable_queue", instance_id = var.instance.id, queue_id = each.value.id })
  lifecycle_scope = "CRUD"

  lifecycle {
    replace_triggered_by = [terraform_data.disabled[each.key]]
  }
}

resource "terraform_data" "disabled" {
  for_each = local.disabled

  triggers_replace = [var.instance.id, each.value.id]
}

# On destroy, deletes every secret under the prefix, without a recovery window. The function reads the agents table for
# it. The table is still there then, because the function's environment names it.
resource "aws_lambda_invocation" "purge_passwords" {
  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "purge_passwords", prefix = "${module.storage.passwords.prefix}/" })
  lifecycle_scope = "CRUD"
}

# On destroy, takes all users out of the hierarchy groups and profiles that Terraform made: Connect deletes none that
# users are in, and Terraform does not know the users. It is destroyed after the functions that make users
# (local.clean_ups) and before groups and profiles, which var.instance depends on.
resource "aws_lambda_invocation" "release_users" {
  count = var.instance.hierarchy_in_use || local.profiles_in_use ? 1 : 0

  function_name = module.lifecycle.name
  input = jsonencode({
    hook        = "release_users"
    instance_id = var.instance.id
    groups      = var.instance.hierarchy_in_use
    routing_profiles = var.instance.routing_profiles == null ? null : {
      ids = var.instance.routing_profiles.ids, fallback = var.instance.routing_profiles.fallback.id
    }
    security_profiles = var.instance.security_profiles == null ? null : {
      ids = var.instance.security_profiles.ids, fallback = var.instance.security_profiles.fallback.id
    }
  })
  lifecycle_scope = "CRUD"

  lifecycle {
    # When the instance is replaced, groups and profiles are destroyed too, so the users of the old one have to leave them
    # first.
    replace_triggered_by = [terraform_data.instance]
  }
}

# It knew hierarchy groups alone.
moved {
  from = aws_lambda_invocation.clear_user_hierarchy
  to   = aws_lambda_invocation.release_users
}

resource "terraform_data" "instance" {
  triggers_replace = var.instance.id
}

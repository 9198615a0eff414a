data "aws_iam_policy_document" "lifecycle" {
  dynamic "statement" {
    for_each = var.phone_number == null ? [] : [var.phone_number]

    content {
      sid       = "LeadNumberToFlow"
      actions   = ["connect:AssociatePhoneNumberContactFlow"]
      resources = [statement.value.arn, var.contact_flow.arn]
    }
  }

  dynamic "statement" {
    for_each = var.phone_number == null ? [] : [var.phone_number]

    content {
      sid       = "DetachNumber"
      actions   = ["connect:DisassociatePhoneNumberContactFlow"]
      resources = [statement.value.arn]
    }
  }

  dynamic "statement" {
    for_each = var.hierarchy_in_use ? [true] : []

    content {
      sid       = "FindGroupedUsers"
      actions   = ["connect:SearchUsers"]
      resources = [var.instance.arn]
    }
  }

  # Whoever searches for users has to be allowed to read what the search shows of them.
  dynamic "statement" {
    for_each = var.hierarchy_in_use ? [true] : []

    content {
      sid       = "ReadWhatASearchShows"
      actions   = ["connect:DescribeUser", "connect:ListUserProficiencies"]
      resources = [var.instance.arn, "${var.instance.arn}/agent/*"]
    }
  }

  dynamic "statement" {
    for_each = var.hierarchy_in_use ? [true] : []

    content {
      sid       = "TakeUsersOutOfGroups"
      actions   = ["connect:UpdateUserHierarchy"]
      resources = ["${var.instance.arn}/agent/*", "${var.instance.arn}/agent-group/*"]
    }
  }

  # AWS defines no resource for it; it tells names, not values.
  statement {
    sid       = "FindPasswords"
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  statement {
    sid       = "DeletePasswords"
    actions   = ["secretsmanager:DeleteSecret"]
    resources = [var.passwords.arn_pattern]
  }

  # The table names the secrets that are too young for a listing.
  statement {
    sid       = "FindYoungPasswords"
    actions   = ["dynamodb:Scan"]
    resources = [var.agents_table.arn]
  }

  # Never by itself, only to read the table.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [var.passwords.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["dynamodb.${var.account.region}.amazonaws.com"]
    }
  }
}

module "function" {
  source = "../lambda_function"

  function        = var.function
  description     = "Does for Terraform what its AWS provider has no resource for"
  policy_json     = data.aws_iam_policy_document.lifecycle.json
  memory_mb       = 512
  timeout_seconds = 900

  environment = {
    AGENTS_TABLE           = var.agents_table.name
    PASSWORD_SECRET_PREFIX = var.passwords.prefix
  }
}

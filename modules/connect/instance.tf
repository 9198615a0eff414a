data "aws_caller_identity" "current" {}

resource "aws_connect_instance" "this" {
  identity_management_type = var.identity_management_type
  instance_alias           = coalesce(var.instance_alias, "${var.name}-${data.aws_caller_identity.current.account_id}")
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

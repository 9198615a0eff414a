resource "aws_connect_instance" "this" {
  identity_management_type = var.identity_management_type
  instance_alias           = var.instance_alias
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

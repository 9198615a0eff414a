# What is in the instance without Terraform, looked up by name where an input names it.

data "aws_connect_hours_of_operation" "existing" {
  for_each = local.looked_up.hours_of_operation

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_queue" "existing" {
  for_each = local.looked_up.queues

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_routing_profile" "existing" {
  for_each = local.looked_up.routing_profiles

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_security_profile" "existing" {
  for_each = local.looked_up.security_profiles

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_quick_connect" "existing" {
  for_each = local.looked_up.quick_connects

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_contact_flow" "existing" {
  for_each = local.looked_up.contact_flows

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_contact_flow_module" "existing" {
  for_each = local.looked_up.contact_flow_modules

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_prompt" "existing" {
  for_each = local.looked_up.prompts

  instance_id = aws_connect_instance.this.id
  name        = each.value
}

data "aws_connect_instance" "by_id" {
  instance_id = aws_connect_instance.this.id
}

data "aws_connect_instance" "by_alias" {
  instance_alias = aws_connect_instance.this.instance_alias
}

data "aws_connect_contact_flow" "transfer" {
  instance_id = aws_connect_instance.this.id
  name        = "Default agent transfer"
}

data "aws_connect_contact_flow" "queue_transfer" {
  instance_id = aws_connect_instance.this.id
  name        = "Default queue transfer"
}

data "aws_connect_contact_flow" "outbound" {
  instance_id = aws_connect_instance.this.id
  name        = "Default outbound"
}

data "aws_connect_contact_flow" "own" {
  instance_id     = aws_connect_instance.this.id
  contact_flow_id = aws_connect_contact_flow.this.contact_flow_id
}

data "aws_connect_hours_of_operation" "basic" {
  instance_id = aws_connect_instance.this.id
  name        = "Basic Hours"
}

data "aws_connect_contact_flow_module" "named" {
  instance_id = aws_connect_instance.this.id
  name        = aws_connect_contact_flow_module.this.name
}

data "aws_connect_contact_flow_module" "own" {
  instance_id            = aws_connect_instance.this.id
  contact_flow_module_id = aws_connect_contact_flow_module.this.contact_flow_module_id
}

data "aws_connect_prompt" "beep" {
  instance_id = aws_connect_instance.this.id
  name        = "Beep.wav"
}

data "aws_connect_queue" "basic" {
  instance_id = aws_connect_instance.this.id
  name        = "BasicQueue"
}

data "aws_connect_quick_connect" "number" {
  instance_id = aws_connect_instance.this.id
  name        = aws_connect_quick_connect.number.name
}

data "aws_connect_routing_profile" "basic" {
  instance_id = aws_connect_instance.this.id
  name        = "Basic Routing Profile"
}

data "aws_connect_security_profile" "agent" {
  instance_id = aws_connect_instance.this.id
  name        = "Agent"
}

data "aws_connect_user" "jane" {
  instance_id = aws_connect_instance.this.id
  name        = aws_connect_user.jane.name
}

data "aws_connect_user_hierarchy_group" "oslo" {
  instance_id = aws_connect_instance.this.id
  name        = aws_connect_user_hierarchy_group.oslo.name
}

data "aws_connect_user_hierarchy_structure" "this" {
  instance_id = aws_connect_user_hierarchy_structure.this.instance_id
}

data "aws_connect_instance_storage_config" "recordings" {
  instance_id    = aws_connect_instance.this.id
  association_id = aws_connect_instance_storage_config.recordings.association_id
  resource_type  = "CALL_RECORDINGS"
}

data "aws_connect_lambda_function_association" "this" {
  instance_id  = aws_connect_instance.this.id
  function_arn = aws_connect_lambda_function_association.this.function_arn
}

data "aws_connect_vocabulary" "this" {
  instance_id = aws_connect_instance.this.id
  name        = aws_connect_vocabulary.this.name
}

data "aws_connect_bot_association" "this" {
  instance_id = aws_connect_instance.this.id

  lex_bot {
    name       = aws_connect_bot_association.this.lex_bot[0].name
    lex_region = "us-east-1"
  }
}

# The same by id.

data "aws_connect_hours_of_operation" "this" {
  instance_id           = aws_connect_instance.this.id
  hours_of_operation_id = aws_connect_hours_of_operation.this.hours_of_operation_id
}

data "aws_connect_queue" "this" {
  instance_id = aws_connect_instance.this.id
  queue_id    = aws_connect_queue.this.queue_id
}

data "aws_connect_quick_connect" "queue" {
  instance_id      = aws_connect_instance.this.id
  quick_connect_id = aws_connect_quick_connect.queue.quick_connect_id
}

data "aws_connect_routing_profile" "this" {
  instance_id        = aws_connect_instance.this.id
  routing_profile_id = aws_connect_routing_profile.this.routing_profile_id
}

data "aws_connect_security_profile" "this" {
  instance_id         = aws_connect_instance.this.id
  security_profile_id = aws_connect_security_profile.this.security_profile_id
}

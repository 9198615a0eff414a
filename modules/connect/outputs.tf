output "contact_flow" {
  description = "The flow that callers meet."
  value = {
    id  = aws_connect_contact_flow.inbound.contact_flow_id
    arn = aws_connect_contact_flow.inbound.arn
  }
}

output "instance" {
  description = "The instance, once it can take agents: whoever uses it waits for the hierarchy that rows may name, and is gone before the hierarchy is."
  value = {
    id  = aws_connect_instance.this.id
    arn = aws_connect_instance.this.arn
  }

  depends_on = [
    aws_connect_user_hierarchy_group.level_one,
    aws_connect_user_hierarchy_group.level_two,
    aws_connect_user_hierarchy_group.level_three,
    aws_connect_user_hierarchy_group.level_four,
    aws_connect_user_hierarchy_group.level_five,
  ]
}

output "login_url" {
  description = "Where agents and administrators log in."
  value       = "https://${aws_connect_instance.this.instance_alias}.my.connect.aws/"
}

output "phone_number" {
  description = "The claimed number, or null."
  value = one([
    for claimed in aws_connect_phone_number.inbound : {
      id     = claimed.id
      arn    = claimed.arn
      number = claimed.phone_number
    }
  ])
}

output "contact_flow" {
  description = "The flow that callers meet."
  value = {
    id  = aws_connect_contact_flow.inbound.contact_flow_id
    arn = aws_connect_contact_flow.inbound.arn
  }
}

output "instance" {
  description = <<-EOT
    The instance as modules/staffing takes it. It depends on all that this module makes: whoever uses it comes after the hierarchy that rows may name, and on destroy goes before anything in here.
    id: its id.
    arn: its ARN.
    identity_management_type: CONNECT_MANAGED or SAML.
    phone_numbers: the claimed number with the flow that it leads to, under the key "inbound"; empty without one.
    hierarchy_in_use: whether there are hierarchy groups, which users may be in.
  EOT
  value = {
    id                       = aws_connect_instance.this.id
    arn                      = aws_connect_instance.this.arn
    identity_management_type = aws_connect_instance.this.identity_management_type
    hierarchy_in_use         = length(var.user_hierarchy.groups) > 0

    phone_numbers = {
      for claimed in aws_connect_phone_number.inbound : "inbound" => {
        id               = claimed.id
        arn              = claimed.arn
        contact_flow_id  = aws_connect_contact_flow.inbound.contact_flow_id
        contact_flow_arn = aws_connect_contact_flow.inbound.arn
      }
    }
  }

  depends_on = [
    aws_connect_contact_flow.inbound,
    aws_connect_phone_number.inbound,
    aws_connect_user_hierarchy_structure.this,
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
  description = "The claimed number in E.164 form, or null."
  value       = one(aws_connect_phone_number.inbound[*].phone_number)
}

output "user" {
  value = data.aws_connect_user.jane
}

output "group_path" {
  value = [for level in data.aws_connect_user_hierarchy_group.oslo.hierarchy_path[0] : level[0].name if length(level) > 0]
}

output "alias_leads_to_instance" {
  value = data.aws_connect_instance.by_alias.arn == data.aws_connect_instance.by_id.arn
}

output "permissions" {
  value = data.aws_connect_security_profile.agent.permissions
}

output "level_of_oslo" {
  value = aws_connect_user_hierarchy_group.oslo.level_id
}

locals {
  # permissions.json says where its names are from. Amazon Connect adds some now and then, and each application of others
  # that is integrated has one of its own, so an unknown name is no fault yet.
  known_permissions = jsondecode(file("${path.module}/permissions.json"))

  unknown_permissions = sort(flatten([
    for name, profile in var.security_profiles : [
      for permission in setsubtract(profile.permissions, local.known_permissions.permissions) : "security profile '${name}' has '${permission}'"
    ]
  ]))

  security_profiles = merge(
    { for name, profile in aws_connect_security_profile.this : name => { id = profile.security_profile_id, arn = profile.arn } },
    { for name, profile in data.aws_connect_security_profile.existing : name => { id = profile.security_profile_id, arn = profile.arn } },
  )
}

check "known_permissions" {
  assert {
    condition     = length(local.unknown_permissions) == 0
    error_message = "Not among the permissions that Amazon Connect had on ${local.known_permissions.read_on}, so a misspelt name may fail the apply: ${join("; ", local.unknown_permissions)}."
  }
}

resource "aws_connect_security_profile" "this" {
  for_each = var.security_profiles

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  permissions = each.value.permissions

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

output "contact_centre" {
  description = <<-EOT
    What calls meet, by the names of the inputs.
    contact_flows: contact flows, name => { id, arn }; the one of contact_flow is "inbound".
    hours_of_operation: hours of operation, name => { id, arn }.
    menu: the menu's keys in the order in which callers hear them, list of { key, words, kind, target }; null without one.
    phone_numbers: numbers, key => { id, arn, phone_number, flow }: the number in E.164 form, null for one that is taken over, and the name of the flow that it leads to.
    queues: queues, name => { id, arn }.
    quick_connects: quick connects, name => { id, arn }.
    routing_profiles: routing profiles, name => { id, arn, queues }: queues is a list of { queue, channel, priority, delay }.
    security_profiles: security profiles, name => { id, arn }.
    storage: where recordings are kept, { bucket, prefix, key_arn }; null without.
  EOT
  value = {
    contact_flows = merge({ inbound = local.inbound_flow }, {
      for name in keys(var.contact_flows) : name => local.contact_flows[name]
    })
    hours_of_operation = { for name in keys(var.hours_of_operation) : name => local.hours[name] }
    menu               = one(module.menu[*].tree)
    phone_numbers      = { for key, number in local.numbers : key => merge(number, { flow = coalesce(local.phone_numbers[key].flow, "inbound") }) }
    queues             = { for name in keys(var.queues) : name => local.queues[name] }
    quick_connects     = { for name in keys(var.quick_connects) : name => local.quick_connects[name] }
    routing_profiles   = { for name in keys(var.routing_profiles) : name => merge(local.routing_profiles[name], { queues = local.served_queues[name] }) }
    security_profiles  = { for name in keys(var.security_profiles) : name => local.security_profiles[name] }
    storage            = var.storage == null ? null : { bucket = local.storage_bucket, prefix = local.storage_prefix, key_arn = local.storage_key_arn }
  }
}

output "contact_flow" {
  description = "The flow that callers meet."
  value       = local.inbound_flow
}

output "guarded" {
  description = "For the input `guarded` of modules/staffing: what belongs to the bucket of recordings and nobody waits for."
  value = concat(
    aws_kms_alias.recordings[*].id,
    values(aws_s3_bucket_lifecycle_configuration.recordings)[*].id,
    aws_s3_bucket_versioning.recordings[*].id,
  )
}

output "instance" {
  description = <<-EOT
    The instance as modules/staffing takes it. It depends on all that this module makes: whoever uses it comes after everything that rows may name, and on destroy goes before anything in here.
    id: its id.
    arn: its ARN.
    identity_management_type: CONNECT_MANAGED or SAML.
    phone_numbers: the numbers with the flow that each leads to.
    queues: the queues that are disabled or have quick connects.
    hierarchy_in_use: whether there are hierarchy groups, which users may be in.
    routing_profiles: the routing profiles that are made here, and the one that users get when these go; null without any.
    security_profiles: the same for security profiles.
  EOT
  value = {
    id                       = aws_connect_instance.this.id
    arn                      = aws_connect_instance.this.arn
    identity_management_type = aws_connect_instance.this.identity_management_type
    hierarchy_in_use         = length(var.user_hierarchy.groups) > 0

    routing_profiles = length(var.routing_profiles) == 0 ? null : {
      ids      = [for profile in aws_connect_routing_profile.this : profile.routing_profile_id]
      fallback = local.routing_profiles["Basic Routing Profile"]
    }

    security_profiles = length(var.security_profiles) == 0 ? null : {
      ids      = [for profile in aws_connect_security_profile.this : profile.security_profile_id]
      fallback = local.security_profiles["Agent"]
    }

    queues = {
      for name, queue in var.queues : name => {
        id                = local.queues[name].id
        enabled           = queue.enabled
        quick_connect_ids = [for quick_connect in queue.quick_connects : local.quick_connects[quick_connect].id]
      } if !queue.enabled || length(queue.quick_connects) > 0
    }

    phone_numbers = {
      for key, number in local.numbers : key => {
        id               = number.id
        arn              = number.arn
        taken_over       = local.phone_numbers[key].arn != null
        contact_flow_id  = local.phone_numbers[key].flow == null ? local.inbound_flow.id : local.contact_flows[local.phone_numbers[key].flow].id
        contact_flow_arn = local.phone_numbers[key].flow == null ? local.inbound_flow.arn : local.contact_flows[local.phone_numbers[key].flow].arn
      }
    }
  }

  depends_on = [
    aws_connect_contact_flow.inbound,
    aws_connect_contact_flow.tier_one,
    aws_connect_contact_flow.tier_two,
    aws_connect_contact_flow.tier_three,
    aws_connect_contact_flow.tier_four,
    aws_connect_contact_flow_module.this,
    aws_connect_hours_of_operation.this,
    aws_connect_instance_storage_config.this,
    aws_connect_lambda_function_association.this,
    aws_connect_phone_number.this,
    aws_connect_queue.this,
    aws_connect_quick_connect.this,
    aws_connect_routing_profile.this,
    aws_connect_security_profile.this,
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
  description = "The number that phone_number claimed, in E.164 form, or null."
  value       = try(aws_connect_phone_number.this["inbound"].phone_number, null)
}

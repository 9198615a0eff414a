# A template names others by ARN, so what it names is made before it: hence one resource per tier, and no names within a
# tier. docs/decisions/0027-flows-in-tiers.md

locals {
  tier_of_type = {
    OUTBOUND_WHISPER = 1
    AGENT_HOLD       = 3
    AGENT_WHISPER    = 3
    CUSTOMER_HOLD    = 3
    CUSTOMER_QUEUE   = 3
    CUSTOMER_WHISPER = 3
    AGENT_TRANSFER   = 5
    QUEUE_TRANSFER   = 5
    CONTACT_FLOW     = 7
  }

  flows_of_tier = {
    for tier in distinct(values(local.tier_of_type)) : tier => { for name, flow in var.contact_flows : name => flow if local.tier_of_type[flow.type] == tier }
  }

  existing_flows = { for name, flow in data.aws_connect_contact_flow.existing : name => { id = flow.contact_flow_id, arn = flow.arn } }
  whisper_flows  = merge(local.existing_flows, { for name, flow in aws_connect_contact_flow.tier_one : name => { id = flow.contact_flow_id, arn = flow.arn } })
  waiting_flows  = merge(local.whisper_flows, { for name, flow in aws_connect_contact_flow.tier_two : name => { id = flow.contact_flow_id, arn = flow.arn } })
  transfer_flows = merge(local.waiting_flows, { for name, flow in aws_connect_contact_flow.tier_three : name => { id = flow.contact_flow_id, arn = flow.arn } })
  contact_flows  = merge(local.transfer_flows, { for name, flow in aws_connect_contact_flow.tier_four : name => { id = flow.contact_flow_id, arn = flow.arn } })

  flow_modules = merge(
    { for name, flow in aws_connect_contact_flow_module.this : name => { id = flow.contact_flow_module_id, arn = flow.arn } },
    { for name, flow in data.aws_connect_contact_flow_module.existing : name => { id = flow.contact_flow_module_id, arn = flow.arn } },
  )

  # What templates are rendered with, tier by tier: each has what the one before it has.
  tier_one_values = {
    instance_arn     = aws_connect_instance.this.arn
    hours            = { for name, hours in local.hours : name => hours.arn }
    lambda           = { for name, function in aws_connect_lambda_function_association.this : name => function.function_arn }
    prompt           = { for name, prompt in data.aws_connect_prompt.existing : name => prompt.arn }
    security_profile = { for name, profile in local.security_profiles : name => profile.arn }
    flow             = { for name, flow in local.existing_flows : name => flow.arn }
  }
  tier_two_values = merge(local.tier_one_values, {
    queue           = { for name, queue in local.queues : name => queue.arn }
    basic_queue_arn = try(local.queues["BasicQueue"].arn, null)
    routing_profile = { for name, profile in local.routing_profiles : name => profile.arn }
    flow            = { for name, flow in local.whisper_flows : name => flow.arn }
  })
  module_values = merge(local.tier_two_values, {
    flow = { for name, flow in local.waiting_flows : name => flow.arn }
  })
  tier_three_values = merge(local.module_values, {
    module = { for name, flow in local.flow_modules : name => flow.arn }
  })
  tier_four_values = merge(local.tier_three_values, {
    quick_connect = { for name, quick_connect in local.quick_connects : name => quick_connect.arn }
    flow          = { for name, flow in local.transfer_flows : name => flow.arn }
  })
  inbound_values = merge(local.tier_four_values, {
    flow = { for name, flow in local.contact_flows : name => flow.arn }
  })

  # A plain file is taken as it is: whoever exported it from Connect must not have to escape it for Terraform.
  tier_one_contents = {
    for name, flow in local.flows_of_tier[1] : name => endswith(flow.file, ".tftpl") ? templatefile(flow.file, local.tier_one_values) : file(flow.file)
  }
  tier_two_contents = {
    for name, flow in local.flows_of_tier[3] : name => endswith(flow.file, ".tftpl") ? templatefile(flow.file, local.tier_two_values) : file(flow.file)
  }
  module_contents = {
    for name, flow in var.contact_flow_modules : name => endswith(flow.file, ".tftpl") ? templatefile(flow.file, local.module_values) : file(flow.file)
  }
  tier_three_contents = {
    for name, flow in local.flows_of_tier[5] : name => endswith(flow.file, ".tftpl") ? templatefile(flow.file, local.tier_three_values) : file(flow.file)
  }
  tier_four_contents = {
    for name, flow in local.flows_of_tier[7] : name => endswith(flow.file, ".tftpl") ? templatefile(flow.file, local.tier_four_values) : file(flow.file)
  }
}

resource "aws_connect_contact_flow" "tier_one" {
  for_each = local.flows_of_tier[1]

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  type        = each.value.type
  content     = local.tier_one_contents[each.key]

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.tier_one_contents[each.key]))
      error_message = "${each.value.file} is not valid JSON: export the flow from Amazon Connect again, or correct the template."
    }
  }
}

resource "aws_connect_contact_flow" "tier_two" {
  for_each = local.flows_of_tier[3]

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  type        = each.value.type
  content     = local.tier_two_contents[each.key]

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.tier_two_contents[each.key]))
      error_message = "${each.value.file} is not valid JSON: export the flow from Amazon Connect again, or correct the template."
    }
  }
}

resource "aws_connect_contact_flow_module" "this" {
  for_each = var.contact_flow_modules

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  content     = local.module_contents[each.key]

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.module_contents[each.key]))
      error_message = "${each.value.file} is not valid JSON: export the module from Amazon Connect again, or correct the template."
    }
  }
}

resource "aws_connect_contact_flow" "tier_three" {
  for_each = local.flows_of_tier[5]

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  type        = each.value.type
  content     = local.tier_three_contents[each.key]

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.tier_three_contents[each.key]))
      error_message = "${each.value.file} is not valid JSON: export the flow from Amazon Connect again, or correct the template."
    }
  }
}

resource "aws_connect_contact_flow" "tier_four" {
  for_each = local.flows_of_tier[7]

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  type        = each.value.type
  content     = local.tier_four_contents[each.key]

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.tier_four_contents[each.key]))
      error_message = "${each.value.file} is not valid JSON: export the flow from Amazon Connect again, or correct the template."
    }
  }
}

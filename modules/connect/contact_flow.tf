# The flow that callers meet who call a number without a flow of its own.

locals {
  default_greetings = {
    disconnect = "Thank you for calling. Our lines are closed at the moment. Goodbye."
    queue      = "Thank you for calling. Please hold for the next available agent."
    custom     = "Thank you for calling."
  }

  greeting = coalesce(var.contact_flow.greeting, lookup(local.default_greetings, var.contact_flow.type, "-"))
  # jsonencode: a greeting may hold quotes, line breaks or anything else that JSON escapes.
  spoken = { greeting = jsonencode(local.greeting) }
  menu   = var.contact_flow.type == "menu" ? var.contact_flow.menu : null

  flow_contents = {
    disconnect = var.contact_flow.type != "disconnect" ? null : templatefile("${path.module}/flows/disconnect.json.tftpl", local.spoken)
    # Amazon Connect makes BasicQueue with each instance. Its ARN is unknown before the apply, and with it a plan could not
    # show the flow, so the flow that only says goodbye does without.
    queue = var.contact_flow.type != "queue" ? null : templatefile("${path.module}/flows/queue.json.tftpl", merge(local.spoken, {
      basic_queue_arn = local.queues["BasicQueue"].arn
    }))
    menu = one(module.menu[*].content)
    # A plain file is taken as it is: whoever exported it from Connect must not have to escape it for Terraform.
    custom = var.contact_flow.type != "custom" ? null : (
      endswith(var.contact_flow.file, ".tftpl") ? templatefile(var.contact_flow.file, merge(local.inbound_values, local.spoken)) : file(var.contact_flow.file)
    )
  }
  flow_content = local.flow_contents[var.contact_flow.type]
}

module "menu" {
  source = "./menu"
  count  = local.menu == null ? 0 : 1

  menu = merge(local.menu, {
    hours = local.menu.hours == null ? null : local.hours[local.menu.hours].arn
    choices = {
      for key, choice in local.menu.choices : key => {
        say          = choice.say
        queue_arn    = choice.queue == null ? null : local.queues[choice.queue].arn
        flow_arn     = choice.flow == null ? null : local.contact_flows[choice.flow].arn
        phone_number = choice.phone_number
      }
    }
  })
}

resource "aws_connect_contact_flow" "inbound" {
  instance_id = aws_connect_instance.this.id
  name        = "${var.name} inbound"
  description = "What a caller meets. Managed by Terraform: changes made in the console are undone."
  type        = "CONTACT_FLOW"
  content     = local.flow_content

  lifecycle {
    # Without it, the provider would try to update the flow in the instance that is gone.
    replace_triggered_by = [aws_connect_instance.this.id]

    precondition {
      condition     = can(jsondecode(local.flow_content))
      error_message = "The flow of contact_flow is not valid JSON: export ${coalesce(var.contact_flow.file, "it")} from Amazon Connect again, or correct the template."
    }
  }
}

locals {
  inbound_flow = { id = aws_connect_contact_flow.inbound.contact_flow_id, arn = aws_connect_contact_flow.inbound.arn }
}

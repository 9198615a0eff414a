locals {
  default_greetings = {
    disconnect = "Thank you for calling. Our lines are closed at the moment. Goodbye."
    queue      = "Thank you for calling. Please hold for the next available agent."
    custom     = "Thank you for calling."
  }

  greeting    = coalesce(var.contact_flow.greeting, local.default_greetings[var.contact_flow.type])
  is_custom   = var.contact_flow.type == "custom"
  flow_file   = local.is_custom ? var.contact_flow.file : "${path.module}/flows/${var.contact_flow.type}.json.tftpl"
  is_template = endswith(local.flow_file, ".tftpl")
  needs_queue = local.is_template && var.contact_flow.type != "disconnect"

  # A plain file is taken as it is: whoever exported it from Connect must not have to escape it for Terraform.
  flow_content = !local.is_template ? file(local.flow_file) : templatefile(local.flow_file, merge(
    # jsonencode: a greeting may hold quotes, line breaks or anything else that JSON escapes.
    { greeting = jsonencode(local.greeting) },
    # Only where they are used. They are unknown before the apply, and with them a plan could not show the flow.
    local.needs_queue ? { instance_arn = aws_connect_instance.this.arn, basic_queue_arn = data.aws_connect_queue.basic[0].arn } : {},
  ))
}

# Amazon Connect makes this queue with each instance. A flow that only says goodbye does not need it.
data "aws_connect_queue" "basic" {
  count = local.needs_queue ? 1 : 0

  instance_id = aws_connect_instance.this.id
  name        = "BasicQueue"
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
      error_message = "${local.flow_file} is not valid JSON: export the flow from Amazon Connect again, or correct the template."
    }
  }
}

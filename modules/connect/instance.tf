data "aws_caller_identity" "current" {}

resource "aws_connect_instance" "this" {
  identity_management_type = var.identity_management_type
  instance_alias           = coalesce(var.instance_alias, "${var.name}-${data.aws_caller_identity.current.account_id}")
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true

  # All else needs the instance, so a plan that is refused here says nothing but what is wrong.
  lifecycle {
    precondition {
      condition     = length(local.unknown_names) == 0
      error_message = "${join("\n", local.unknown_names)}\nDefine these names in the inputs that are named here, or list what was made by hand in `existing`."
    }

    precondition {
      condition     = length(local.wrong_flow_types) == 0
      error_message = join("\n", local.wrong_flow_types)
    }

    precondition {
      condition     = length(local.late_names) == 0
      error_message = "${join("\n", local.late_names)}\nFlows are made in this order: ${local.flow_order}."
    }

    precondition {
      condition     = length(local.wrong_entries) == 0
      error_message = join("\n", local.wrong_entries)
    }

    # Apart, as an ARN may be unknown until the apply, and whatever is in one list with it then is, too.
    precondition {
      condition     = length(local.wrong_phone_numbers) == 0
      error_message = join("\n", local.wrong_phone_numbers)
    }

    precondition {
      condition     = length(local.wrong_lambda_functions) == 0
      error_message = join("\n", local.wrong_lambda_functions)
    }
  }
}

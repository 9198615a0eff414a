# The number and the flow that it leads to: the provider has had a resource for that only since 6.6.

locals {
  association = var.phone_number == null ? null : {
    hook            = "associate_phone_number"
    instance_id     = var.instance.id
    phone_number_id = var.phone_number.id
    contact_flow_id = var.contact_flow.id
  }
}

# The provider writes a new input to the state even when the invocation failed, and the next plan would see nothing to do
# (hashicorp/terraform-provider-aws issue 43447). So a change never updates the invocation, it replaces it: a failed
# create leaves nothing in the state, and the next plan tries again.
resource "terraform_data" "association" {
  count = local.association == null ? 0 : 1

  triggers_replace = local.association
}

resource "aws_lambda_invocation" "associate_phone_number" {
  count = local.association == null ? 0 : 1

  function_name   = module.function.name
  input           = jsonencode(local.association)
  lifecycle_scope = "CRUD"

  lifecycle {
    replace_triggered_by = [terraform_data.association[count.index]]
  }
}

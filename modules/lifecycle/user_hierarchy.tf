# Connect deletes no hierarchy group that has users, and Terraform does not know the users. Destroyed after the functions
# that make users (their policies wait for it, by the output with the passwords' prefix) and before the groups (the
# instance's output waits for them), this takes the users out.
resource "aws_lambda_invocation" "clear_user_hierarchy" {
  count = var.hierarchy_in_use ? 1 : 0

  function_name   = module.function.name
  input           = jsonencode({ hook = "clear_user_hierarchy", instance_id = var.instance.id })
  lifecycle_scope = "CRUD"

  lifecycle {
    # The groups of the old instance go with it, so its users have to leave them too.
    replace_triggered_by = [terraform_data.instance]
  }
}

resource "terraform_data" "instance" {
  triggers_replace = var.instance.id
}

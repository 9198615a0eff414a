# Created after everything and so destroyed before anything: the function refuses, and terraform stops.
#
# It is always there, and only its scope changes: if it existed with deletion_protection alone, switching that off would
# destroy it, and it would refuse that too. With CREATE_ONLY the function is not asked on destroy. The provider adds "tf"
# under CRUD alone, so it is written here for the other; the input has to be the same for both, or a change of scope would
# replace the guard, and it would refuse.
resource "aws_lambda_invocation" "guard_deletion" {
  function_name   = module.function.name
  input           = jsonencode({ hook = "guard_deletion", name = var.function.project, tf = { action = "create" } })
  lifecycle_scope = var.deletion_protection ? "CRUD" : "CREATE_ONLY"

  depends_on = [
    var.guarded,
    aws_lambda_invocation.associate_phone_number,
    aws_lambda_invocation.clear_user_hierarchy,
    aws_lambda_invocation.purge_passwords,
  ]
}

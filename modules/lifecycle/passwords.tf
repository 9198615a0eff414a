# Acts on destroy alone: deletes, without a recovery window, whatever secret is left under the prefix. The function's
# settings name the agents table, so that is still there.
resource "aws_lambda_invocation" "purge_passwords" {
  function_name   = module.function.name
  input           = jsonencode({ hook = "purge_passwords", prefix = "${var.passwords.prefix}/" })
  lifecycle_scope = "CRUD"
}

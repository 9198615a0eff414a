# Made here, because Lambda would make a group without retention and key, and destroy would leave that group behind.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.common.log_retention_days
  kms_key_id        = var.common.key_arn
}

# In a local, so that a plan reads the policy that names it: Terraform puts off a data source that refers to a resource of
# its own module which is still to be created.
locals {
  log_group_arn = aws_cloudwatch_log_group.this.arn
}

# Made here, because Lambda would make a group without retention or key, and leave it behind after destroy.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.function.log_retention_days
  kms_key_id        = var.function.key_arn
}

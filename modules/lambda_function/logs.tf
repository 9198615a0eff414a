# Made here, because Lambda would make a group without retention and key, and destroy would leave that group behind.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.common.log_retention_days
  kms_key_id        = var.common.key_arn
}

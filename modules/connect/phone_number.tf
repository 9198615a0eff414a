# No description: like country and type it can't be changed later without losing the number for good.
resource "aws_connect_phone_number" "inbound" {
  count = var.phone_number == null ? 0 : 1

  target_arn   = aws_connect_instance.this.arn
  country_code = var.phone_number.country_code
  type         = var.phone_number.type
  prefix       = var.phone_number.prefix

  lifecycle {
    # The number is released with its instance, so it can't be moved to the new one.
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

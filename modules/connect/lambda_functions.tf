# Amazon Connect lets a flow invoke a function only once it is associated with the instance.
resource "aws_connect_lambda_function_association" "this" {
  for_each = var.lambda_functions

  instance_id  = aws_connect_instance.this.id
  function_arn = each.value

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

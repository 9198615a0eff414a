resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "${var.function.project}-${var.function.service}"
  description         = "Runs ${module.function.name} every hour"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "upkeep" {
  rule  = aws_cloudwatch_event_rule.hourly.name
  arn   = module.function.arn
  input = jsonencode({})

  # A schedule that may not invoke its function fails where nobody looks.
  depends_on = [aws_lambda_permission.schedule]
}

resource "aws_lambda_permission" "schedule" {
  statement_id  = "InvokeEveryHour"
  action        = "lambda:InvokeFunction"
  function_name = module.function.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.hourly.arn
}

# The next hour is the retry. An invocation that failed has said so in its log, and in its errors' alarm.
resource "aws_lambda_function_event_invoke_config" "upkeep" {
  function_name                = module.function.name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 1800
}

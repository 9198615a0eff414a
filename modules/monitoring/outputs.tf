output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "topic" {
  description = "Topic of notifications about imports and alarms."
  value = {
    arn = aws_sns_topic.notifications.arn
  }
}

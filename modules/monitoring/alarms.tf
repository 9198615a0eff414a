locals {
  # Longer than a big directory takes at Connect's quota, and well below the 23 hours after which a stream record goes
  # to the failure queue.
  longest_wait_seconds = 21600

  failure_alarm = {
    failures = {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = var.failure_queue.name }
      statistic   = "Maximum"
      period      = 300
      threshold   = 0
      description = "Something failed after all retries and waits in the queue ${var.failure_queue.name}. Search the log groups of the functions for level ERROR and mend the cause; upkeep takes the messages up within the hour, and \"rollcall redrive\" does so at once."
    }
  }

  retry_alarm = {
    retry-age = {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = var.retry_queue.name }
      statistic   = "Maximum"
      period      = 300
      threshold   = local.longest_wait_seconds
      description = "A message of the queue ${var.retry_queue.name} is older than ${local.longest_wait_seconds / 3600} hours. Agents that have to be tried again come back by it after a quarter of an hour at most, so its function does not take messages, or breaks off: search the log group /aws/lambda/${var.name}-provision for level ERROR."
    }
  }

  error_alarms = {
    for function, name in var.function_names : "${function}-errors" => {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions  = { FunctionName = name }
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      description = "The function ${name} broke off or ran out of time or memory. It is invoked again by itself, so nothing is lost yet. Search the log group /aws/lambda/${name} for level ERROR; key, import_id and username there say whom it concerns. If it goes on, the alarm of the failure queue follows."
    }
  }

  age_alarms = {
    for function in var.stream_readers : "${function}-stream-age" => {
      namespace   = "AWS/Lambda"
      metric_name = "IteratorAge"
      dimensions  = { FunctionName = var.function_names[function] }
      statistic   = "Maximum"
      period      = 300
      threshold   = local.longest_wait_seconds * 1000
      description = "The oldest record that waits for ${var.function_names[function]} is older than ${local.longest_wait_seconds / 3600} hours; after 23 it goes to the failure queue. Either there is more work than connect_requests_per_second allows (see the dashboard: then wait, or have AWS raise the quota), or one record fails again and again: search the log group /aws/lambda/${var.function_names[function]} for level ERROR."
    }
  }

  own_alarms = {
    oldest-pending = {
      namespace   = "Rollcall"
      metric_name = "OldestPendingSeconds"
      dimensions  = { deployment = var.name, service = "upkeep" }
      statistic   = "Maximum"
      period      = 3600
      threshold   = local.longest_wait_seconds
      description = "An agent waits for Amazon Connect for more than ${local.longest_wait_seconds / 3600} hours. \"rollcall status\" shows the imports that run and when they should be done, \"rollcall agents --status PENDING\" the agents. If the import advances, the quota is what takes the time; if not, look into the log group /aws/lambda/${var.name}-provision."
    }
    stalled-imports = {
      namespace   = "Rollcall"
      metric_name = "StalledImports"
      dimensions  = { deployment = var.name, service = "upkeep" }
      statistic   = "Maximum"
      period      = 3600
      threshold   = 0
      description = "An import has made no progress for an hour, and upkeep has started it again. \"rollcall status\" names it. If the alarm stays for a second hour, search the log groups /aws/lambda/${var.name}-ingest, -provision and -report for its import_id, mend the cause, and run \"rollcall redrive\"."
    }
    drift = {
      namespace   = "Rollcall"
      metric_name = "DriftedAgents"
      dimensions  = { deployment = var.name, service = "upkeep" }
      statistic   = "Maximum"
      period      = 3600
      threshold   = 0
      description = "The daily comparison found agents whose Connect users were deleted or changed by somebody else. \"rollcall drift\" names them, and says what differs; \"rollcall drift --mend\" brings them back. With drift = \"mend\" they are brought back already, unless that is more than half of all agents. The alarm ends with the next comparison that finds none."
    }
    quota-full = {
      namespace   = "Rollcall"
      metric_name = "QuotaFull"
      dimensions  = { deployment = var.name, service = "provision" }
      statistic   = "Sum"
      period      = 300
      threshold   = 0
      description = "Amazon Connect refused to create agents, or quick connects for them, because a quota of the instance is full, as their reasons say: users per instance, or quick connects per instance. They are FAILED and not tried again by themselves. Ask for more in Service Quotas, or remove some; then run \"rollcall retry\" with the import's id."
    }
  }

  alarms = merge(local.failure_alarm, local.retry_alarm, local.error_alarms, local.age_alarms, local.own_alarms)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric_name
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  # A function that is not invoked reports no metric. That is no reason for an alarm.
  treat_missing_data = "notBreaching"

  alarm_actions = [aws_sns_topic.notifications.arn]
  ok_actions    = [aws_sns_topic.notifications.arn]
}

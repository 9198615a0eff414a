locals {
  own = { for service in ["ingest", "provision", "report"] : service => ["deployment", var.name, "service", service] }

  # Each row is a list of widgets that share its 24 columns.
  dashboard_rows = [
    # Whether all is well: alarms, failure queue, the longest wait.
    [
      {
        type   = "alarm"
        width  = 12
        height = 6
        properties = {
          title  = "Is it well? Yes, while all of these are green"
          alarms = [for name in sort(keys(local.alarms)) : aws_cloudwatch_metric_alarm.this[name].arn]
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title                = "In the last day"
          view                 = "singleValue"
          region               = var.account.region
          period               = 86400
          setPeriodToTimeRange = false
          metrics = [
            ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.failure_queue.name, { label = "Failed for good", stat = "Maximum", period = 300 }],
            concat(["Rollcall", "ImportsFinished"], local.own.report, [{ label = "Imports done", stat = "Sum" }]),
            concat(["Rollcall", "AgentsCreated"], local.own.provision, [{ label = "Agents created", stat = "Sum" }]),
            concat(["Rollcall", "AgentsFailed"], local.own.provision, [{ label = "Agents failed", stat = "Sum" }]),
            concat(["Rollcall", "RowsRejected"], local.own.ingest, [{ label = "Rows rejected", stat = "Sum" }]),
            ["Rollcall", "OldestPendingSeconds", "deployment", var.name, "service", "upkeep", { label = "Longest wait, seconds", stat = "Maximum", period = 3600 }],
            ["Rollcall", "MissingAgents", "deployment", var.name, "service", "upkeep", { label = "Missing in Connect", stat = "Maximum", period = 3600 }],
            ["Rollcall", "ChangedAgents", "deployment", var.name, "service", "upkeep", { label = "Changed in Connect", stat = "Maximum", period = 3600 }],
            ["Rollcall", "UnreadableItems", "deployment", var.name, "service", "upkeep", { label = "Can't be read", stat = "Maximum", period = 3600 }],
          ]
        }
      },
    ],
    # The work that was done.
    [
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = "Agents"
          view    = "timeSeries"
          stacked = true
          region  = var.account.region
          stat    = "Sum"
          period  = 300
          metrics = [for metric in ["AgentsCreated", "AgentsAdopted", "AgentsUpdated", "AgentsRemoved", "AgentsFailed"] : concat(["Rollcall", metric], local.own.provision)]
        }
      },
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = "Rows"
          view    = "timeSeries"
          stacked = true
          region  = var.account.region
          stat    = "Sum"
          period  = 300
          metrics = [for metric in ["RowsAccepted", "RowsRejected"] : concat(["Rollcall", metric], local.own.ingest)]
        }
      },
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title  = "Seconds from upload to user, and to the report"
          view   = "timeSeries"
          region = var.account.region
          period = 300
          metrics = [
            concat(["Rollcall", "UploadToUserSeconds"], local.own.provision, [{ label = "user, median", stat = "p50" }]),
            concat(["Rollcall", "UploadToUserSeconds"], local.own.provision, [{ label = "user, slowest", stat = "Maximum" }]),
            concat(["Rollcall", "ImportSeconds"], local.own.report, [{ label = "report, slowest", stat = "Maximum" }]),
          ]
        }
      },
    ],
    # What slows it down or stops it.
    [
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = "Calls that Amazon Connect refused"
          view    = "timeSeries"
          region  = var.account.region
          stat    = "Sum"
          period  = 300
          metrics = [for metric in ["ConnectThrottles", "QuotaFull"] : concat(["Rollcall", metric], local.own.provision)]
        }
      },
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = "Milliseconds that the oldest stream record waits"
          view    = "timeSeries"
          region  = var.account.region
          stat    = "Maximum"
          period  = 300
          metrics = [for function in sort(var.stream_readers) : ["AWS/Lambda", "IteratorAge", "FunctionName", var.function_names[function]]]
        }
      },
      {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = "Errors of functions"
          view    = "timeSeries"
          region  = var.account.region
          stat    = "Sum"
          period  = 300
          metrics = [for function in sort(keys(var.function_names)) : ["AWS/Lambda", "Errors", "FunctionName", var.function_names[function]]]
        }
      },
    ],
  ]
}

# CloudWatch puts widgets without a position one after the other into rows of 24 columns.
resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = flatten(local.dashboard_rows) })
}

# The real provider, so that policies and plans are the real ones; keys that open nothing, and no call to AWS.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  name               = "acme"
  account            = { id = "111122223333", region = "eu-west-1", partition = "aws" }
  key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/k"
  notification_email = null
  failure_queue      = { name = "acme-failures" }
  retry_queue        = { name = "acme-retries" }
  stream_readers     = ["provision", "report"]

  function_names = {
    ingest    = "acme-ingest"
    provision = "acme-provision"
    report    = "acme-report"
  }
}

run "watches_what_the_runbook_names" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name => "${alarm.namespace} ${alarm.metric_name} ${join(" ", [for key in sort(keys(alarm.dimensions)) : alarm.dimensions[key]])} > ${alarm.threshold}"
      } == {
      acme-drift                = "Rollcall DriftedAgents acme upkeep > 0"
      acme-failures             = "AWS/SQS ApproximateNumberOfMessagesVisible acme-failures > 0"
      acme-ingest-errors        = "AWS/Lambda Errors acme-ingest > 0"
      acme-oldest-pending       = "Rollcall OldestPendingSeconds acme upkeep > 21600"
      acme-provision-errors     = "AWS/Lambda Errors acme-provision > 0"
      acme-provision-stream-age = "AWS/Lambda IteratorAge acme-provision > 21600000"
      acme-quota-full           = "Rollcall QuotaFull acme provision > 0"
      acme-report-errors        = "AWS/Lambda Errors acme-report > 0"
      acme-report-stream-age    = "AWS/Lambda IteratorAge acme-report > 21600000"
      acme-retry-age            = "AWS/SQS ApproximateAgeOfOldestMessage acme-retries > 21600"
      acme-stalled-imports      = "Rollcall StalledImports acme upkeep > 0"
    }
    error_message = "An alarm is missing, or watches something else: ${jsonencode({ for name, alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name => alarm.threshold })}"
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      alarm.treat_missing_data == "notBreaching" && alarm.comparison_operator == "GreaterThanThreshold" && alarm.evaluation_periods == 1
    ])
    error_message = "Silence is well: a function that nobody wakes reports no metric."
  }

  # 1,024 characters is CloudWatch's own limit.
  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      length(regexall("log groups? .*level ERROR|log groups? /aws/lambda/|rollcall [a-z]+", alarm.alarm_description)) > 0 &&
      length(alarm.alarm_description) <= 1024
    ])
    error_message = "Every alarm says where to look or what to run, in no more than CloudWatch takes."
  }
}

run "tells_the_topic_of_every_alarm" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  override_resource {
    target          = aws_sns_topic.notifications
    override_during = plan
    values          = { arn = "arn:aws:sns:eu-west-1:111122223333:acme-notifications" }
  }

  override_resource {
    target          = aws_cloudwatch_metric_alarm.this
    override_during = plan
    values          = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:acme" }
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      alarm.alarm_actions == toset([output.topic.arn]) && alarm.ok_actions == toset([output.topic.arn])
    ])
    error_message = "Trouble, and its end, must reach the topic."
  }

  assert {
    condition     = local.topic_arn == "arn:aws:sns:eu-west-1:111122223333:acme-notifications"
    error_message = "The topic's policy must name the topic itself."
  }

  assert {
    condition = (
      jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].type == "alarm" &&
      length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.alarms) == 11
    )
    error_message = "The dashboard's first row must show every alarm."
  }
}

run "encrypts_the_topic_and_lets_only_own_alarms_in" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  assert {
    condition     = aws_sns_topic.notifications.kms_master_key_id == "arn:aws:kms:eu-west-1:111122223333:key/k"
    error_message = "Notifications name agents: they are encrypted with the deployment's own key."
  }

  assert {
    condition = {
      for statement in jsondecode(data.aws_iam_policy_document.topic.json).Statement : statement.Sid => jsonencode([statement.Effect, statement.Principal, statement.Condition])
      } == {
      PublishAlarms = jsonencode(["Allow", { Service = "cloudwatch.amazonaws.com" }, {
        ArnLike      = { "aws:SourceArn" = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:acme-*" }
        StringEquals = { "aws:SourceAccount" = "111122223333" }
      }])
      DenyPlainHttp = jsonencode(["Deny", "*", { Bool = { "aws:SecureTransport" = "false" } }])
    }
    error_message = "Somebody else may publish: ${data.aws_iam_policy_document.topic.json}"
  }

  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0
    error_message = "Without notification_email nobody is subscribed."
  }
}

run "subscribes_the_reader" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  variables {
    notification_email = "ops@example.com"
  }

  assert {
    condition     = [for subscription in aws_sns_topic_subscription.email : "${subscription.protocol} ${subscription.endpoint}"] == ["email ops@example.com"]
    error_message = "notification_email must be subscribed, once."
  }
}

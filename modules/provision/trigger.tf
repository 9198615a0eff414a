resource "aws_lambda_event_source_mapping" "agents" {
  event_source_arn = var.agents_table.stream_arn
  function_name    = module.function.arn
  # LATEST would miss what is written between the mapping's creation and its first poll.
  starting_position = "TRIM_HORIZON"
  batch_size        = 25

  # One record that can't be done must not hold up its shard: the function names it, the batch is split, and at 23 hours
  # its position goes to the queue. The stream itself forgets at 24, after which there would be nothing to hand over.
  function_response_types        = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = -1
  maximum_record_age_in_seconds  = 82800

  destination_config {
    on_failure {
      destination_arn = var.failure_queue.arn
    }
  }

  # New agents, deleted ones, and those set to PENDING; the status that provision writes back wakes nobody. That a
  # removal was DynamoDB's own TTL is for the function to see.
  filter_criteria {
    filter {
      pattern = jsonencode({ eventName = ["INSERT"] })
    }

    filter {
      pattern = jsonencode({ eventName = ["REMOVE"] })
    }

    filter {
      pattern = jsonencode({ dynamodb = { NewImage = { status = { S = ["PENDING"] } } } })
    }
  }
}

resource "aws_lambda_event_source_mapping" "stream" {
  count = var.stream == null ? 0 : 1

  event_source_arn = var.stream.arn
  function_name    = aws_lambda_function.this.arn
  # LATEST would miss what is written between the mapping's creation and its first poll.
  starting_position = "TRIM_HORIZON"
  batch_size        = var.stream.batch_size

  # One record that always fails must not hold up the records behind it in its shard: the function names it, Lambda
  # splits the batch, and after 23 hours Lambda sends the record's position to the queue. The stream itself forgets a
  # record after 24 hours, and then its position would lead to nothing.
  function_response_types        = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = -1
  maximum_record_age_in_seconds  = 82800

  destination_config {
    on_failure {
      destination_arn = var.stream.failure_queue_arn
    }
  }

  filter_criteria {
    dynamic "filter" {
      for_each = var.stream.filters

      content {
        pattern = filter.value
      }
    }
  }
}

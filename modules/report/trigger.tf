resource "aws_lambda_event_source_mapping" "files" {
  event_source_arn = var.files_table.stream_arn
  function_name    = module.function.arn
  # LATEST would miss what is written between the mapping's creation and its first poll.
  starting_position = "TRIM_HORIZON"
  # A record is a whole report.
  batch_size = 10

  # One report that can't be written must not hold up the others: the function names it, the batch is split, and at 23
  # hours its position goes to the queue. The stream itself forgets at 24, after which there would be nothing to hand over.
  function_response_types        = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = -1
  maximum_record_age_in_seconds  = 82800

  destination_config {
    on_failure {
      destination_arn = var.failure_queue.arn
    }
  }

  # An import that has handed over all its lines and whose last agent is done. Numbers are strings in a stream record.
  filter_criteria {
    filter {
      pattern = jsonencode({
        dynamodb = {
          NewImage = {
            kind    = { S = ["agent_directory"] }
            status  = { S = ["PROVISIONING"] }
            pending = { N = ["0"] }
          }
        }
      })
    }
  }
}

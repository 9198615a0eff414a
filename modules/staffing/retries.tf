# Agents that have to be tried again leave the stream, so that they hold up nobody else, and come back to provision by
# this mapping. It is no part of the function's module: the function works without it, and need not wait for the queue.
resource "aws_lambda_event_source_mapping" "retries" {
  event_source_arn        = module.storage.retry_queue.arn
  function_name           = module.provision.arn
  function_response_types = ["ReportBatchItemFailures"]
  batch_size              = 10

  # Agents that were refused together come back within seconds of each other. Tried together they take a share of
  # Connect's quota once.
  maximum_batching_window_in_seconds = 5

  # The fewest that Lambda allows: each container takes a share of Connect's quota while it calls.
  scaling_config {
    maximum_concurrency = 2
  }
}

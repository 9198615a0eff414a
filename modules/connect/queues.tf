locals {
  queues = merge(
    { for name, queue in aws_connect_queue.this : name => { id = queue.queue_id, arn = queue.arn } },
    { for name, queue in data.aws_connect_queue.existing : name => { id = queue.queue_id, arn = queue.arn } },
  )
}

# Not here: the quick connects of a queue, as quick connects lead to queues, and whether it is enabled, as the provider
# can't make a queue that is not. modules/staffing does both with its lifecycle function.
resource "aws_connect_queue" "this" {
  for_each = var.queues

  instance_id = aws_connect_instance.this.id
  name        = each.key
  # Never taken away: the provider would send an empty one, which Amazon Connect refuses, and with each new name, too.
  description           = each.value.description == null ? "Managed by Terraform" : one(compact([each.value.description]))
  hours_of_operation_id = local.hours[each.value.hours].id
  max_contacts          = each.value.max_contacts

  dynamic "outbound_caller_config" {
    for_each = each.value.outbound_caller == null ? [] : [each.value.outbound_caller]

    content {
      outbound_caller_id_name      = outbound_caller_config.value.name
      outbound_caller_id_number_id = try(local.numbers[outbound_caller_config.value.number].id, null)
      outbound_flow_id             = local.whisper_flows[coalesce(outbound_caller_config.value.flow, "Default outbound")].id
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
    ignore_changes       = [quick_connect_ids, status]
  }
}

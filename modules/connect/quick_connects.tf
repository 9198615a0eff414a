locals {
  quick_connects = merge(
    { for name, quick_connect in aws_connect_quick_connect.this : name => { id = quick_connect.quick_connect_id, arn = quick_connect.arn } },
    { for name, quick_connect in data.aws_connect_quick_connect.existing : name => { id = quick_connect.quick_connect_id, arn = quick_connect.arn } },
  )
}

resource "aws_connect_quick_connect" "this" {
  for_each = var.quick_connects

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))

  quick_connect_config {
    quick_connect_type = each.value.queue == null ? "PHONE_NUMBER" : "QUEUE"

    dynamic "phone_config" {
      for_each = each.value.phone_number == null ? [] : [each.value.phone_number]

      content {
        phone_number = phone_config.value
      }
    }

    dynamic "queue_config" {
      for_each = each.value.queue == null ? [] : [each.value]

      content {
        queue_id        = local.queues[queue_config.value.queue].id
        contact_flow_id = local.transfer_flows[coalesce(queue_config.value.flow, "Default queue transfer")].id
      }
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

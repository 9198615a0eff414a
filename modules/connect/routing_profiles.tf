locals {
  default_outbound_queues = {
    for name, profile in var.routing_profiles : name => coalesce(profile.default_outbound_queue, try(profile.queues[0].queue, null), "BasicQueue")
  }

  # Routing profile => its queues, one entry for each channel.
  served_queues = {
    for name, profile in var.routing_profiles : name => flatten([
      for entry in profile.queues : [
        for channel in coalesce(entry.channels, entry.channel == null ? keys(profile.channels) : [entry.channel]) : {
          queue = entry.queue, channel = channel, priority = entry.priority, delay = entry.delay
        }
      ]
    ])
  }

  routing_profiles = merge(
    { for name, profile in aws_connect_routing_profile.this : name => { id = profile.routing_profile_id, arn = profile.arn } },
    { for name, profile in data.aws_connect_routing_profile.existing : name => { id = profile.routing_profile_id, arn = profile.arn } },
  )
}

resource "aws_connect_routing_profile" "this" {
  for_each = var.routing_profiles

  instance_id               = aws_connect_instance.this.id
  name                      = each.key
  default_outbound_queue_id = local.queues[local.default_outbound_queues[each.key]].id
  # Amazon Connect takes no profile without a description.
  description = coalesce(each.value.description, substr(length(each.value.queues) == 0 ? "Serves no queue" : "Serves ${join(", ", distinct(each.value.queues[*].queue))}", 0, 250))

  dynamic "media_concurrencies" {
    for_each = each.value.channels

    content {
      channel     = media_concurrencies.key
      concurrency = media_concurrencies.value
    }
  }

  dynamic "queue_configs" {
    for_each = local.served_queues[each.key]

    content {
      queue_id = local.queues[queue_configs.value.queue].id
      channel  = queue_configs.value.channel
      priority = queue_configs.value.priority
      delay    = queue_configs.value.delay
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

# Hours, queues, routing profiles and quick connects.

resource "aws_connect_hours_of_operation" "this" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Opening hours" : "Office hours"
  description = local.second ? null : "Weekdays"
  time_zone   = local.second ? "Europe/Berlin" : "UTC"

  # The second time over midnight, in two spans.
  dynamic "config" {
    for_each = local.second ? {
      MONDAY  = { from = [18, 30], to = [0, 0] }
      TUESDAY = { from = [0, 0], to = [2, 15] }
    } : { MONDAY = { from = [0, 0], to = [23, 30] } }
    content {
      day = config.key
      start_time {
        hours   = config.value.from[0]
        minutes = config.value.from[1]
      }
      end_time {
        hours   = config.value.to[0]
        minutes = config.value.to[1]
      }
    }
  }
  tags = local.tags
}

resource "aws_connect_queue" "this" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Support, changed" : "Support"
  description = local.second ? "Second line" : "First line"
  hours_of_operation_id = (
    local.second
    ? data.aws_connect_hours_of_operation.basic.hours_of_operation_id
    : aws_connect_hours_of_operation.this.hours_of_operation_id
  )
  max_contacts = local.second ? 5 : null
  status       = local.second ? "DISABLED" : "ENABLED"
  quick_connect_ids = [
    local.second
    ? aws_connect_quick_connect.number.quick_connect_id
    : aws_connect_quick_connect.user.quick_connect_id
  ]

  outbound_caller_config {
    outbound_caller_id_name      = local.second ? "Support, second line" : "Support"
    outbound_caller_id_number_id = local.second ? null : aws_connect_phone_number.direct.id
    outbound_flow_id = (
      local.second
      ? aws_connect_contact_flow.whisper.contact_flow_id
      : data.aws_connect_contact_flow.outbound.contact_flow_id
    )
  }
  tags = local.tags
}

resource "aws_connect_queue" "plain" {
  instance_id           = aws_connect_instance.this.id
  name                  = "Billing"
  hours_of_operation_id = data.aws_connect_hours_of_operation.basic.hours_of_operation_id
}

resource "aws_connect_quick_connect" "number" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Front desk" : "Reception"
  description = local.second ? "Another telephone" : "A telephone"

  quick_connect_config {
    quick_connect_type = "PHONE_NUMBER"
    phone_config {
      phone_number = local.second ? "+12065550111" : "+12065550100"
    }
  }
  tags = local.tags
}

resource "aws_connect_quick_connect" "queue" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Billing desk" : "Support desk"
  description = local.second ? null : "Leads to a queue"

  quick_connect_config {
    quick_connect_type = "QUEUE"
    queue_config {
      contact_flow_id = data.aws_connect_contact_flow.queue_transfer.contact_flow_id
      queue_id        = local.second ? aws_connect_queue.plain.queue_id : aws_connect_queue.this.queue_id
    }
  }
}

resource "aws_connect_quick_connect" "user" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "John" : "Agent"
  description = local.second ? "Leads to John" : null

  quick_connect_config {
    quick_connect_type = "USER"
    user_config {
      contact_flow_id = data.aws_connect_contact_flow.transfer.contact_flow_id
      user_id         = local.second ? aws_connect_user.john.user_id : aws_connect_user.jack.user_id
    }
  }
  tags = local.tags
}

resource "aws_connect_routing_profile" "this" {
  instance_id               = aws_connect_instance.this.id
  name                      = local.second ? "Support profile, changed" : "Support profile"
  description               = local.second ? "Takes calls and chats" : "Takes calls"
  default_outbound_queue_id = local.second ? aws_connect_queue.this.queue_id : data.aws_connect_queue.basic.queue_id

  dynamic "media_concurrencies" {
    for_each = local.second ? { VOICE = 1, CHAT = 3, TASK = 10 } : { VOICE = 1 }
    content {
      channel     = media_concurrencies.key
      concurrency = media_concurrencies.value
    }
  }

  # The second time more of them than one request can take or give back.
  dynamic "queue_configs" {
    for_each = local.second ? { VOICE = 3, CHAT = 1, TASK = 9 } : { VOICE = 1 }
    content {
      channel  = queue_configs.key
      delay    = local.second ? 30 : 0
      priority = queue_configs.value
      queue_id = aws_connect_queue.this.queue_id
    }
  }

  dynamic "queue_configs" {
    for_each = local.second ? aws_connect_queue.many[*].queue_id : []
    content {
      channel  = "VOICE"
      delay    = 0
      priority = 50
      queue_id = queue_configs.value
    }
  }
  tags = local.tags
}

resource "aws_connect_queue" "many" {
  count = 9

  instance_id           = aws_connect_instance.this.id
  name                  = "Team ${count.index + 1}"
  hours_of_operation_id = data.aws_connect_hours_of_operation.basic.hours_of_operation_id
}

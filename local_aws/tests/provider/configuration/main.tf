# Every aws_connect_* resource and data source that the local Connect serves. `revision` changes what can change.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0, != 6.14.0"
    }
  }
}

variable "revision" {
  description = "1 as created, 2 as updated in place."
  type        = number
  default     = 1
}

locals {
  second = var.revision == 2
  tags   = local.second ? { purpose = "provider test", revision = "two" } : { purpose = "provider test", first = "yes" }
}

provider "aws" {
  max_retries = 3
}

resource "aws_connect_instance" "this" {
  instance_alias                   = "provider-test"
  identity_management_type         = "CONNECT_MANAGED"
  inbound_calls_enabled            = true
  outbound_calls_enabled           = !local.second
  contact_flow_logs_enabled        = local.second
  contact_lens_enabled             = !local.second
  auto_resolve_best_voices_enabled = true
  early_media_enabled              = true
  multi_party_conference_enabled   = local.second
  tags                             = local.tags
}

resource "aws_connect_hours_of_operation" "this" {
  instance_id = aws_connect_instance.this.id
  name        = "Office hours"
  description = local.second ? null : "Weekdays"
  time_zone   = local.second ? "Europe/Berlin" : "UTC"

  dynamic "config" {
    for_each = local.second ? ["MONDAY", "TUESDAY"] : ["MONDAY"]
    content {
      day = config.value
      start_time {
        hours   = 0
        minutes = 0
      }
      end_time {
        hours   = 23
        minutes = 30
      }
    }
  }
  tags = local.tags
}

resource "aws_connect_contact_flow" "this" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Greeting, changed" : "Greeting"
  description = local.second ? "" : "Greets & hangs up"
  type        = "CONTACT_FLOW"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "greet"
    Actions = [
      {
        Identifier = "greet"
        Type       = "MessageParticipant"
        Parameters = { Text = local.second ? "Hello & goodbye <again>" : "Hello" }
        Transitions = {
          NextAction = "hang-up"
          Errors     = [{ NextAction = "hang-up", ErrorType = "NoMatchingError" }]
        }
      },
      { Identifier = "hang-up", Type = "DisconnectParticipant", Parameters = {}, Transitions = {} },
    ]
  })
  tags = local.tags
}

resource "aws_connect_phone_number" "direct" {
  target_arn   = aws_connect_instance.this.arn
  country_code = "US"
  type         = "DID"
  description  = "Main number"
  tags         = local.tags
}

resource "aws_connect_phone_number" "toll_free" {
  target_arn   = aws_connect_instance.this.arn
  country_code = "DE"
  type         = "TOLL_FREE"
  prefix       = "+49800"
}

resource "aws_connect_queue" "this" {
  instance_id           = aws_connect_instance.this.id
  name                  = "Support"
  description           = local.second ? "Second line" : "First line"
  hours_of_operation_id = aws_connect_hours_of_operation.this.hours_of_operation_id
  max_contacts          = local.second ? 5 : null
  status                = local.second ? "DISABLED" : "ENABLED"
  quick_connect_ids     = local.second ? [aws_connect_quick_connect.number.quick_connect_id] : []

  outbound_caller_config {
    outbound_caller_id_name      = local.second ? "Support, second line" : "Support"
    outbound_caller_id_number_id = aws_connect_phone_number.direct.id
    outbound_flow_id             = data.aws_connect_contact_flow.outbound.contact_flow_id
  }
  tags = local.tags
}

resource "aws_connect_quick_connect" "number" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Front desk" : "Reception"
  description = "A telephone"

  quick_connect_config {
    quick_connect_type = "PHONE_NUMBER"
    phone_config {
      phone_number = local.second ? "+12065550111" : "+12065550100"
    }
  }
  tags = local.tags
}

resource "aws_connect_quick_connect" "user" {
  instance_id = aws_connect_instance.this.id
  name        = "Jane"

  quick_connect_config {
    quick_connect_type = "USER"
    user_config {
      contact_flow_id = data.aws_connect_contact_flow.transfer.contact_flow_id
      user_id         = aws_connect_user.jane.user_id
    }
  }
}

resource "aws_connect_routing_profile" "this" {
  instance_id               = aws_connect_instance.this.id
  name                      = local.second ? "Support profile, changed" : "Support profile"
  description               = "Takes calls"
  default_outbound_queue_id = local.second ? aws_connect_queue.this.queue_id : data.aws_connect_queue.basic.queue_id

  dynamic "media_concurrencies" {
    for_each = local.second ? { VOICE = 1, CHAT = 3 } : { VOICE = 1 }
    content {
      channel     = media_concurrencies.key
      concurrency = media_concurrencies.value
    }
  }

  dynamic "queue_configs" {
    for_each = local.second ? { VOICE = 3, CHAT = 1 } : { VOICE = 1 }
    content {
      channel  = queue_configs.key
      delay    = 0
      priority = queue_configs.value
      queue_id = aws_connect_queue.this.queue_id
    }
  }
  tags = local.tags
}

resource "aws_connect_security_profile" "this" {
  instance_id = aws_connect_instance.this.id
  name        = "Support staff"
  description = local.second ? null : "Agents of the support"
  permissions = local.second ? ["BasicAgentAccess"] : ["BasicAgentAccess", "OutboundCallAccess"]
  tags        = local.tags
}

resource "aws_connect_user_hierarchy_structure" "this" {
  instance_id = aws_connect_instance.this.id

  hierarchy_structure {
    level_one {
      name = local.second ? "Region" : "Area"
    }
    level_two {
      name = "Site"
    }
    dynamic "level_three" {
      for_each = local.second ? ["Team"] : []
      content {
        name = level_three.value
      }
    }
  }
}

resource "aws_connect_user_hierarchy_group" "north" {
  instance_id = aws_connect_instance.this.id
  name        = "North"
  tags        = local.tags
  depends_on  = [aws_connect_user_hierarchy_structure.this]
}

resource "aws_connect_user_hierarchy_group" "oslo" {
  instance_id     = aws_connect_instance.this.id
  name            = local.second ? "Oslo, changed" : "Oslo"
  parent_group_id = aws_connect_user_hierarchy_group.north.hierarchy_group_id
}

resource "aws_connect_user" "jane" {
  instance_id        = aws_connect_instance.this.id
  name               = "jane.doe@example.com"
  password           = "Passw0rd-of-Jane"
  routing_profile_id = aws_connect_routing_profile.this.routing_profile_id
  security_profile_ids = local.second ? [
    data.aws_connect_security_profile.agent.security_profile_id
    ] : [
    data.aws_connect_security_profile.agent.security_profile_id,
    aws_connect_security_profile.this.security_profile_id,
  ]
  hierarchy_group_id = local.second ? null : aws_connect_user_hierarchy_group.oslo.hierarchy_group_id

  identity_info {
    first_name      = "Jane"
    last_name       = local.second ? "Roe" : "Doe"
    email           = "jane.doe@example.com"
    secondary_email = local.second ? "jane@example.org" : null
  }

  phone_config {
    phone_type                    = local.second ? "DESK_PHONE" : "SOFT_PHONE"
    desk_phone_number             = local.second ? "+12065550123" : null
    auto_accept                   = !local.second
    after_contact_work_time_limit = local.second ? 0 : 30
  }
  tags = local.tags
}

resource "aws_connect_instance_storage_config" "recordings" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "CALL_RECORDINGS"

  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = "recordings"
      bucket_prefix = local.second ? "second" : "first"
    }
  }
}

resource "aws_connect_instance_storage_config" "records" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "CONTACT_TRACE_RECORDS"

  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config {
      stream_arn = "arn:aws:kinesis:us-east-1:000000000000:stream/${local.second ? "second" : "first"}"
    }
  }
}

resource "aws_connect_lambda_function_association" "this" {
  instance_id  = aws_connect_instance.this.id
  function_arn = "arn:aws:lambda:us-east-1:000000000000:function:dip:live"
}

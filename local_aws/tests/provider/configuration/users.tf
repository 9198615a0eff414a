# Users, their hierarchy and security profiles.

resource "aws_connect_security_profile" "this" {
  instance_id = aws_connect_instance.this.id
  name        = "Support staff"
  description = local.second ? null : "Agents of the support"
  permissions = local.second ? ["BasicAgentAccess", "Users.View", "Queues.View"] : ["BasicAgentAccess", "OutboundCallAccess"]
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
    dynamic "level_four" {
      for_each = local.second ? ["Shift"] : []
      content {
        name = level_four.value
      }
    }
    dynamic "level_five" {
      for_each = local.second ? ["Desk"] : []
      content {
        name = level_five.value
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

  lifecycle {
    # The provider can't read it, so that an import would plan another group.
    ignore_changes = [parent_group_id]
  }
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

resource "aws_connect_user" "jack" {
  instance_id          = aws_connect_instance.this.id
  name                 = "jack"
  password             = "Passw0rd-of-Jack"
  routing_profile_id   = data.aws_connect_routing_profile.basic.routing_profile_id
  security_profile_ids = [data.aws_connect_security_profile.agent.security_profile_id]

  identity_info {
    first_name = "Jack"
    last_name  = "Doe"
  }

  phone_config {
    phone_type = "SOFT_PHONE"
  }
}

resource "aws_connect_user" "john" {
  instance_id          = aws_connect_instance.this.id
  name                 = "john"
  password             = "Passw0rd-of-John"
  routing_profile_id   = data.aws_connect_routing_profile.basic.routing_profile_id
  security_profile_ids = [data.aws_connect_security_profile.agent.security_profile_id]

  identity_info {
    first_name = "John"
    last_name  = "Doe"
  }

  phone_config {
    phone_type = "SOFT_PHONE"
  }
}

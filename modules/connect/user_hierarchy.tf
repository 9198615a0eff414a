# A group needs its parent's id, and a resource can't refer to itself: hence one resource per level, each keyed by the
# whole path. Paths imply the groups above them.

locals {
  group_paths = toset(flatten([
    for path in var.user_hierarchy.groups : [
      for depth in range(1, length(split("/", path)) + 1) : join("/", slice(split("/", path), 0, depth))
    ]
  ]))

  # One map per level, path => its last name and its parent's path.
  groups = [
    for depth in range(1, 6) : {
      for path in local.group_paths : path => {
        name   = element(split("/", path), depth - 1)
        parent = join("/", slice(split("/", path), 0, depth - 1))
      } if length(split("/", path)) == depth
    }
  ]
}

resource "aws_connect_user_hierarchy_structure" "this" {
  count = length(var.user_hierarchy.levels) > 0 ? 1 : 0

  instance_id = aws_connect_instance.this.id

  hierarchy_structure {
    level_one {
      name = var.user_hierarchy.levels[0]
    }

    dynamic "level_two" {
      for_each = slice(var.user_hierarchy.levels, min(1, length(var.user_hierarchy.levels)), min(2, length(var.user_hierarchy.levels)))
      content {
        name = level_two.value
      }
    }

    dynamic "level_three" {
      for_each = slice(var.user_hierarchy.levels, min(2, length(var.user_hierarchy.levels)), min(3, length(var.user_hierarchy.levels)))
      content {
        name = level_three.value
      }
    }

    dynamic "level_four" {
      for_each = slice(var.user_hierarchy.levels, min(3, length(var.user_hierarchy.levels)), min(4, length(var.user_hierarchy.levels)))
      content {
        name = level_four.value
      }
    }

    dynamic "level_five" {
      for_each = slice(var.user_hierarchy.levels, min(4, length(var.user_hierarchy.levels)), min(5, length(var.user_hierarchy.levels)))
      content {
        name = level_five.value
      }
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

resource "aws_connect_user_hierarchy_group" "level_one" {
  for_each = local.groups[0]

  instance_id = aws_connect_instance.this.id
  name        = each.value.name

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }

  # No attribute leads from a group to the structure, yet it must be there first and go last.
  depends_on = [aws_connect_user_hierarchy_structure.this]
}

resource "aws_connect_user_hierarchy_group" "level_two" {
  for_each = local.groups[1]

  instance_id     = aws_connect_instance.this.id
  name            = each.value.name
  parent_group_id = aws_connect_user_hierarchy_group.level_one[each.value.parent].hierarchy_group_id

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
    # The provider can't read it, so that an imported group has none, and would be made anew for it. Another parent is
    # another path, and so another group.
    ignore_changes = [parent_group_id]
  }

  # No attribute leads from a group to the structure, yet it must be there first and go last.
  depends_on = [aws_connect_user_hierarchy_structure.this]
}

resource "aws_connect_user_hierarchy_group" "level_three" {
  for_each = local.groups[2]

  instance_id     = aws_connect_instance.this.id
  name            = each.value.name
  parent_group_id = aws_connect_user_hierarchy_group.level_two[each.value.parent].hierarchy_group_id

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
    # The provider can't read it, so that an imported group has none, and would be made anew for it. Another parent is
    # another path, and so another group.
    ignore_changes = [parent_group_id]
  }

  # No attribute leads from a group to the structure, yet it must be there first and go last.
  depends_on = [aws_connect_user_hierarchy_structure.this]
}

resource "aws_connect_user_hierarchy_group" "level_four" {
  for_each = local.groups[3]

  instance_id     = aws_connect_instance.this.id
  name            = each.value.name
  parent_group_id = aws_connect_user_hierarchy_group.level_three[each.value.parent].hierarchy_group_id

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
    # The provider can't read it, so that an imported group has none, and would be made anew for it. Another parent is
    # another path, and so another group.
    ignore_changes = [parent_group_id]
  }

  # No attribute leads from a group to the structure, yet it must be there first and go last.
  depends_on = [aws_connect_user_hierarchy_structure.this]
}

resource "aws_connect_user_hierarchy_group" "level_five" {
  for_each = local.groups[4]

  instance_id     = aws_connect_instance.this.id
  name            = each.value.name
  parent_group_id = aws_connect_user_hierarchy_group.level_four[each.value.parent].hierarchy_group_id

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
    # The provider can't read it, so that an imported group has none, and would be made anew for it. Another parent is
    # another path, and so another group.
    ignore_changes = [parent_group_id]
  }

  # No attribute leads from a group to the structure, yet it must be there first and go last.
  depends_on = [aws_connect_user_hierarchy_structure.this]
}

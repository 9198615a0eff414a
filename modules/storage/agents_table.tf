# The wanted state, one item per agent, and what became of it. The stream wakes provision.
resource "aws_dynamodb_table" "agents" {
  name         = "${var.name}-agents"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "username"

  deletion_protection_enabled = var.deletion_protection

  # The old image says whose user a deleted item was.
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "username"
    type = "S"
  }

  attribute {
    name = "source_key"
    type = "S"
  }

  attribute {
    name = "in_line"
    type = "S"
  }

  # Which agents a directory owns.
  global_secondary_index {
    name            = "by_source"
    hash_key        = "source_key"
    projection_type = "KEYS_ONLY"
  }

  # Sparse: only an agent that an import waits for, and that provision has not begun with, has the attribute. It spreads
  # an import over several hash keys, each of which takes 1,000 writes a second.
  global_secondary_index {
    name            = "in_line"
    hash_key        = "in_line"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    enabled        = true
    attribute_name = "expires_at"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.this.arn
  }
}

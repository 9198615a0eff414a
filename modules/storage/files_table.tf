# Every upload: its data, or its import record. The stream wakes report when an import's last agent is done.
resource "aws_dynamodb_table" "files" {
  name         = "${var.name}-files"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "key"
  range_key    = "sequencer"

  deletion_protection_enabled = var.deletion_protection

  # Only the new image: the items can hold 300 KB of an upload, and nobody compares.
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "key"
    type = "S"
  }

  attribute {
    name = "sequencer"
    type = "S"
  }

  attribute {
    name = "unfinished"
    type = "S"
  }

  attribute {
    name = "progress_at"
    type = "S"
  }

  attribute {
    name = "redaction"
    type = "S"
  }

  # Sparse: only an import that still runs has the attribute, so stuck ones are found without a scan.
  global_secondary_index {
    name            = "unfinished"
    hash_key        = "unfinished"
    range_key       = "progress_at"
    projection_type = "KEYS_ONLY"
  }

  # As sparse: only a directory that came with passwords has the attribute, and most say "done".
  global_secondary_index {
    name            = "redaction"
    hash_key        = "redaction"
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

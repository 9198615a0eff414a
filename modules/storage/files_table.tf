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

  attribute {
    name = "kind"
    type = "S"
  }

  attribute {
    name = "started_at"
    type = "S"
  }

  attribute {
    name = "import_id"
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

  # Imports by their start. Every record has a kind, and no plain file a start. One kind is one hash key, which takes
  # 1,000 writes a second: an import writes here once, as its counts are in the table alone.
  global_secondary_index {
    name            = "by_start"
    hash_key        = "kind"
    range_key       = "started_at"
    projection_type = "KEYS_ONLY"
  }

  # As above, by the import's id, of which its beginning is enough.
  global_secondary_index {
    name            = "by_import_id"
    hash_key        = "kind"
    range_key       = "import_id"
    projection_type = "KEYS_ONLY"
  }

  # Plain files with what a listing shows and without their content, of which the items in the table hold up to 300 KB.
  global_secondary_index {
    name               = "by_key"
    hash_key           = "kind"
    range_key          = "key"
    projection_type    = "INCLUDE"
    non_key_attributes = ["bucket", "content_type", "size", "uploaded_at", "version_id"]
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

# What happened to each line of each import; with the plan in the reports bucket it is the report.
resource "aws_dynamodb_table" "outcomes" {
  name         = "${var.name}-outcomes"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "import_id"
  range_key    = "line"

  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "import_id"
    type = "S"
  }

  attribute {
    name = "line"
    type = "N"
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

# What the storage of an instance and its flows refer to.

resource "aws_s3_bucket" "place" {
  for_each = toset(["first", "second"])
  bucket   = "provider-test-${each.key}"
}

resource "aws_kms_key" "place" {
  for_each                = toset(["first", "second"])
  deletion_window_in_days = 7
}

resource "aws_kinesis_stream" "place" {
  for_each    = toset(["first", "second"])
  name        = "provider-test-${each.key}"
  shard_count = 1
}

resource "aws_kinesis_firehose_delivery_stream" "place" {
  for_each    = toset(["second"])
  name        = "provider-test-${each.key}"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = aws_iam_role.this.arn
    bucket_arn = aws_s3_bucket.place[each.key].arn
  }

  lifecycle {
    # ministack does not answer the time zone that the provider sends.
    ignore_changes = [extended_s3_configuration]
  }
}

resource "aws_iam_role" "this" {
  name = "provider-test"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["firehose.amazonaws.com", "lambda.amazonaws.com"] }
    }]
  })
}

resource "aws_lambda_function" "dip" {
  function_name = "dip"
  filename      = "${path.module}/function.zip"
  handler       = "function.handler"
  role          = aws_iam_role.this.arn
  runtime       = "python3.13"
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.dip.function_name
  function_version = "$LATEST"
}

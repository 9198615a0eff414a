# Where an instance stores what it records, and the functions that its flows may call; each place exists.

locals {
  place = local.second ? "second" : "first"
}

resource "aws_connect_instance_storage_config" "recordings" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "CALL_RECORDINGS"

  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = aws_s3_bucket.place[local.place].bucket
      bucket_prefix = local.place

      dynamic "encryption_config" {
        for_each = local.second ? [aws_kms_key.place["second"].arn] : []
        content {
          encryption_type = "KMS"
          key_id          = encryption_config.value
        }
      }
    }
  }
}

resource "aws_connect_instance_storage_config" "records" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "CONTACT_TRACE_RECORDS"

  storage_config {
    storage_type = local.second ? "KINESIS_FIREHOSE" : "KINESIS_STREAM"

    dynamic "kinesis_stream_config" {
      for_each = local.second ? [] : [aws_kinesis_stream.place["first"].arn]
      content {
        stream_arn = kinesis_stream_config.value
      }
    }

    dynamic "kinesis_firehose_config" {
      for_each = local.second ? [aws_kinesis_firehose_delivery_stream.place["second"].arn] : []
      content {
        firehose_arn = kinesis_firehose_config.value
      }
    }
  }
}

resource "aws_connect_instance_storage_config" "events" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "AGENT_EVENTS"

  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config {
      stream_arn = aws_kinesis_stream.place[local.place].arn
    }
  }
}

resource "aws_connect_instance_storage_config" "media" {
  instance_id   = aws_connect_instance.this.id
  resource_type = "MEDIA_STREAMS"

  storage_config {
    storage_type = "KINESIS_VIDEO_STREAM"
    kinesis_video_stream_config {
      prefix                 = local.place
      retention_period_hours = local.second ? 24 : 0
      encryption_config {
        encryption_type = "KMS"
        key_id          = aws_kms_key.place[local.place].arn
      }
    }
  }
}

# S3 Control, whose calls have the account before the host; provider 6.23 and later make such calls for each bucket.
resource "aws_s3_access_point" "place" {
  bucket = aws_s3_bucket.place[local.place].bucket
  name   = "place"
}

resource "aws_connect_lambda_function_association" "this" {
  instance_id  = aws_connect_instance.this.id
  function_arn = local.second ? aws_lambda_function.dip.arn : aws_lambda_alias.live.arn
}

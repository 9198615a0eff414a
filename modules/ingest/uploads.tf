locals {
  # .DS_Store, .gitkeep and the like are nobody's upload.
  uploads = toset(var.uploads_dir == null ? [] : [
    for path in fileset(coalesce(var.uploads_dir, "."), "**") : path
    if !anytrue([for part in split("/", path) : startswith(part, ".")])
  ])

  content_types = {
    csv  = "text/csv"
    json = "application/json"
    txt  = "text/plain"
  }
}

# Sent once the notification is there, so that the deployment itself starts the flow.
resource "aws_s3_object" "uploads" {
  for_each = local.uploads

  bucket       = var.upload_bucket.name
  key          = each.value
  source       = "${var.uploads_dir}/${each.value}"
  source_hash  = filesha256("${var.uploads_dir}/${each.value}")
  content_type = lookup(local.content_types, lower(element(split(".", each.value), -1)), "application/octet-stream")

  # An object takes 10 tags at most, and a copy without passwords that replaces this one would carry none.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    # source_hash alone decides whether a file is sent again: a copy without passwords may have replaced the object. When it
    # is sent again, the provider repeats the metadata it found there: a mark in it must name the content that it is for.
    ignore_changes = [content_type, metadata, tags, tags_all]
  }

  depends_on = [
    aws_s3_bucket_notification.uploads,
    aws_lambda_function_event_invoke_config.ingest,
  ]
}

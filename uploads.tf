# Sends the files of uploads_dir to the upload bucket, so that the deployment itself starts the flow.

locals {
  # Not .DS_Store, .gitkeep and the like.
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

# The bucket's name comes from the output `deployment`, so the notification that invokes ingest is there first.
resource "aws_s3_object" "uploads" {
  for_each = local.uploads

  bucket       = module.staffing.deployment.upload_bucket
  key          = each.value
  source       = "${var.uploads_dir}/${each.value}"
  source_hash  = filesha256("${var.uploads_dir}/${each.value}")
  content_type = lookup(local.content_types, lower(element(split(".", each.value), -1)), "application/octet-stream")

  # No tags: an object takes 10 at most, var.tags may be more. And when ingest replaces the object by a copy without
  # passwords, the copy has none, which the next plan would want to change.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    # source_hash alone decides whether a file is sent again, because ingest may have replaced the object by a copy
    # without passwords. When a file is sent again, the provider sends the metadata that it read from the copy too; the
    # mark in it that says "this is a copy" names the content that it belongs to, so it does no harm.
    ignore_changes = [content_type, metadata, tags, tags_all]
  }
}

# The bucket's name comes from `deployment`, so by now everything is there that the rows name.
resource "aws_s3_object" "agents" {
  bucket       = module.staffing.deployment.upload_bucket
  key          = "agents.csv"
  source       = "${path.root}/agents.csv"
  source_hash  = filesha256("${path.root}/agents.csv")
  content_type = "text/csv"
}

provider "aws" {
  region = var.region

  # One place for tags: no module has a tags variable, and nothing can be forgotten.
  default_tags {
    tags = var.tags
  }
}

terraform {
  required_version = ">= 1.11"

  required_providers {
    # 6.14.0 fails updates of buckets and functions with "Missing Resource Identity After Update".
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, != 6.14.0, < 7.0.0" }
  }
}

terraform {
  required_version = ">= 1.11"

  # A lock beside the state keeps two applies apart. The rest is in state.s3.tfbackend, as a backend takes no variables.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    # 6.14.0 fails updates of buckets and functions with "Missing Resource Identity After Update".
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, != 6.14.0, < 7.0.0" }
  }
}

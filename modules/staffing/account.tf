data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Read for its region alone: the provider deprecates the attributes of aws_region one by one in version 6.
data "aws_service" "connect" {
  service_id = "connect"
}

locals {
  account = {
    id         = data.aws_caller_identity.current.account_id
    region     = data.aws_service.connect.region
    partition  = data.aws_partition.current.partition
    dns_suffix = data.aws_partition.current.dns_suffix
  }
}

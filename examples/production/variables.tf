# Values are in production.auto.tfvars.
variable "deletion_protection" { type = bool }
variable "notification_email" { type = string }
variable "permissions_boundary_arn" { type = string }

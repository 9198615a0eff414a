variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Example: \"rollcall-staff\"."
  type        = string
  default     = "rollcall-staff"
  nullable    = false
}

variable "region" {
  description = "AWS region of the instance. Null takes the region of the environment. Example: \"eu-central-1\"."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2}(-[a-z]+){1,2}-[0-9]$", var.region))
    error_message = "Give region as AWS writes it, for example \"us-east-1\", or leave it out to use the environment's."
  }
}

variable "instance_id" {
  description = "Id of the instance to staff, the last part of its ARN. Give this or instance_alias."
  type        = string
  default     = null

  validation {
    condition     = var.instance_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.instance_id))
    error_message = "instance_id is the last part of the instance's ARN: 8-4-4-4-12 digits and letters a-f."
  }
}

variable "instance_alias" {
  description = "Alias of the instance to staff, the first part of its login URL. Give this or instance_id. Example: \"acme-support\"."
  type        = string
  default     = null

  validation {
    condition     = (var.instance_alias == null) != (var.instance_id == null)
    error_message = "Name the instance either by instance_id or by instance_alias."
  }

  validation {
    condition     = var.instance_alias == null || length(trimspace(coalesce(var.instance_alias, "-"))) > 0
    error_message = "instance_alias is empty: give the first part of the instance's login URL, or use instance_id."
  }
}

variable "settings" {
  description = "How the instance is staffed: the input `settings` of modules/staffing, whose README lists the attributes. Example: { directory_mode = \"mirror\", default_phone_country = \"DE\" }."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Example: \"rollcall-staff\"."
  type        = string
  default     = "rollcall-staff"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name)) && !can(regex("^(xn--|sthree-|amzn-s3-demo-)", var.name))
    error_message = "Use 3-32 lower-case letters, digits and hyphens for name; begin with a letter, but not with xn--, sthree- or amzn-s3-demo-, and end with a letter or digit."
  }
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

variable "connect_requests_per_second" {
  description = "What Rollcall may use of the account's quota for Amazon Connect's write calls, in requests a second. AWS starts with 2, which all instances and programs of the account share. Example: 1."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.connect_requests_per_second > 0
    error_message = "Set connect_requests_per_second to a number above 0."
  }
}

variable "default_routing_profile" {
  description = "Routing profile of the instance for rows that leave it out, 1-127 characters."
  type        = string
  default     = "Basic Routing Profile"
  nullable    = false

  validation {
    condition     = length(trimspace(var.default_routing_profile)) >= 1 && length(var.default_routing_profile) <= 127
    error_message = "Give default_routing_profile the name of a routing profile, 1-127 characters."
  }
}

variable "default_security_profiles" {
  description = "Security profiles of the instance, 1-10 names, for rows that leave them out. Example: [\"Agent\"]."
  type        = list(string)
  default     = ["Agent"]
  nullable    = false

  validation {
    condition     = length(var.default_security_profiles) >= 1 && length(var.default_security_profiles) <= 10 && alltrue([for profile in var.default_security_profiles : length(trimspace(profile)) >= 1])
    error_message = "A Connect user has 1-10 security profiles: give default_security_profiles that many names, none of them empty."
  }
}

variable "allowed_security_profiles" {
  description = "Security profiles that a row may ask for, and that a user may hold for Rollcall to touch it at all. Null allows all but Admin. Example: [\"Agent\"]."
  type        = list(string)
  default     = null

  validation {
    condition = alltrue([
      for profile in var.default_security_profiles :
      var.allowed_security_profiles == null ? profile != "Admin" : try(contains(var.allowed_security_profiles, profile), false)
    ])
    error_message = "default_security_profiles has a profile that allowed_security_profiles does not allow, so every row without its own would be rejected: add it there or take another default."
  }
}

variable "deletion_protection" {
  description = "True: terraform destroy is refused before anything is touched, and tables and buckets refuse to be deleted."
  type        = bool
  default     = false
  nullable    = false
}

variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Example: \"rollcall-saml\"."
  type        = string
  default     = "rollcall-saml"
  nullable    = false
}

variable "region" {
  description = "AWS region. Null takes the region of the environment. Example: \"eu-central-1\"."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2}(-[a-z]+){1,2}-[0-9]$", var.region))
    error_message = "Give region as AWS writes it, for example \"us-east-1\", or leave it out to use the environment's."
  }
}

variable "instance_alias" {
  description = "Alias of the Amazon Connect instance, globally unique, 1-45 characters. Null gives <name>-<account id>. Example: \"acme-support\"."
  type        = string
  default     = null
}

variable "phone_number" {
  description = "The number that is claimed for the contact flow: country code and type (DID, TOLL_FREE or UIFN). Null claims none. Example: { country_code = \"GB\", type = \"DID\" }."
  type = object({
    country_code = string
    type         = string
  })
  default = { country_code = "US", type = "DID" }
}

variable "settings" {
  description = "How the instance is staffed: the input `settings` of modules/staffing, whose README lists the attributes. Example: { directory_mode = \"mirror\", default_phone_country = \"DE\" }."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

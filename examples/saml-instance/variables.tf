variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Example: \"rollcall-saml\"."
  type        = string
  default     = "rollcall-saml"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name)) && !can(regex("^(d-|xn--|sthree-|amzn-s3-demo-)", var.name))
    error_message = "Use 3-32 lower-case letters, digits and hyphens for name; begin with a letter, but not with d-, xn--, sthree- or amzn-s3-demo-, and end with a letter or digit."
  }
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

  validation {
    condition     = var.instance_alias == null || can(regex("^[0-9A-Za-z]+(-*[0-9A-Za-z])*$", var.instance_alias)) && length(coalesce(var.instance_alias, "-")) <= 45 && !startswith(coalesce(var.instance_alias, "-"), "d-")
    error_message = "Use 1-45 letters, digits and hyphens for instance_alias; begin and end with a letter or digit, and do not begin with \"d-\"."
  }
}

variable "phone_number" {
  description = "The number that is claimed for the contact flow: country code and type (DID, TOLL_FREE or UIFN). Null claims none. Example: { country_code = \"GB\", type = \"DID\" }."
  type = object({
    country_code = string
    type         = string
  })
  default = { country_code = "US", type = "DID" }

  validation {
    condition     = var.phone_number == null || can(regex("^[A-Z]{2}$", var.phone_number.country_code)) && try(contains(["DID", "TOLL_FREE", "UIFN"], var.phone_number.type), false)
    error_message = "Write phone_number.country_code as two capital letters, and set phone_number.type to \"DID\", \"TOLL_FREE\" or \"UIFN\"."
  }
}

variable "deletion_protection" {
  description = "True: terraform destroy is refused before anything is touched, and tables and buckets refuse to be deleted."
  type        = bool
  default     = false
  nullable    = false
}

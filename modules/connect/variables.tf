variable "contact_flow" {
  description = "Kind of flow (disconnect, queue or custom), the greeting or null for the kind's default, and the file of a custom flow."
  type = object({
    type     = string
    greeting = optional(string)
    file     = optional(string)
  })
  nullable = false
}

variable "identity_management_type" {
  description = "CONNECT_MANAGED or SAML."
  type        = string
  nullable    = false
}

variable "instance_alias" {
  description = "Alias of the instance, globally unique, 1-45 characters."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Prefix of names, for example \"rollcall\"."
  type        = string
  nullable    = false
}

variable "phone_number" {
  description = "Number to claim: country code, type and optional prefix; null claims none."
  type = object({
    country_code = string
    type         = string
    prefix       = optional(string)
  })
}

variable "user_hierarchy" {
  description = "Names of up to five levels, top first, and the paths of groups, for example \"Seattle/Billing\"."
  type = object({
    levels = list(string)
    groups = list(string)
  })
  nullable = false
}

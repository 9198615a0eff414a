variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Example: \"rollcall-centre\"."
  type        = string
  default     = "rollcall-centre"
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

variable "user_hierarchy" {
  description = "The agent hierarchy that rows may name: the input `user_hierarchy` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "contact_flow" {
  description = "What callers meet: the input `contact_flow` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = { type = "queue" }
  nullable = false
}

variable "contact_flows" {
  description = "Further contact flows: the input `contact_flows` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "hours_of_operation" {
  description = "Hours of operation: the input `hours_of_operation` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "queues" {
  description = "Queues: the input `queues` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "quick_connects" {
  description = "Quick connects: the input `quick_connects` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "routing_profiles" {
  description = "Routing profiles: the input `routing_profiles` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "security_profiles" {
  description = "Security profiles: the input `security_profiles` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "phone_numbers" {
  description = "Phone numbers: the input `phone_numbers` of modules/connect. centre.auto.tfvars has an example."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

variable "storage" {
  description = "Where recordings are kept: the input `storage` of modules/connect. Null keeps none. Example: {}."
  type        = any
  default     = null
}

variable "settings" {
  description = "How the instance is staffed: the input `settings` of modules/staffing, whose README lists the attributes. Example: { directory_mode = \"mirror\", default_phone_country = \"DE\" }."
  # The module knows the type and the defaults.
  type     = any
  default  = {}
  nullable = false
}

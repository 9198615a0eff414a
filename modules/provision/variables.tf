variable "account" {
  description = "AWS region."
  type = object({
    region = string
  })
  nullable = false
}

variable "agents_table" {
  description = "Table with the wanted state of each agent, and its stream."
  type = object({
    name       = string
    arn        = string
    stream_arn = string
  })
  nullable = false
}

variable "allowed_security_profiles" {
  description = "Security profiles that a row may ask for; null allows all but Admin."
  type        = list(string)
}

variable "connect_requests_per_second" {
  description = "The account's quota, in requests a second, for Connect's write calls; AWS starts with 2."
  type        = number
  default     = 2
  nullable    = false
}

variable "default_routing_profile" {
  description = "Routing profile for rows that leave it out."
  type        = string
  nullable    = false
}

variable "default_security_profiles" {
  description = "Security profiles for rows that leave them out."
  type        = list(string)
  nullable    = false
}

variable "failure_queue" {
  description = "Queue for what the function could not do."
  type = object({
    arn = string
  })
  nullable = false
}

variable "files_table" {
  description = "Table with the import records."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "function" {
  description = "What all functions share: project, short name, zip, runtime, architecture, log retention and key."
  type = object({
    project            = string
    service            = string
    package            = string
    runtime            = string
    architecture       = string
    log_retention_days = number
    key_arn            = string
  })
  nullable = false
}

variable "identity_management_type" {
  description = "CONNECT_MANAGED or SAML."
  type        = string
  nullable    = false
}

variable "instance" {
  description = "Amazon Connect instance."
  type = object({
    id  = string
    arn = string
  })
  nullable = false
}

variable "outcomes_table" {
  description = "Table with what happened to each line."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "passwords" {
  description = "Prefix of the password secrets (no slash at its end), their ARN pattern and their key."
  type = object({
    prefix      = string
    arn_pattern = string
    key_arn     = string
  })
  nullable = false
}

variable "report_retention_days" {
  description = "Days that outcomes are kept."
  type        = number
  nullable    = false
}

variable "account" {
  description = "AWS account id, region and partition."
  type = object({
    id        = string
    region    = string
    partition = string
  })
  nullable = false
}

variable "agents_table" {
  description = "Table with the agents, which name the secrets of their initial passwords."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "contact_flow" {
  description = "Flow that the number leads to; null where there is no number."
  type = object({
    id  = string
    arn = string
  })
  default = null
}

variable "deletion_protection" {
  description = "True: destroy is refused."
  type        = bool
  nullable    = false
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

variable "guarded" {
  description = "Something of everything that the deletion guard stands before; its values don't matter, its dependencies do."
  type        = list(string)
  nullable    = false
}

variable "hierarchy_in_use" {
  description = "True when the instance has hierarchy groups of ours, which users may be in."
  type        = bool
  default     = false
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

variable "passwords" {
  description = "Prefix of the password secrets (no slash at its end), their ARN pattern and their key."
  type = object({
    prefix      = string
    arn_pattern = string
    key_arn     = string
  })
  nullable = false
}

variable "phone_number" {
  description = "Number to lead to the flow; null for none."
  type = object({
    id  = string
    arn = string
  })
  default = null
}

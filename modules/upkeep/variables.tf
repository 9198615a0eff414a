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
  description = "Table with the wanted state of each agent."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "failure_queue" {
  description = "Queue of what functions could not do."
  type = object({
    arn = string
    url = string
  })
  nullable = false
}

variable "files_table" {
  description = "Table with every upload."
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

variable "ingest_function_name" {
  description = "Function that takes uploads in."
  type        = string
  nullable    = false
}

variable "outcomes_table" {
  description = "Table with what happened to each line."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "password_retention_days" {
  description = "Days that initial passwords are kept."
  type        = number
  nullable    = false
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

variable "provision_function_name" {
  description = "Function that provisions agents."
  type        = string
  nullable    = false
}

variable "report_retention_days" {
  description = "Days that outcomes are kept."
  type        = number
  nullable    = false
}

variable "upload_bucket" {
  description = "Bucket that uploads are dropped into."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "upload_retention_days" {
  description = "Days that uploads and their records are kept."
  type        = number
  nullable    = false
}

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

variable "allowed_security_profiles" {
  description = "Security profiles that a row may ask for; null allows all but Admin."
  type        = list(string)
}

variable "default_phone_country" {
  description = "Country by which phone numbers without a + are read, two capital letters."
  type        = string
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

variable "directory_mode" {
  description = "merge or mirror: whether agents that disappear from a file are removed."
  type        = string
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

variable "max_removals_percent" {
  description = "Share of its agents that a file may remove, in percent."
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

variable "report_bucket" {
  description = "Bucket that takes the plans."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "upload_bucket" {
  description = "Bucket to watch."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "upload_retention_days" {
  description = "Days that items of the files table are kept."
  type        = number
  nullable    = false
}

variable "uploads_dir" {
  description = "Directory whose files are sent to the bucket; null sends nothing."
  type        = string
}

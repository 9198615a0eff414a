variable "account" {
  description = "AWS region."
  type = object({
    region = string
  })
  nullable = false
}

variable "failure_queue" {
  description = "Queue for what the function could not do."
  type = object({
    arn = string
  })
  nullable = false
}

variable "files_table" {
  description = "Table with the import records, and its stream."
  type = object({
    name       = string
    arn        = string
    stream_arn = string
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

variable "notification_topic" {
  description = "Topic that hears of each import that is over."
  type = object({
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

variable "report_bucket" {
  description = "Bucket with plans and reports."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

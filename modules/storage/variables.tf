variable "account" {
  description = "AWS account id, region and partition that everything lives in."
  type = object({
    id         = string
    region     = string
    partition  = string
    dns_suffix = string
  })
  nullable = false
}

variable "deletion_protection" {
  description = "True: tables refuse to be deleted, and buckets unless they are empty."
  type        = bool
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that S3 access logs are kept."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Prefix of names, for example \"rollcall\"."
  type        = string
  nullable    = false
}

variable "report_retention_days" {
  description = "Days that reports are kept."
  type        = number
  nullable    = false
}

variable "upload_retention_days" {
  description = "Days that uploaded objects and their older versions are kept."
  type        = number
  nullable    = false
}

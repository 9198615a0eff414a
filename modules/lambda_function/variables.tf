variable "description" {
  description = "What the function does, shown in the Lambda console."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Environment variables of this function; names and ARNs only, never a secret."
  type        = map(string)
  nullable    = false
}

variable "function" {
  description = "What all functions of a project share: the project's name, the function's short name, its zip, the runtime, and where and how long it logs."
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

variable "memory_mb" {
  description = "Memory in MB, 128-10240; processor time grows with it."
  type        = number
  nullable    = false

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240
    error_message = "Lambda takes 128-10240 MB: set memory_mb within them."
  }
}

variable "policy_json" {
  description = "IAM policy of what the function does besides logging."
  type        = string
  nullable    = false
}

variable "timeout_seconds" {
  description = "Longest run in seconds, 1-900."
  type        = number
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900
    error_message = "Lambda runs 1-900 seconds: set timeout_seconds within them."
  }
}

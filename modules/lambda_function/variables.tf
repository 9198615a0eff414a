variable "common" {
  description = <<-EOT
    What all functions of a deployment share.
    name: prefix of names.
    region: region of the deployment; the key is used only through services of this region.
    packages_dir: folder of the zips; the function's own is <service>.zip.
    runtime: Lambda's Python, for example "python3.13".
    architecture: arm64 or x86_64.
    log_retention_days: how long the log is kept.
    key_arn: key of the log and of everything that the function reads and writes.
    code_signing_config_arn: code signing configuration by which Lambda checks the zip; null has it take any.
    permissions_boundary_arn: policy beyond which the function's own policies count for nothing; null for none.
  EOT
  type = object({
    name               = string
    region             = string
    packages_dir       = string
    runtime            = string
    architecture       = string
    log_retention_days = number
    key_arn            = string

    code_signing_config_arn  = optional(string)
    permissions_boundary_arn = optional(string)
  })
  nullable = false
}

variable "description" {
  description = "What the function does, shown in the Lambda console."
  type        = string
  nullable    = false
}

variable "destroyed_before" {
  description = "Values of resources that must still exist while this function exists. On destroy the function loses its policy and goes, and only then these resources go."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "environment" {
  description = "Environment variables of this function; names and ARNs only, never a secret."
  type        = map(string)
  nullable    = false
}

variable "key_use" {
  description = <<-EOT
    How the function uses the key, by the services that use it for the function, for example "dynamodb"; a direct call to AWS KMS is refused.
    actions: actions of AWS KMS, for example "kms:Decrypt".
    context: what the service tells AWS KMS of the data that it uses the key for: names of its encryption context, and the values that are allowed, with wildcards. Empty where AWS does not document them.
  EOT
  type = map(object({
    actions = list(string)
    context = optional(map(list(string)), {})
  }))
  nullable = false

  validation {
    condition     = length(var.key_use) > 0 && alltrue([for use in var.key_use : length(use.actions) > 0])
    error_message = "Name at least one service in key_use, and of each at least one action: without them the function could use none of its data."
  }
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
  description = "IAM policy of what the function's own code does. Logging, the key and the stream are added here."
  type        = string
  nullable    = false
}

variable "service" {
  description = "The function's part in the flow, for example \"ingest\". It is the Python package with the handler, the name of the zip, and the end of the function's name."
  type        = string
  nullable    = false
}

variable "stream" {
  description = <<-EOT
    DynamoDB stream that invokes the function; null for none.
    arn: the stream's ARN.
    batch_size: records in a batch, at most.
    filters: patterns as JSON, of which a record has to match one.
    failure_queue_arn: queue that is told the position of a record that failed for 23 hours.
  EOT
  type = object({
    arn               = string
    batch_size        = number
    filters           = list(string)
    failure_queue_arn = string
  })
  default = null
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

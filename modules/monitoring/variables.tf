variable "account" {
  description = "AWS account id, region and partition."
  type = object({
    id        = string
    region    = string
    partition = string
  })
  nullable = false
}

variable "failure_queue" {
  description = "Queue of what functions could not do."
  type = object({
    name = string
  })
  nullable = false
}

variable "function_names" {
  description = "Names of the functions to watch, by their part in the flow."
  type        = map(string)
  nullable    = false
}

variable "key_arn" {
  description = "Key that encrypts the topic; its policy lets CloudWatch alarms use it for <name>-notifications."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Prefix of names, for example \"rollcall\"."
  type        = string
  nullable    = false
}

variable "notification_email" {
  description = "E-mail address that is subscribed to the topic; null for none."
  type        = string
}

variable "retry_queue" {
  description = "Queue of agents that have to be tried again."
  type = object({
    name = string
  })
  nullable = false
}

variable "stream_readers" {
  description = "Those of function_names that read a stream."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(var.stream_readers, keys(var.function_names))) == 0
    error_message = "stream_readers names a function that function_names lacks: name it there too."
  }
}

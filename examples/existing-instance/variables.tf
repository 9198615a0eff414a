variable "instance_alias" {
  description = "Alias of the instance to staff, the first part of its login URL. Example: \"acme-support\"."
  type        = string
}

variable "settings" {
  description = "How the instance is staffed: the input `settings` of modules/staffing. Example: { directory_mode = \"mirror\" }."
  type        = any # the module knows the type and the defaults
  default     = {}
}

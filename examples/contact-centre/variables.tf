# What each may be stands in the README of modules/staffing, for settings, and of modules/connect, for all others.
variable "settings" { default = {} }
variable "instance_alias" { default = null }
variable "user_hierarchy" { default = {} }
variable "hours_of_operation" { default = {} }
variable "queues" { default = {} }
variable "quick_connects" { default = {} }
variable "routing_profiles" { default = {} }
variable "security_profiles" { default = {} }
variable "contact_flow" { default = { type = "queue" } }
variable "contact_flows" { default = {} }
variable "phone_numbers" { default = {} }
variable "storage" { default = null }

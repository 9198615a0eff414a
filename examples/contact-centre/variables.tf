# All but the alias are in centre.auto.tfvars; modules/staffing (settings) and modules/connect say what they may be.
variable "settings" { type = any }
variable "instance_alias" { default = null }
variable "user_hierarchy" { type = any }
variable "hours_of_operation" { type = any }
variable "queues" { type = any }
variable "quick_connects" { type = any }
variable "routing_profiles" { type = any }
variable "security_profiles" { type = any }
variable "contact_flow" { type = any }
variable "contact_flows" { type = any }
variable "phone_numbers" { type = any }
variable "storage" { type = any }

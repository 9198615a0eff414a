output "deployment" {
  description = "Names of all that staffs the instance; scripts/rollcall finds them here."
  value       = module.staffing.deployment
}

output "login_url" {
  description = "Where agents and administrators log in."
  value       = module.connect.login_url
}

output "deployment" {
  description = "Names of all that staffs the instance; scripts/rollcall finds them here."
  value       = module.staffing.deployment
}

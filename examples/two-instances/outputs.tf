output "deployments" {
  description = "Names of all that staffs the instances. scripts/rollcall finds each by --deployment NAME --region REGION."
  value       = { us = module.staffing_us.deployment, eu = module.staffing_eu.deployment }
}

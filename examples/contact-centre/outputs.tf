output "deployment" { value = module.staffing.deployment }
output "contact_centre" { value = module.connect.contact_centre }
output "login_url" { value = module.connect.login_url }

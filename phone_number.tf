# What phone_number is where it is left out, in whole or in part.

locals {
  phone_number = var.phone_number == null ? null : merge(var.phone_number, {
    country_code = coalesce(var.phone_number.country_code, "US")
    type         = coalesce(var.phone_number.type, "DID")
  })
}

# Claimed all the same: a deployment that has the number, and adds others, must not lose it for good.
check "default_phone_number" {
  assert {
    condition     = var.phone_number == null || length(var.phone_numbers) == 0 || try(length(compact(values(var.phone_number))) > 0, false)
    error_message = "phone_number is left out, so a US number is claimed, and billed, beside those of phone_numbers. Set phone_number = null to claim none, or { country_code = \"US\", type = \"DID\" } to keep it."
  }
}

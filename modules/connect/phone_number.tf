locals {
  phone_numbers = merge(
    { for key in var.phone_number == null ? [] : ["inbound"] : key => {
      country_code = var.phone_number.country_code
      type         = var.phone_number.type
      prefix       = var.phone_number.prefix
      arn          = null
      # Not one of ours: it could not be changed later without losing the number for good.
      description = null
      flow        = null
    } },
    var.phone_numbers,
  )

  claimed_numbers    = { for key, number in local.phone_numbers : key => number if number.arn == null }
  taken_over_numbers = { for key, number in local.phone_numbers : key => number if number.arn != null }

  numbers = merge(
    { for key, number in aws_connect_phone_number.this : key => { id = number.id, arn = number.arn, phone_number = number.phone_number } },
    { for key, number in local.taken_over_numbers : key => { id = element(split("/", number.arn), 1), arn = number.arn, phone_number = null } },
  )
}

resource "aws_connect_phone_number" "this" {
  for_each = local.claimed_numbers

  target_arn   = aws_connect_instance.this.arn
  country_code = each.value.country_code
  type         = each.value.type
  prefix       = each.value.prefix
  description  = one(compact([each.value.description]))

  lifecycle {
    # The number is released with its instance, so it can't be moved to the new one.
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}

# Deployments from before there could be several numbers keep theirs.
moved {
  from = aws_connect_phone_number.inbound[0]
  to   = aws_connect_phone_number.this["inbound"]
}

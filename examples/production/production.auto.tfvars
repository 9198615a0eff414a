# True refuses terraform destroy. To destroy: set it to false, apply, then destroy.
deletion_protection = true

# Hears of each import that is over and of each alarm, once it has confirmed the first message.
notification_email = "contact-centre@example.com"

# The managed policy that your organisation wants on every role, "arn:aws:iam::111122223333:policy/boundary"; null for none.
permissions_boundary_arn = null

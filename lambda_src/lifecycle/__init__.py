"""The lifecycle function: steps of apply and destroy that Terraform's AWS provider has no resource for."""

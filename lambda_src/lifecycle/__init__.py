"""The lifecycle function: what Terraform's life cycle needs and its provider has no resource for."""

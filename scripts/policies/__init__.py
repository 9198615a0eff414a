"""Renders every policy of a deployment through Terraform, so that tests judge what AWS would get."""

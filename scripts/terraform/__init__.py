"""Runs Terraform for the project's own targets, apart from whatever the user has set up for real AWS."""

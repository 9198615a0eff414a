"""The project's own tools: packaging, Terraform set-up, checks and local AWS."""

"""A contact centre as inputs of Rollcall's Terraform root, with `import` blocks."""

# The functions make the secrets; Terraform knows their prefix alone.
locals {
  password_prefix = "${var.name}/passwords"

  # The only pattern by which policies name them.
  password_arns = "arn:${var.account.partition}:secretsmanager:${var.account.region}:${var.account.id}:secret:${local.password_prefix}/*"
}

# The secrets are made at run time, so Terraform knows no more of them than where they are.
locals {
  password_prefix = "${var.name}/passwords"

  # The only pattern by which policies name them.
  password_arns = "arn:${var.account.partition}:secretsmanager:${var.account.region}:${var.account.id}:secret:${local.password_prefix}/*"
}

locals {
  name    = "${var.common.name}-${var.service}"
  package = "${var.common.packages_dir}/${var.service}.zip"
}

resource "aws_lambda_function" "this" {
  function_name = local.name
  description   = var.description
  role          = aws_iam_role.this.arn
  runtime       = var.common.runtime
  architectures = [var.common.architecture]
  # The zip repeats the source tree, so this is also the name by which a test imports the handler.
  handler          = "${var.service}.handler.lambda_handler"
  filename         = local.package
  source_code_hash = fileexists(local.package) ? filebase64sha256(local.package) : null
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds

  code_signing_config_arn = var.common.code_signing_config_arn

  environment {
    variables = merge(var.environment, {
      POWERTOOLS_LOG_LEVEL         = "INFO"
      POWERTOOLS_METRICS_NAMESPACE = "Rollcall"
      POWERTOOLS_SERVICE_NAME      = var.service
      ROLLCALL_NAME                = var.common.name
    })
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  lifecycle {
    # A precondition and not a variable's validation: that would fail `terraform validate` too, which needs no zip.
    precondition {
      condition     = fileexists(local.package)
      error_message = "${local.package} does not exist. In a checkout of Rollcall, run `make build`: it writes the zips to build/. Elsewhere, put the zips of a release into the folder that packages_dir names."
    }
  }

  # The function must not run before it has its permissions, nor after it has lost them.
  depends_on = [aws_iam_role_policy.logs, aws_iam_role_policy.work]
}

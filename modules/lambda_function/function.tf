locals {
  name = "${var.function.project}-${var.function.service}"
}

resource "aws_lambda_function" "this" {
  function_name = local.name
  description   = var.description
  role          = aws_iam_role.this.arn
  runtime       = var.function.runtime
  architectures = [var.function.architecture]
  # The zip repeats the source tree, so this is also the name to import in a test.
  handler          = "${var.function.service}.handler.lambda_handler"
  filename         = var.function.package
  source_code_hash = fileexists(var.function.package) ? filebase64sha256(var.function.package) : null
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds

  environment {
    variables = merge(var.environment, {
      POWERTOOLS_LOG_LEVEL         = "INFO"
      POWERTOOLS_METRICS_NAMESPACE = "Rollcall"
      POWERTOOLS_SERVICE_NAME      = var.function.service
      ROLLCALL_NAME                = var.function.project
    })
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  lifecycle {
    # Here and not in a variable's validation, which would already break `terraform validate`.
    precondition {
      condition     = fileexists(var.function.package)
      error_message = "${var.function.package} does not exist. Run `make build` first: it packs the functions."
    }
  }

  # Nothing may run before it is allowed to do its work, or after it no longer is.
  depends_on = [aws_iam_role_policy.logs, aws_iam_role_policy.work]
}

data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "RunAsFunction"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = local.name
  description        = "What ${local.name} may do"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

# No logs:CreateLogGroup: a late invocation must not bring the group back after destroy has removed it.
data "aws_iam_policy_document" "logs" {
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:log-stream:*"]
  }
}

resource "aws_iam_role_policy" "logs" {
  name   = "logs"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "work" {
  source_policy_documents = [var.policy_json]

  # The role can't call AWS KMS itself: these services use the key for it when it reads and writes its data.
  statement {
    sid       = "UseKey"
    actions   = var.key_use.actions
    resources = [var.common.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [for service in var.key_use.services : "${service}.${var.common.region}.amazonaws.com"]
    }
  }

  dynamic "statement" {
    for_each = var.stream == null ? [] : [var.stream]

    content {
      sid       = "ReadStream"
      actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
      resources = [statement.value.arn]
    }
  }

  # The action takes no resource. Lambda checks that the role has it before it creates the event source mapping.
  dynamic "statement" {
    for_each = var.stream == null ? [] : [var.stream]

    content {
      sid       = "ListStreams"
      actions   = ["dynamodb:ListStreams"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.stream == null ? [] : [var.stream]

    content {
      sid       = "HandOverFailedRecords"
      actions   = ["sqs:SendMessage"]
      resources = [statement.value.failure_queue_arn]
    }
  }
}

resource "aws_iam_role_policy" "work" {
  name   = "work"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.work.json

  # Destroyed before them, see the variable.
  depends_on = [var.destroyed_before]
}

# No aws:SourceArn or aws:SourceAccount: Lambda's guide knows them for who invokes a function, and does not say that Lambda
# gives them when it takes a role. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
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
  name                 = local.name
  description          = "What ${local.name} may do"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = var.common.permissions_boundary_arn
}

# No logs:CreateLogGroup: a late invocation must not bring the group back after destroy has removed it.
data "aws_iam_policy_document" "logs" {
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.log_group_arn}:log-stream:*"]
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
  dynamic "statement" {
    for_each = var.key_use

    content {
      sid       = "UseKeyFor${title(statement.key)}"
      actions   = statement.value.actions
      resources = [var.common.key_arn]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["${statement.key}.${var.common.region}.amazonaws.com"]
      }

      # What the service tells AWS KMS of the data that it uses the key for, as its guide has it. DynamoDB names the table,
      # Amazon S3 the bucket where it uses a bucket key and else the object, Secrets Manager the secret, Amazon SNS the topic.
      # Of Amazon SQS no guide names any.
      # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
      # https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
      # https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic.html
      dynamic "condition" {
        for_each = statement.value.context

        content {
          test     = "StringLike"
          variable = "kms:EncryptionContext:${condition.key}"
          values   = condition.value
        }
      }
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

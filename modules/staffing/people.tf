# What people who work with the deployment may do, for whoever gives it to users, groups or permission sets. Off by
# default: to make a managed policy, and to destroy one, whoever applies needs permissions that nothing else here takes.

locals {
  parameter    = "arn:${local.account.partition}:ssm:${local.account.region}:${local.account.id}:parameter"
  function_arn = "arn:${local.account.partition}:lambda:${local.account.region}:${local.account.id}:function"

  # The output people_policy_arns.
  people_policies = !var.settings.people_policies ? null : {
    operator        = aws_iam_policy.operator[0].arn
    password_reader = aws_iam_policy.password_reader[0].arn
    uploader        = aws_iam_policy.uploader[""].arn
    uploaders       = { for team in keys(var.settings.uploaders) : team => aws_iam_policy.uploader[team].arn }
  }
}

# Everything that the commands of `rollcall` call but the reading of passwords; tests/contract compares the two.
data "aws_iam_policy_document" "operator" {
  statement {
    sid       = "FindDeployment"
    actions   = ["ssm:GetParameter"]
    resources = ["${local.parameter}/rollcall/${var.name}/deployment"]
  }

  statement {
    sid       = "ReadRules"
    actions   = ["lambda:GetFunctionConfiguration"]
    resources = [for name in [module.ingest.name, module.provision.name] : "${local.function_arn}:${name}"]
  }

  statement {
    sid       = "Redrive"
    actions   = ["lambda:InvokeFunction"]
    resources = ["${local.function_arn}:${module.upkeep.name}"]
  }

  statement {
    sid       = "LookAtFailures"
    actions   = ["sqs:ChangeMessageVisibility", "sqs:ReceiveMessage"]
    resources = [module.storage.failure_queue_arn]
  }

  # The action takes no resource.
  statement {
    sid       = "SeeHowFarFunctionsLag"
    actions   = ["cloudwatch:GetMetricData"]
    resources = ["*"]
  }

  # `rollcall files delete` deletes the versions of a plain file.
  statement {
    sid       = "UploadAndDeleteFiles"
    actions   = ["s3:DeleteObjectVersion", "s3:PutObject"]
    resources = ["${module.storage.upload_bucket.arn}/*"]
  }

  # Listing shows names and versions alone. No reading: an upload holds its passwords until ingest has taken them out.
  statement {
    sid       = "SeeWhatWaits"
    actions   = ["s3:ListBucketVersions"]
    resources = [module.storage.upload_bucket.arn]
  }

  statement {
    sid       = "FindReports"
    actions   = ["s3:ListBucket"]
    resources = [module.storage.report_bucket.arn]
  }

  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = ["${module.storage.report_bucket.arn}/*"]
  }

  # Stopping an import writes its record; `rollcall files delete` deletes items.
  statement {
    sid = "ReadAndStopImports"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [module.storage.files_table.arn]
  }

  statement {
    sid     = "FindImports"
    actions = ["dynamodb:Query"]
    resources = [
      for index in ["by_import_id", "by_key", "by_start", "unfinished"] : "${module.storage.files_table.arn}/index/${index}"
    ]
  }

  statement {
    sid       = "ReadAndRequeueAgents"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
    resources = [module.storage.agents_table.arn]
  }

  statement {
    sid       = "FindAgentsOfAnUpload"
    actions   = ["dynamodb:Query"]
    resources = ["${module.storage.agents_table.arn}/index/by_source"]
  }

  # Stopping an import writes outcomes of the agents that it gives up, and trying an agent again takes its outcome back.
  statement {
    sid       = "ReadAndChangeOutcomes"
    actions   = ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [module.storage.outcomes_table.arn]
  }

  # It changes nothing in Amazon Connect: provision does.
  statement {
    sid = "ReadInstance"
    actions = [
      "connect:DescribeContactFlow",
      "connect:DescribeContactFlowModule",
      "connect:DescribeHoursOfOperation",
      "connect:DescribeInstance",
      "connect:DescribePredefinedAttribute",
      "connect:DescribeQueue",
      "connect:DescribeQuickConnect",
      "connect:DescribeRoutingProfile",
      "connect:DescribeSecurityProfile",
      "connect:DescribeUser",
      "connect:DescribeUserHierarchyGroup",
      "connect:DescribeUserHierarchyStructure",
      "connect:ListContactFlowModules",
      "connect:ListContactFlows",
      "connect:ListFlowAssociations",
      "connect:ListHoursOfOperations",
      "connect:ListInstanceAttributes",
      "connect:ListInstanceStorageConfigs",
      "connect:ListLambdaFunctions",
      "connect:ListPrompts",
      "connect:ListQueueQuickConnects",
      "connect:ListQueues",
      "connect:ListQuickConnects",
      "connect:ListRoutingProfileQueues",
      "connect:ListRoutingProfiles",
      "connect:ListSecurityProfilePermissions",
      "connect:ListSecurityProfiles",
      "connect:ListUserHierarchyGroups",
      "connect:ListUserProficiencies",
      "connect:SearchUsers",
    ]
    resources = [var.instance.arn, "${var.instance.arn}/*"]
  }

  # Numbers belong to the account; the command asks for those of the instance.
  statement {
    sid       = "ListNumbers"
    actions   = ["connect:ListPhoneNumbersV2"]
    resources = ["arn:${local.account.partition}:connect:${local.account.region}:${local.account.id}:phone-number/*"]
  }

  # The action takes no resource. Connect wants it of whoever describes an instance.
  statement {
    sid       = "DescribeInstancesDirectory"
    actions   = ["ds:DescribeDirectories"]
    resources = ["*"]
  }

  statement {
    sid       = "UseKeyForTables"
    actions   = ["kms:Decrypt"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["dynamodb.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:dynamodb:tableName"
      values   = [for table in [module.storage.agents_table, module.storage.files_table, module.storage.outcomes_table] : table.name]
    }
  }

  statement {
    sid       = "UseKeyForFailures"
    actions   = ["kms:Decrypt"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sqs.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:sqs:arn"
      values   = [module.storage.failure_queue_arn]
    }
  }

  # To send a large file in parts S3 decrypts, too. It names the bucket when it uses a bucket key, else the object.
  statement {
    sid       = "UseKeyForObjects"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values = flatten([
        for bucket in [module.storage.upload_bucket, module.storage.report_bucket] : [bucket.arn, "${bucket.arn}/*"]
      ])
    }
  }
}

resource "aws_iam_policy" "operator" {
  count = var.settings.people_policies ? 1 : 0

  name        = "${var.name}-operator"
  description = "All commands of rollcall for ${var.name}, but for passwords"
  policy      = data.aws_iam_policy_document.operator.json
}

# Beside the operator's: what shows passwords.
data "aws_iam_policy_document" "password_reader" {
  # The action takes no resource. It shows names of secrets, not their values.
  statement {
    sid       = "FindPasswords"
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  statement {
    sid       = "ReadPasswords"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [module.storage.passwords.arn_pattern]
  }

  # `rollcall files get` of a file that is too large for the table. Uploads hold their passwords until ingest has taken
  # them out.
  statement {
    sid       = "ReadUploads"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${module.storage.upload_bucket.arn}/*"]
  }

  statement {
    sid       = "UseKeyForPasswords"
    actions   = ["kms:Decrypt"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:SecretARN"
      values   = [module.storage.passwords.arn_pattern]
    }
  }

  statement {
    sid       = "UseKeyForUploads"
    actions   = ["kms:Decrypt"]
    resources = [module.storage.key.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.account.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [module.storage.upload_bucket.arn, "${module.storage.upload_bucket.arn}/*"]
    }
  }
}

resource "aws_iam_policy" "password_reader" {
  count = var.settings.people_policies ? 1 : 0

  name        = "${var.name}-password-reader"
  description = "Initial passwords of ${var.name}, and uploads as they came, beside ${var.name}-operator"
  policy      = data.aws_iam_policy_document.password_reader.json
}

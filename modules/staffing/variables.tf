variable "guarded" {
  description = "Values of resources of the caller's own that belong to the deployment, such as the ids of objects that it sends to the upload bucket. With deletion_protection a destroy is refused before these resources are touched."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "instance" {
  description = <<-EOT
    The Amazon Connect instance to staff: the output `instance` of modules/connect, or the data source aws_connect_instance.
    id: its id.
    arn: its ARN.
    identity_management_type: how its users sign in, CONNECT_MANAGED or SAML.
    phone_numbers: its numbers, by a key of your choice, and the contact flow that each leads to. Rollcall associates them. One that is taken over is moved to the instance first, and on destroy back to where it was.
    queues: queues, by name, that Rollcall disables, or gives quick connects.
    routing_profiles: ids of the routing profiles that Terraform made in it, and the fallback that their users get on destroy, as Amazon Connect deletes no profile that has users; null without any.
    security_profiles: the same for security profiles; users get the fallback who would be left without.
    hierarchy_in_use: true if Terraform made hierarchy groups in it. On destroy, Rollcall takes users out of them first, as Amazon Connect deletes no group that has users.
  EOT
  type = object({
    id                       = string
    arn                      = string
    identity_management_type = string
    phone_numbers = optional(map(object({
      id               = string
      arn              = string
      taken_over       = optional(bool, false)
      contact_flow_id  = string
      contact_flow_arn = string
    })), {})
    queues = optional(map(object({
      id                = string
      enabled           = optional(bool, true)
      quick_connect_ids = optional(list(string), [])
    })), {})
    routing_profiles = optional(object({
      ids      = list(string)
      fallback = object({ id = string, arn = string })
    }))
    security_profiles = optional(object({
      ids      = list(string)
      fallback = object({ id = string, arn = string })
    }))
    hierarchy_in_use = optional(bool, false)
  })
  nullable = false

  validation {
    condition     = endswith(var.instance.arn, ":instance/${var.instance.id}")
    error_message = "instance.arn is not the ARN of the instance ${var.instance.id}: it ends in \":instance/\" and the id."
  }

  validation {
    condition     = contains(["CONNECT_MANAGED", "SAML"], var.instance.identity_management_type)
    error_message = "The users of this instance come from ${var.instance.identity_management_type}, which Rollcall can't staff: it takes CONNECT_MANAGED or SAML."
  }
}

variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Two deployments in one account need two names, in different regions too: roles and buckets carry no region. Example: \"rollcall\"."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is a prefix of bucket names: use 3-32 lower-case letters, digits and hyphens, begin with a letter and end with a letter or digit."
  }

  validation {
    condition     = !can(regex("^(xn--|sthree-|amzn-s3-demo-)", var.name))
    error_message = "Amazon S3 reserves xn--, sthree- and amzn-s3-demo-: begin the name with something else."
  }
}

variable "packages_dir" {
  description = "Folder with the zips of the functions, <function>.zip: build/ of a checkout after `make build`, or the zips of a release. Example: \"$${path.root}/build\"."
  type        = string
  nullable    = false
}

variable "settings" {
  description = <<-EOT
    How the instance is staffed. Every attribute has a default.
    default_routing_profile: routing profile for rows that leave it out, 1-127 characters. It must exist in the instance.
    default_security_profiles: security profiles, 1-10 names, for rows that leave them out. They must exist in the instance.
    allowed_security_profiles: security profiles that a row may ask for; a row that asks for another is rejected, and a user who holds another is not touched. Null allows all but Admin, so that whoever may upload a file can't make an administrator, but managers of others: CallCenterManager and profiles of your own are allowed, and reports name who gets one. In production list what is needed.
    default_phone_country: country, two capital letters, by which phone numbers without a + are read.
    column_names: further headers of directories, header = column, beside those that are built in (docs/directories.md). Case, blanks and punctuation do not matter.
    column_values: values, column = cell, for directories that lack the column: those that agents may share, such as routing_profile, phone_type or tags (docs/directories.md has them all).
    directory_mode: what a file means for agents that it does not list: merge leaves them alone, mirror removes those that came from an earlier version of the same file.
    max_removals_percent: share of the deployment's agents, in percent, that a file may remove; in mirror mode it may also drop no greater share of the agents that it lists or drops. Above it the file removes nobody. A file of nobody but leavers may remove up to five, and at most half of the agents. 100 switches the guard off, 0 allows no removal.
    drift: what becomes of agents whose Connect users were deleted or changed by somebody else, as a comparison once a day finds them: tell has the alarm drift tell of them, mend also has the users made again or brought back, at most 500 a day, and none where more than half of all agents drifted.
    connect_requests_per_second: the account's quota, in requests a second, for Amazon Connect's write calls such as CreateUser; calls are spaced to use it and no more.
    notification_email: e-mail address that hears of each import that is over and of each alarm, once it has confirmed the first message. Null subscribes nobody.
    upload_retention_days: days, 1-3650, that uploads are kept, in the bucket and in the files table.
    report_retention_days: days, 1-3650, that reports and the outcomes behind them are kept.
    password_retention_days: days, 1-3650, that initial passwords are kept in Secrets Manager.
    log_retention_days: days that function logs and S3 access logs are kept, a value that CloudWatch Logs takes.
    deletion_protection: true refuses terraform destroy before anything is touched, and tables and buckets refuse to be deleted. To destroy, set it to false, apply, then destroy.
    people_policies: true makes managed IAM policies for people, whose ARNs the output people_policy_arns has: uploader, operator, password_reader. To apply and destroy with them takes iam:CreatePolicy and its like.
    uploaders: teams that upload below a prefix of their own, each of which gets an uploader's policy for that alone: { prefix = "team-a/" } by the team's name. It takes people_policies.
    permissions_boundary_arn: managed policy that is set as the permissions boundary of the functions' roles, for example "arn:aws:iam::111122223333:policy/boundary"; null for none.
    lambda_architecture: processor of the functions: arm64 (cheaper) or x86_64.
    python_runtime: Lambda's Python: python3.11, python3.12, python3.13 or, with version 6.20 or later of the AWS provider, python3.14.
    code_signing_config_arn: ARN of a code signing configuration of AWS Lambda in the deployment's region: Lambda then refuses, or warns of, zips that no publisher of it has signed. packages_dir has to hold the signed zips. To set or change it takes lambda:PutFunctionCodeSigningConfig, to take it back lambda:DeleteFunctionCodeSigningConfig. Null takes any zip.
  EOT
  type = object({
    default_routing_profile     = optional(string, "Basic Routing Profile")
    default_security_profiles   = optional(list(string), ["Agent"])
    allowed_security_profiles   = optional(list(string))
    default_phone_country       = optional(string, "US")
    column_names                = optional(map(string), {})
    column_values               = optional(map(string), {})
    directory_mode              = optional(string, "merge")
    max_removals_percent        = optional(number, 20)
    drift                       = optional(string, "tell")
    connect_requests_per_second = optional(number, 2)
    notification_email          = optional(string)
    upload_retention_days       = optional(number, 365)
    report_retention_days       = optional(number, 365)
    password_retention_days     = optional(number, 30)
    log_retention_days          = optional(number, 90)
    deletion_protection         = optional(bool, false)
    people_policies             = optional(bool, false)
    uploaders                   = optional(map(object({ prefix = string })), {})
    permissions_boundary_arn    = optional(string)
    lambda_architecture         = optional(string, "arm64")
    python_runtime              = optional(string, "python3.13")
    code_signing_config_arn     = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(trimspace(var.settings.default_routing_profile)) >= 1 && length(var.settings.default_routing_profile) <= 127
    error_message = "Give default_routing_profile the name of a routing profile, 1-127 characters."
  }

  validation {
    condition     = length(var.settings.default_security_profiles) >= 1 && length(var.settings.default_security_profiles) <= 10 && alltrue([for profile in var.settings.default_security_profiles : length(trimspace(profile)) >= 1])
    error_message = "A Connect user has 1-10 security profiles: give default_security_profiles that many names, none of them empty."
  }

  validation {
    condition     = try(length(var.settings.allowed_security_profiles) >= 1 && alltrue([for profile in var.settings.allowed_security_profiles : length(trimspace(profile)) >= 1]), var.settings.allowed_security_profiles == null)
    error_message = "Name at least one security profile in allowed_security_profiles, or set null to allow all but Admin."
  }

  validation {
    condition = alltrue([
      for profile in var.settings.default_security_profiles :
      var.settings.allowed_security_profiles == null ? profile != "Admin" : try(contains(var.settings.allowed_security_profiles, profile), false)
    ])
    error_message = "default_security_profiles has a profile that allowed_security_profiles does not allow, so every row without its own would be rejected: add it there or take another default."
  }

  validation {
    condition     = can(regex("^[A-Z]{2}$", var.settings.default_phone_country))
    error_message = "Write default_phone_country as two capital letters, for example \"US\"."
  }

  validation {
    condition = alltrue([
      for header, column in var.settings.column_names :
      length(trimspace(header)) >= 1 && length(header) <= 100 && contains(local.directory_columns, column)
    ])
    error_message = "Each entry of column_names is a header of 1-100 characters and one of the columns ${join(", ", local.directory_columns)}; for example { \"Benutzer\" = \"username\" }."
  }

  validation {
    condition = alltrue([
      for column, value in var.settings.column_values :
      length(trimspace(value)) >= 1 && length(value) <= 1000 && contains(local.shared_columns, column)
    ])
    error_message = "Each entry of column_values is one of the columns ${join(", ", local.shared_columns)} and a value of 1-1000 characters; for example { phone_type = \"soft\" }."
  }

  validation {
    condition = alltrue([
      for profile in split("|", try(var.settings.column_values.security_profiles, "")) :
      trimspace(profile) == "" || (var.settings.allowed_security_profiles == null ? trimspace(profile) != "Admin" : try(contains(var.settings.allowed_security_profiles, trimspace(profile)), false))
    ])
    error_message = "column_values has a security profile that allowed_security_profiles does not allow, so every row without its own would be rejected: add it there or take another."
  }

  validation {
    condition     = contains(["merge", "mirror"], var.settings.directory_mode)
    error_message = "Set directory_mode to \"merge\" or \"mirror\"."
  }

  validation {
    condition     = var.settings.max_removals_percent >= 0 && var.settings.max_removals_percent <= 100 && floor(var.settings.max_removals_percent) == var.settings.max_removals_percent
    error_message = "Set max_removals_percent to a whole number from 0 to 100."
  }

  validation {
    condition     = contains(["tell", "mend"], var.settings.drift)
    error_message = "Set drift to \"tell\" or \"mend\"."
  }

  validation {
    condition     = var.settings.connect_requests_per_second > 0
    error_message = "Set connect_requests_per_second to a number above 0: the rate of the quota \"Rate of CreateUser API requests\" and its like in Service Quotas."
  }

  validation {
    condition     = var.settings.notification_email == null || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.settings.notification_email))
    error_message = "Write notification_email as one address, for example \"contact-centre@example.com\", or leave it out."
  }

  validation {
    condition     = var.settings.upload_retention_days >= 1 && var.settings.upload_retention_days <= 3650 && floor(var.settings.upload_retention_days) == var.settings.upload_retention_days
    error_message = "Set upload_retention_days to a whole number of days from 1 to 3650."
  }

  validation {
    condition     = var.settings.report_retention_days >= 1 && var.settings.report_retention_days <= 3650 && floor(var.settings.report_retention_days) == var.settings.report_retention_days
    error_message = "Set report_retention_days to a whole number of days from 1 to 3650."
  }

  validation {
    condition     = var.settings.password_retention_days >= 1 && var.settings.password_retention_days <= 3650 && floor(var.settings.password_retention_days) == var.settings.password_retention_days
    error_message = "Set password_retention_days to a whole number of days from 1 to 3650."
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.settings.log_retention_days)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days: set log_retention_days to one of them."
  }

  validation {
    condition     = var.settings.people_policies || length(var.settings.uploaders) == 0
    error_message = "uploaders gives teams policies, and none are made: set people_policies = true."
  }

  # No character that IAM reads as a wildcard or a variable: a policy would allow more than the prefix.
  validation {
    condition = alltrue([
      for team, uploader in var.settings.uploaders :
      can(regex("^[a-z0-9][a-z0-9-]{0,31}$", team)) && can(regex("^[^/*?$][^*?$]{0,198}/$", uploader.prefix))
    ])
    error_message = "Each entry of uploaders is a team of 1-32 lower-case letters, digits and hyphens, and a prefix of 2-200 characters that begins without a slash, ends with one, and has no *, ? or $; for example { team-a = { prefix = \"team-a/\" } }."
  }

  validation {
    condition     = var.settings.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.settings.permissions_boundary_arn))
    error_message = "Give permissions_boundary_arn the ARN of a managed policy, \"arn:aws:iam::<account>:policy/<name>\", or null for none."
  }

  validation {
    condition     = contains(["arm64", "x86_64"], var.settings.lambda_architecture)
    error_message = "Set lambda_architecture to \"arm64\" or \"x86_64\"."
  }

  validation {
    condition     = contains(["python3.11", "python3.12", "python3.13", "python3.14"], var.settings.python_runtime)
    error_message = "Set python_runtime to \"python3.11\", \"python3.12\", \"python3.13\" or \"python3.14\". The code does not run on earlier ones."
  }

  # As AWS Lambda's API has it: https://docs.aws.amazon.com/lambda/latest/api/API_CodeSigningConfig.html
  validation {
    condition     = var.settings.code_signing_config_arn == null || can(regex("^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$", var.settings.code_signing_config_arn))
    error_message = "Write code_signing_config_arn as AWS Lambda shows it, for example \"arn:aws:lambda:eu-central-1:111122223333:code-signing-config:csc-0123456789abcdef0\", or leave it out."
  }
}

# The whole operator interface. terraform.tfvars.example shows every variable with a value.

variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Two contact centres in one account need two names, in different regions too: roles, buckets and the default alias carry no region. Example: \"rollcall\"."
  type        = string
  default     = "rollcall"
  nullable    = false

  # 32, because the default instance alias is <name>-<account id> and Connect takes 45 characters.
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is a prefix of bucket names: use 3-32 lower-case letters, digits and hyphens, begin with a letter and end with a letter or digit."
  }

  validation {
    condition     = !can(regex("^(d-|xn--|sthree-|amzn-s3-demo-)", var.name))
    error_message = "Amazon Connect refuses aliases that begin with d-, and S3 reserves xn--, sthree- and amzn-s3-demo-: begin the name with something else."
  }
}

variable "region" {
  description = "AWS region. Null takes the region of the environment (AWS_REGION or the profile). Example: \"eu-central-1\"."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2}(-[a-z]+){1,2}-[0-9]$", var.region))
    error_message = "Give region as AWS writes it, for example \"us-east-1\", or leave it out to use the environment's."
  }
}

variable "instance_alias" {
  description = "Alias of the Amazon Connect instance, globally unique, 1-45 characters; it is part of the login URL. Null gives <name>-<account id>. Changing it REPLACES the instance: users and the phone number are lost, and the directories have to be uploaded again. Example: \"acme-support\"."
  type        = string
  default     = null

  validation {
    condition = var.instance_alias == null || (
      can(regex("^[0-9A-Za-z]+(-*[0-9A-Za-z])*$", var.instance_alias)) &&
      length(coalesce(var.instance_alias, "-")) <= 45 &&
      !startswith(coalesce(var.instance_alias, "-"), "d-")
    )
    error_message = "Use 1-45 letters, digits and hyphens for instance_alias; begin and end with a letter or digit, and do not begin with \"d-\"."
  }
}

variable "identity_management_type" {
  description = "Who keeps the agents' passwords: CONNECT_MANAGED (Amazon Connect; Rollcall makes initial passwords) or SAML (your identity provider; no passwords, no e-mail addresses are sent). Fixed for the life of the instance."
  type        = string
  default     = "CONNECT_MANAGED"
  nullable    = false

  validation {
    condition     = contains(["CONNECT_MANAGED", "SAML"], var.identity_management_type)
    error_message = "Set identity_management_type to \"CONNECT_MANAGED\" or \"SAML\"."
  }
}

variable "contact_flow" {
  description = <<-EOT
    What a caller meets.
    type: "disconnect" greets and hangs up; "queue" greets and puts the call into BasicQueue, so that agents get it;
    "custom" uses your own flow.
    greeting: the words that are spoken, 1-3000 characters. Null uses a default that fits the type.
    file: for "custom" only, path of a flow in Amazon Connect's flow language, relative to this directory. A name that
    ends in .tftpl is rendered with $${greeting} (a JSON string, quotes included), $${basic_queue_arn} and
    $${instance_arn}. Example: { type = "queue", greeting = "Welcome to Acme. Please hold." }
  EOT
  type = object({
    type     = string
    greeting = optional(string)
    file     = optional(string)
  })
  default  = { type = "disconnect" }
  nullable = false

  validation {
    condition     = contains(["disconnect", "queue", "custom"], var.contact_flow.type)
    error_message = "Set contact_flow.type to \"disconnect\", \"queue\" or \"custom\"."
  }

  validation {
    condition     = var.contact_flow.greeting == null || (length(trimspace(coalesce(var.contact_flow.greeting, " "))) > 0 && length(coalesce(var.contact_flow.greeting, " ")) <= 3000)
    error_message = "Give contact_flow.greeting 1-3000 characters that can be spoken, or leave it out for the default."
  }

  validation {
    condition     = (var.contact_flow.type == "custom") == (var.contact_flow.file != null)
    error_message = "contact_flow.file belongs to type \"custom\", and that type needs it: set both or neither."
  }

  validation {
    condition     = var.contact_flow.file == null || can(file(startswith(coalesce(var.contact_flow.file, "-"), "/") ? var.contact_flow.file : "${path.root}/${var.contact_flow.file}"))
    error_message = "contact_flow.file can't be read: give the path of an existing flow file, relative to the directory of this configuration."
  }

  validation {
    condition     = var.contact_flow.type != "custom" || var.contact_flow.greeting == null || endswith(coalesce(var.contact_flow.file, "-"), ".tftpl")
    error_message = "A plain flow file already holds its words, so contact_flow.greeting would be ignored: leave it out, or use $${greeting} in a file whose name ends in .tftpl."
  }
}

variable "phone_number" {
  description = <<-EOT
    The number that is claimed for the contact flow; null claims none, for accounts without a number quota.
    country_code: two letters. type: DID, TOLL_FREE or UIFN. prefix: how the number begins, optional.
    Every change releases the number for good and claims another; AWS counts claims over 180 days.
    Example: { country_code = "GB", type = "DID", prefix = "+4420" }
  EOT
  type = object({
    country_code = string
    type         = string
    prefix       = optional(string)
  })
  default = { country_code = "US", type = "DID" }

  validation {
    condition     = var.phone_number == null || can(regex("^[A-Z]{2}$", var.phone_number.country_code))
    error_message = "Write phone_number.country_code as two capital letters, for example \"US\"."
  }

  validation {
    condition     = try(contains(["DID", "TOLL_FREE", "UIFN"], var.phone_number.type), true)
    error_message = "Set phone_number.type to \"DID\", \"TOLL_FREE\" or \"UIFN\"."
  }

  validation {
    condition     = try(var.phone_number.prefix, null) == null || can(regex("^\\+[0-9]{1,11}$", var.phone_number.prefix))
    error_message = "Write phone_number.prefix as + and up to 11 digits, country calling code first, for example \"+1206\"."
  }
}

variable "user_hierarchy" {
  description = <<-EOT
    The agent hierarchy that rows of a directory may name.
    levels: names of up to five levels, top first. groups: paths of group names separated by "/"; the groups above are
    implied. Example: { levels = ["Site", "Team"], groups = ["Seattle/Billing", "Seattle/Returns"] }
  EOT
  type = object({
    levels = optional(list(string), [])
    groups = optional(list(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.user_hierarchy.levels) <= 5 && length(distinct(var.user_hierarchy.levels)) == length(var.user_hierarchy.levels)
    error_message = "Amazon Connect has at most five hierarchy levels, each with its own name: shorten or rename user_hierarchy.levels."
  }

  validation {
    condition     = alltrue([for level in var.user_hierarchy.levels : level == trimspace(level) && length(level) >= 1 && length(level) <= 50])
    error_message = "Give every name in user_hierarchy.levels 1-50 characters without spaces around them."
  }

  validation {
    condition = alltrue(flatten([
      for path in var.user_hierarchy.groups : [
        for group in split("/", path) : group == trimspace(group) && length(group) >= 1 && length(group) <= 100 && !strcontains(group, "|")
      ]
    ]))
    error_message = "Every group in user_hierarchy.groups needs 1-100 characters without \"|\" and without spaces around them; write paths as \"Seattle/Billing\", without a \"/\" at either end."
  }

  validation {
    condition     = alltrue([for path in var.user_hierarchy.groups : length(split("/", path)) <= length(var.user_hierarchy.levels)])
    error_message = "A path in user_hierarchy.groups is deeper than user_hierarchy.levels: name a level for each of its groups."
  }

  validation {
    condition     = length(distinct(var.user_hierarchy.groups)) == length(var.user_hierarchy.groups)
    error_message = "user_hierarchy.groups lists a path twice: remove one of them."
  }
}

variable "default_routing_profile" {
  description = "Routing profile for rows that leave it out, 1-127 characters. It must exist in the instance. Example: \"Basic Routing Profile\"."
  type        = string
  default     = "Basic Routing Profile"
  nullable    = false

  validation {
    condition     = length(trimspace(var.default_routing_profile)) >= 1 && length(var.default_routing_profile) <= 127
    error_message = "Give default_routing_profile the name of a routing profile, 1-127 characters."
  }
}

variable "default_security_profiles" {
  description = "Security profiles, 1-10 names, for rows that leave them out. They must exist in the instance. Example: [\"Agent\"]."
  type        = list(string)
  default     = ["Agent"]
  nullable    = false

  validation {
    condition     = length(var.default_security_profiles) >= 1 && length(var.default_security_profiles) <= 10 && alltrue([for profile in var.default_security_profiles : length(trimspace(profile)) >= 1])
    error_message = "A Connect user has 1-10 security profiles: give default_security_profiles that many names, none of them empty."
  }
}

variable "allowed_security_profiles" {
  description = "Security profiles that a row may ask for; a row that asks for another is rejected. Null allows all but Admin, so that whoever may upload a file can't make an administrator. Example: [\"Agent\", \"CallCenterManager\"]."
  type        = list(string)
  default     = null

  validation {
    condition     = try(length(var.allowed_security_profiles) >= 1 && alltrue([for profile in var.allowed_security_profiles : length(trimspace(profile)) >= 1]), var.allowed_security_profiles == null)
    error_message = "Name at least one security profile in allowed_security_profiles, or set null to allow all but Admin."
  }

  validation {
    condition = alltrue([
      for profile in var.default_security_profiles :
      var.allowed_security_profiles == null ? profile != "Admin" : try(contains(var.allowed_security_profiles, profile), false)
    ])
    error_message = "default_security_profiles has a profile that allowed_security_profiles does not allow, so every row without its own would be rejected: add it there or take another default."
  }
}

variable "default_phone_country" {
  description = "Country, two capital letters, by which phone numbers without a + are read. Example: \"US\" reads (206) 555-0142 as +12065550142."
  type        = string
  default     = "US"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z]{2}$", var.default_phone_country))
    error_message = "Write default_phone_country as two capital letters, for example \"US\"."
  }
}

variable "directory_mode" {
  description = "What a file means for agents that it does not list: merge leaves them alone, mirror removes those that came from an earlier version of the same file. Rows with the status inactive remove their agents in both."
  type        = string
  default     = "merge"
  nullable    = false

  validation {
    condition     = contains(["merge", "mirror"], var.directory_mode)
    error_message = "Set directory_mode to \"merge\" or \"mirror\"."
  }
}

variable "max_removals_percent" {
  description = "Share of the agents that a file lists or drops, in percent, that it may remove; above it the file removes nobody and its report says how to go on. 100 switches the guard off, 0 allows no removal."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.max_removals_percent >= 0 && var.max_removals_percent <= 100 && floor(var.max_removals_percent) == var.max_removals_percent
    error_message = "Set max_removals_percent to a whole number from 0 to 100."
  }
}

variable "notification_email" {
  description = "E-mail address that hears of each import that is over and of each alarm; it has to confirm the first message. Null subscribes nobody; the topic is there all the same. Example: \"contact-centre@example.com\"."
  type        = string
  default     = null

  validation {
    condition     = var.notification_email == null || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.notification_email))
    error_message = "Write notification_email as one address, for example \"contact-centre@example.com\", or leave it out."
  }
}

variable "connect_requests_per_second" {
  description = "The account's quota, in requests a second, for Amazon Connect's write calls such as CreateUser; calls are spaced to use it and no more. AWS starts with 2: raise this with the quota, or lower it where others need a part. Example: 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.connect_requests_per_second > 0
    error_message = "Set connect_requests_per_second to a number above 0: the rate of the quota \"Rate of CreateUser API requests\" and its like in Service Quotas."
  }
}

variable "uploads_dir" {
  description = "Directory whose files are sent to the upload bucket at deployment, relative to this directory; names that begin with a dot stay here. Null sends nothing. A changed file is sent again by the next apply, and so is one that upload_retention_days has removed. Example: \"uploads\"."
  type        = string
  default     = "uploads"

  validation {
    condition     = try(length(fileset(startswith(var.uploads_dir, "/") ? var.uploads_dir : "${path.root}/${var.uploads_dir}", "**")) > 0, var.uploads_dir == null)
    error_message = "uploads_dir holds no file: give an existing directory with at least one file, or null to send nothing."
  }
}

variable "upload_retention_days" {
  description = "Days, 1-3650, that uploads are kept: objects and their older versions in the bucket, items in the files table. Example: 365."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.upload_retention_days >= 1 && var.upload_retention_days <= 3650 && floor(var.upload_retention_days) == var.upload_retention_days
    error_message = "Set upload_retention_days to a whole number of days from 1 to 3650."
  }
}

variable "report_retention_days" {
  description = "Days, 1-3650, that reports and the outcomes behind them are kept. Example: 365."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.report_retention_days >= 1 && var.report_retention_days <= 3650 && floor(var.report_retention_days) == var.report_retention_days
    error_message = "Set report_retention_days to a whole number of days from 1 to 3650."
  }
}

variable "password_retention_days" {
  description = "Days, 1-3650, that initial passwords are kept in Secrets Manager, counted from the import. Agents should have changed theirs by then; a user that has to be created later gets a new one. Example: 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.password_retention_days >= 1 && var.password_retention_days <= 3650 && floor(var.password_retention_days) == var.password_retention_days
    error_message = "Set password_retention_days to a whole number of days from 1 to 3650."
  }
}

variable "log_retention_days" {
  description = "Days that function logs and S3 access logs are kept, one of the values that CloudWatch Logs takes. Example: 90."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days: set log_retention_days to one of them."
  }
}

variable "deletion_protection" {
  description = "True: terraform destroy is refused before anything is touched, and tables and buckets refuse to be deleted. To destroy, set it to false, apply, then destroy."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_architecture" {
  description = "Processor of the functions: arm64 (cheaper) or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.lambda_architecture)
    error_message = "Set lambda_architecture to \"arm64\" or \"x86_64\"."
  }
}

variable "python_runtime" {
  description = "Lambda's Python: python3.11, python3.12 or python3.13."
  type        = string
  default     = "python3.13"
  nullable    = false

  validation {
    condition     = contains(["python3.11", "python3.12", "python3.13"], var.python_runtime)
    error_message = "Set python_runtime to \"python3.11\", \"python3.12\" or \"python3.13\"; the code is tested with these."
  }
}

variable "tags" {
  description = "Tags of everything that Terraform creates and that can be tagged, at most 40. Example: { CostCentre = \"4711\" }."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 40 && alltrue([for key, value in var.tags : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$", value))])
    error_message = "Use at most 40 tags: keys of 1-128 and values of up to 256 letters, digits, spaces and _.:/=+@-; no key may begin with \"aws:\"."
  }
}

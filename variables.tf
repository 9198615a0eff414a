# All inputs of Rollcall; terraform.tfvars.example shows each of them with a value. What goes to modules/connect or
# modules/staffing is validated there.

variable "name" {
  description = "Prefix of everything that is created, 3-32 characters. Two contact centres in one account need two names, in different regions too: roles, buckets and the default alias carry no region. Example: \"rollcall\"."
  type        = string
  default     = "rollcall"
  nullable    = false
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
}

variable "identity_management_type" {
  description = "Who keeps the agents' passwords: CONNECT_MANAGED (Amazon Connect; Rollcall makes initial passwords) or SAML (your identity provider; no passwords, no e-mail addresses are sent). Fixed for the life of the instance."
  type        = string
  default     = "CONNECT_MANAGED"
  nullable    = false
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
}

variable "default_routing_profile" {
  description = "Routing profile for rows that leave it out, 1-127 characters. It must exist in the instance. Example: \"Basic Routing Profile\"."
  type        = string
  default     = "Basic Routing Profile"
  nullable    = false
}

variable "default_security_profiles" {
  description = "Security profiles, 1-10 names, for rows that leave them out. They must exist in the instance. Example: [\"Agent\"]."
  type        = list(string)
  default     = ["Agent"]
  nullable    = false
}

variable "allowed_security_profiles" {
  description = "Security profiles that a row may ask for; a row that asks for another is rejected. Null allows all but Admin, so that whoever may upload a file can't make an administrator. Example: [\"Agent\", \"CallCenterManager\"]."
  type        = list(string)
  default     = null
}

variable "default_phone_country" {
  description = "Country, two capital letters, by which phone numbers without a + are read. Example: \"US\" reads (206) 555-0142 as +12065550142."
  type        = string
  default     = "US"
  nullable    = false
}

variable "column_names" {
  description = "Further headers of agent directories, header = column, beside those that are built in: docs/directories.md lists them and the columns. Case, blanks and punctuation do not matter. Example: { \"Team member\" = \"name\", \"Badge\" = \"username\" }."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "column_values" {
  description = "Values, column = cell, for directories that lack the column: those that agents may share, such as routing_profile, phone_type or tags (docs/directories.md has them all). Example: { phone_type = \"soft\", user_hierarchy = \"Seattle/Billing\" }."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "directory_mode" {
  description = "What a file means for agents that it does not list: merge leaves them alone, mirror removes those that came from an earlier version of the same file. Rows with the status inactive remove their agents in both."
  type        = string
  default     = "merge"
  nullable    = false
}

variable "max_removals_percent" {
  description = "Share of the deployment's agents, in percent, that a file may remove; in mirror mode it may also drop no greater share of the agents that it lists or drops. Above it the file removes nobody and its report says how to go on. A file of nobody but leavers may remove up to five, and at most half of the agents. 100 switches the guard off, 0 allows no removal."
  type        = number
  default     = 20
  nullable    = false
}

variable "notification_email" {
  description = "E-mail address that hears of each import that is over and of each alarm; it has to confirm the first message. Null subscribes nobody; the topic is there all the same. Example: \"contact-centre@example.com\"."
  type        = string
  default     = null
}

variable "connect_requests_per_second" {
  description = "The account's quota, in requests a second, for Amazon Connect's write calls such as CreateUser; calls are spaced to use it and no more. AWS starts with 2: raise this with the quota, or lower it where others need a part. Example: 2."
  type        = number
  default     = 2
  nullable    = false
}

variable "uploads_dir" {
  description = "Directory whose files are sent to the upload bucket at deployment, relative to this directory; names that begin with a dot stay here. Null sends nothing. A changed file is sent again by the next apply, and so is one that upload_retention_days has removed. Example: \"uploads\"."
  type        = string
  default     = "uploads"

  validation {
    condition     = try(length(fileset(var.uploads_dir, "**")) > 0, var.uploads_dir == null)
    error_message = "uploads_dir holds no file: give an existing directory with at least one file, or null to send nothing."
  }
}

variable "upload_retention_days" {
  description = "Days, 1-3650, that uploads are kept: objects and their older versions in the bucket, items in the files table. Example: 365."
  type        = number
  default     = 365
  nullable    = false
}

variable "report_retention_days" {
  description = "Days, 1-3650, that reports and the outcomes behind them are kept. Example: 365."
  type        = number
  default     = 365
  nullable    = false
}

variable "password_retention_days" {
  description = "Days, 1-3650, that initial passwords are kept in Secrets Manager, counted from the import. Agents should have changed theirs by then; a user that has to be created later gets a new one. Example: 30."
  type        = number
  default     = 30
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that function logs and S3 access logs are kept, one of the values that CloudWatch Logs takes. Example: 90."
  type        = number
  default     = 90
  nullable    = false
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
}

variable "python_runtime" {
  description = "Lambda's Python: python3.11, python3.12 or python3.13."
  type        = string
  default     = "python3.13"
  nullable    = false
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

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
    What a caller meets who calls a number without a flow of its own.
    type: disconnect greets and hangs up, queue greets and puts the call into BasicQueue, so that agents get it, menu asks for a key, custom uses a flow of yours.
    greeting: the words that are spoken, 1-3000 characters. Null uses a default that fits the type. A menu has its own.
    file: for "custom" only, path of a flow in Amazon Connect's flow language, relative to the directory where Terraform runs. A name that ends in .tftpl is rendered: $${greeting} is a JSON string with its quotes, $${basic_queue_arn} and $${instance_arn} are ARNs, and $${queue["Billing"]} and the like are ARNs by name, see contact_flows.
    menu: for "menu" only, what modules/connect/menu takes, with names for ARNs: hours is the name of hours of operation, and each of choices, by its key, has say and one of queue, flow (a key of contact_flows of type CONTACT_FLOW) and phone_number. Example: { greeting = "Welcome to Acme.", hours = "Office", closed = "We are closed.", choices = { "1" = { say = "For billing, press 1.", queue = "Billing" } } }
  EOT
  type = object({
    type     = string
    greeting = optional(string)
    file     = optional(string)
    menu = optional(object({
      greeting = string
      language = optional(string)
      voice    = optional(string)
      engine   = optional(string)
      hours    = optional(string)
      closed   = optional(string)
      choices = map(object({
        say          = string
        queue        = optional(string)
        flow         = optional(string)
        phone_number = optional(string)
      }))
      repeat          = optional(string)
      repeat_say      = optional(string)
      tries           = optional(number)
      timeout_seconds = optional(number)
      no_key          = optional(string)
      wrong_key       = optional(string)
      goodbye         = optional(string)
      transfer        = optional(string)
      queue_full      = optional(string)
      error           = optional(string)
    }))
  })
  default  = { type = "disconnect" }
  nullable = false
}

variable "phone_number" {
  description = <<-EOT
    The number that is claimed for the contact flow; null claims none, for accounts without a number quota and beside phone_numbers.
    Every change releases the number for good and claims another; AWS counts claims over 180 days.
    Example: { country_code = "GB", type = "DID", prefix = "+4420" }
    country_code: two letters, "US" if left out.
    type: DID, TOLL_FREE or UIFN; DID if left out.
    prefix: how the number begins, optional.
  EOT
  type = object({
    country_code = optional(string)
    type         = optional(string)
    prefix       = optional(string)
  })
  default = {}
}

variable "user_hierarchy" {
  description = <<-EOT
    The agent hierarchy that rows of a directory may name.
    Example: { levels = ["Site", "Team"], groups = ["Seattle/Billing", "Seattle/Returns"] }
    levels: names of up to five levels, top first.
    groups: paths of group names separated by "/"; the groups above are implied.
  EOT
  type = object({
    levels = optional(list(string), [])
    groups = optional(list(string), [])
  })
  default  = {}
  nullable = false
}

variable "contact_flows" {
  description = <<-EOT
    Further contact flows, by name.
    type: CONTACT_FLOW, CUSTOMER_QUEUE, CUSTOMER_HOLD, CUSTOMER_WHISPER, AGENT_HOLD, AGENT_WHISPER, OUTBOUND_WHISPER, AGENT_TRANSFER or QUEUE_TRANSFER. A change makes another flow.
    description: up to 500 characters.
    file: path of a flow in Amazon Connect's flow language, relative to the directory where Terraform runs. A name that ends in .tftpl is rendered with ARNs by name: $${queue["Billing"]}, and likewise hours, flow, module, quick_connect, prompt, lambda, routing_profile and security_profile; $${instance_arn} and $${basic_queue_arn}. It may name what is made before it: hours, prompts, functions and security profiles; OUTBOUND_WHISPER flows; queues and routing profiles; whispers, holds and CUSTOMER_QUEUE flows; flow modules; transfer flows; quick connects; and last CONTACT_FLOW.
  EOT
  type = map(object({
    type        = optional(string, "CONTACT_FLOW")
    description = optional(string)
    file        = string
  }))
  default  = {}
  nullable = false
}

variable "contact_flow_modules" {
  description = <<-EOT
    Flow modules that contact flows may invoke, by name.
    description: up to 500 characters.
    file: path of the module in Amazon Connect's flow language; a name that ends in .tftpl is rendered, as in contact_flows.
  EOT
  type = map(object({
    description = optional(string)
    file        = string
  }))
  default  = {}
  nullable = false
}

variable "hours_of_operation" {
  description = <<-EOT
    Hours of operation, by name.
    time_zone: an IANA name, such as Europe/Berlin; daylight saving is Amazon Connect's business.
    description: up to 250 characters.
    open: day = spans, such as { "monday-friday" = "08:00-12:00, 13:00-18:00", saturday = "22:00-06:00" }. A day is a weekday, a range of weekdays or daily; days that are not named are closed, and so is one with "closed" for its spans. A span over midnight goes on the next day; 24:00 or 00:00 as its end is midnight, and 00:00-00:00 all day.
  EOT
  type = map(object({
    time_zone   = string
    description = optional(string)
    open        = map(string)
  }))
  default  = {}
  nullable = false
}

variable "queues" {
  description = <<-EOT
    Queues, by name.
    hours: the name of its hours of operation.
    description: up to 250 characters; null is "Managed by Terraform". "" is none, which stays so and keeps the queue from being renamed.
    max_contacts: how many may wait in it; null sets no limit.
    outbound_caller: for calls out of it: name, up to 255 characters, number, a key of phone_numbers, and flow, a key of contact_flows of type OUTBOUND_WHISPER; null is the flow "Default outbound". The provider can't take the block away from a queue that has it: set {} for the defaults.
    quick_connects: names of quick connects that its agents see, at most 700.
    enabled: false stops it from taking contacts.
  EOT
  type = map(object({
    hours        = string
    description  = optional(string)
    max_contacts = optional(number)
    outbound_caller = optional(object({
      name   = optional(string)
      number = optional(string)
      flow   = optional(string)
    }))
    quick_connects = optional(list(string), [])
    enabled        = optional(bool, true)
  }))
  default  = {}
  nullable = false
}

variable "quick_connects" {
  description = <<-EOT
    Quick connects, by name; those of agents come from the directory.
    description: up to 250 characters.
    phone_number: the number that it calls, + and digits; or
    queue: the name of the queue that it transfers to, and
    flow: the key of contact_flows, of type QUEUE_TRANSFER, that does so; null is the flow "Default queue transfer".
  EOT
  type = map(object({
    description  = optional(string)
    phone_number = optional(string)
    queue        = optional(string)
    flow         = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "routing_profiles" {
  description = <<-EOT
    Routing profiles, by the name that rows of a directory give.
    description: 1-250 characters; null says what the profile serves.
    channels: channel = how many contacts at once: VOICE = 1, CHAT, TASK and EMAIL = 1-10.
    queues: list of { queue, channel or channels, priority, delay }: the name of a queue, on which of the channels it is served (default: all of the profile), priority 1-99 (1 first, default 1), and delay in seconds, 0-9999, before a contact is offered (default 0).
    default_outbound_queue: the name of the queue that calls out belong to; null is the first of queues, or BasicQueue.
  EOT
  type = map(object({
    description = optional(string)
    channels    = map(number)
    queues = optional(list(object({
      queue    = string
      channel  = optional(string)
      channels = optional(list(string))
      priority = optional(number, 1)
      delay    = optional(number, 0)
    })), [])
    default_outbound_queue = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "security_profiles" {
  description = <<-EOT
    Security profiles, by the name that rows of a directory give. Rows may name them unless allowed_security_profiles says otherwise.
    description: up to 250 characters.
    permissions: names of permissions, as in Amazon Connect's "List of security profile permissions", for example BasicAgentAccess.
  EOT
  type = map(object({
    description = optional(string)
    permissions = list(string)
  }))
  default  = {}
  nullable = false
}

variable "phone_numbers" {
  description = <<-EOT
    Further phone numbers, by a key of your choice. A change of country_code, type, prefix or description releases the number for good and claims another. A number that is taken over is never released: destroy gives it back to the instance that it came from.
    country_code: two capital letters, for example "GB".
    type: DID, TOLL_FREE or UIFN.
    prefix: how the number begins, for example "+4420".
    arn: ARN of a number of the account that is taken over, in place of country_code, type and prefix. It may belong to another instance in the region.
    description: up to 500 characters, for a number that is claimed.
    flow: the key of contact_flows that it leads to, of type CONTACT_FLOW; null is the flow of contact_flow.
  EOT
  type = map(object({
    country_code = optional(string)
    type         = optional(string)
    prefix       = optional(string)
    arn          = optional(string)
    description  = optional(string)
    flow         = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "lambda_functions" {
  description = "Functions that contact flows may invoke, name = ARN. A flow's template gets the ARN as $${lambda[\"name\"]}. Example: { \"Find customer\" = \"arn:aws:lambda:eu-central-1:111122223333:function:find-customer\" }."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "storage" {
  description = <<-EOT
    Where recordings and the like are kept. Null keeps none; {} keeps recordings, chat transcripts and exported reports in a bucket and with a key of their own.
    bucket: name of a bucket of yours, in the instance's region, in place of a new one.
    key_arn: ARN of a KMS key of yours, in place of a new one. With a bucket of yours and no key, the bucket's own encryption holds.
    prefix: what the objects' names begin with, 1-100 characters; null is connect/<alias>.
    retention_days: days, 1-3650, that objects in the new bucket are kept; null keeps them for good.
    call_recordings: whether to keep recordings of calls.
    chat_transcripts: whether to keep transcripts of chats.
    exported_reports: whether to keep reports that are saved, scheduled and exported.
    screen_recordings: whether to keep recordings of agents' screens.
    contact_evaluations: whether to keep evaluations of contacts.
  EOT
  type = object({
    bucket              = optional(string)
    key_arn             = optional(string)
    prefix              = optional(string)
    retention_days      = optional(number)
    call_recordings     = optional(bool, true)
    chat_transcripts    = optional(bool, true)
    exported_reports    = optional(bool, true)
    screen_recordings   = optional(bool, false)
    contact_evaluations = optional(bool, false)
  })
  default = null
}

variable "existing" {
  description = <<-EOT
    Names of what was made in the instance by hand and may be named in the other inputs. What every new instance has need not be listed: Basic Hours, BasicQueue, Basic Routing Profile, the four security profiles, the flows whose names begin with "Default", and the prompts.
    hours_of_operation: names of hours of operation.
    queues: names of queues.
    routing_profiles: names of routing profiles, for templates.
    security_profiles: names of security profiles, for templates.
    quick_connects: names of quick connects.
    contact_flows: names of contact flows.
    contact_flow_modules: names of flow modules.
    prompts: names of prompts, for templates.
  EOT
  type = object({
    hours_of_operation   = optional(list(string), [])
    queues               = optional(list(string), [])
    routing_profiles     = optional(list(string), [])
    security_profiles    = optional(list(string), [])
    quick_connects       = optional(list(string), [])
    contact_flows        = optional(list(string), [])
    contact_flow_modules = optional(list(string), [])
    prompts              = optional(list(string), [])
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
  description = "Security profiles that a row may ask for; a row that asks for another is rejected. Null allows all but Admin, so that whoever may upload a file can't make an administrator, but managers of others: CallCenterManager and profiles of your own are allowed, and reports name who gets one. In production list what is needed. Example: [\"Agent\", \"CallCenterManager\"]."
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

variable "drift" {
  description = "What becomes of agents whose Amazon Connect users were deleted or changed by somebody else, as a comparison once a day finds them: tell has an alarm tell of them, mend also has the users made again or brought back, at most 500 a day, and none where more than half of all agents drifted."
  type        = string
  default     = "tell"
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

variable "people_policies" {
  description = "True: makes managed IAM policies for people, to be attached to users, groups or permission sets; the output people_policy_arns names them. uploader uploads and reads reports, operator may run all commands of rollcall but passwords, password_reader reads initial passwords. To apply and destroy with them takes iam:CreatePolicy and its like."
  type        = bool
  default     = false
  nullable    = false
}

variable "uploaders" {
  description = "Teams that upload below a prefix of the upload bucket, by name: each gets a managed policy for its own uploads and their reports. It takes people_policies = true. Example: { team-a = { prefix = \"team-a/\" } }."
  type        = map(object({ prefix = string }))
  default     = {}
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "Managed policy that is set as the permissions boundary of the functions' roles; null for none. Example: \"arn:aws:iam::111122223333:policy/boundary\"."
  type        = string
  default     = null
}

variable "lambda_architecture" {
  description = "Processor of the functions: arm64 (cheaper) or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false
}

variable "python_runtime" {
  description = "Lambda's Python: python3.11, python3.12, python3.13 or, with version 6.20 or later of the AWS provider, python3.14."
  type        = string
  default     = "python3.13"
  nullable    = false
}

variable "code_signing_config_arn" {
  description = "ARN of a code signing configuration of AWS Lambda: Lambda then takes only zips that were signed for it, or warns of others, as the configuration says. Sign the zips in build/ after `make build`. Null takes any zip. Example: \"arn:aws:lambda:eu-central-1:111122223333:code-signing-config:csc-0123456789abcdef0\"."
  type        = string
  default     = null
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

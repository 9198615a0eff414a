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

  validation {
    condition     = contains(["disconnect", "queue", "menu", "custom"], var.contact_flow.type)
    error_message = "Set contact_flow.type to \"disconnect\", \"queue\", \"menu\" or \"custom\"."
  }

  validation {
    condition     = (var.contact_flow.type == "menu") == (var.contact_flow.menu != null)
    error_message = "contact_flow.menu belongs to type \"menu\", and that type needs it: set both or neither."
  }

  validation {
    condition     = var.contact_flow.menu == null || var.contact_flow.greeting == null
    error_message = "A menu has its own greeting: set contact_flow.menu.greeting in place of contact_flow.greeting."
  }

  # modules/connect/menu checks it too, but in a plan that makes the hours it can't tell yet whether there are any.
  validation {
    condition     = try(var.contact_flow.menu.hours, null) == null || length(trimspace(try(coalesce(var.contact_flow.menu.closed, " "), " "))) > 0
    error_message = "contact_flow.menu.hours needs contact_flow.menu.closed, the words that callers hear outside the hours."
  }

  validation {
    condition = alltrue([
      for choice in values(try(var.contact_flow.menu.choices, {})) : length([for target in [choice.queue, choice.flow, choice.phone_number] : target if target != null]) == 1
    ])
    error_message = "Each of contact_flow.menu.choices leads to one place: give it a queue, a flow or a phone_number."
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
    condition     = var.contact_flow.file == null || can(file(coalesce(var.contact_flow.file, "-")))
    error_message = "contact_flow.file can't be read: give the path of an existing flow file, relative to the directory of this configuration."
  }

  validation {
    condition     = var.contact_flow.type != "custom" || var.contact_flow.greeting == null || endswith(coalesce(var.contact_flow.file, "-"), ".tftpl")
    error_message = "A plain flow file already holds its words, so contact_flow.greeting would be ignored: leave it out, or use $${greeting} in a file whose name ends in .tftpl."
  }
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

  validation {
    condition     = alltrue([for flow in var.contact_flow_modules : can(file(flow.file))])
    error_message = "These files of contact_flow_modules can't be read: ${join(", ", [for flow in var.contact_flow_modules : flow.file if !can(file(flow.file))])}. Give paths relative to the directory of this configuration."
  }
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

  validation {
    condition     = alltrue([for flow in var.contact_flows : contains(["CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_HOLD", "CUSTOMER_WHISPER", "AGENT_HOLD", "AGENT_WHISPER", "OUTBOUND_WHISPER", "AGENT_TRANSFER", "QUEUE_TRANSFER"], flow.type)])
    error_message = "These contact_flows have no such type: ${join(", ", [for name, flow in var.contact_flows : "${flow.type} of '${name}'" if !contains(["CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_HOLD", "CUSTOMER_WHISPER", "AGENT_HOLD", "AGENT_WHISPER", "OUTBOUND_WHISPER", "AGENT_TRANSFER", "QUEUE_TRANSFER"], flow.type)])}. Set it to CONTACT_FLOW, CUSTOMER_QUEUE, CUSTOMER_HOLD, CUSTOMER_WHISPER, AGENT_HOLD, AGENT_WHISPER, OUTBOUND_WHISPER, AGENT_TRANSFER or QUEUE_TRANSFER."
  }

  validation {
    condition     = alltrue([for flow in var.contact_flows : can(file(flow.file))])
    error_message = "These files of contact_flows can't be read: ${join(", ", [for flow in var.contact_flows : flow.file if !can(file(flow.file))])}. Give paths relative to the directory of this configuration."
  }

  validation {
    condition     = !contains(keys(var.contact_flows), "${var.name} inbound")
    error_message = "The flow that contact_flow makes has the name \"${var.name} inbound\": give the one in contact_flows another."
  }
}

variable "deletion_protection" {
  description = "True: the bucket of recordings refuses to be deleted unless it is empty. False: it goes with everything in it."
  type        = bool
  default     = false
  nullable    = false
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

  validation {
    condition     = alltrue([for hours in var.hours_of_operation : contains(jsondecode(file("${path.module}/time_zones.json")).time_zones, hours.time_zone)])
    error_message = "There is no such time zone: ${join(", ", [for name, hours in var.hours_of_operation : "${hours.time_zone} of '${name}'" if !contains(jsondecode(file("${path.module}/time_zones.json")).time_zones, hours.time_zone)])}. Give time_zone in hours_of_operation an IANA name, such as \"Europe/Berlin\"."
  }
}

variable "identity_management_type" {
  description = "Who keeps the agents' passwords: CONNECT_MANAGED (Amazon Connect) or SAML (your identity provider). Fixed for the life of the instance."
  type        = string
  default     = "CONNECT_MANAGED"
  nullable    = false

  validation {
    condition     = contains(["CONNECT_MANAGED", "SAML"], var.identity_management_type)
    error_message = "Set identity_management_type to \"CONNECT_MANAGED\" or \"SAML\"."
  }
}

variable "instance_alias" {
  description = "Alias of the instance, globally unique, 1-45 characters; it is part of the login URL. Null gives <name>-<account id>. A change replaces the instance. Example: \"acme-support\"."
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

variable "lambda_functions" {
  description = "Functions that contact flows may invoke, name = ARN. A flow's template gets the ARN as $${lambda[\"name\"]}. Example: { \"Find customer\" = \"arn:aws:lambda:eu-central-1:111122223333:function:find-customer\" }."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "name" {
  description = "Prefix of names and of the default alias, at most 32 characters. Example: \"rollcall\"."
  type        = string
  nullable    = false

  # 32, because the default alias is <name>-<account id> and Amazon Connect takes 45 characters.
  validation {
    condition     = length(var.name) <= 32 && !startswith(var.name, "d-")
    error_message = "name begins the default alias of the instance: use at most 32 characters, and do not begin with \"d-\", which Amazon Connect refuses."
  }
}

variable "phone_number" {
  description = <<-EOT
    The number that is claimed for the contact flow, short for the key "inbound" in phone_numbers; null claims none. Every change releases the number for good and claims another; AWS counts claims over 180 days.
    country_code: two capital letters, for example "GB".
    type: DID, TOLL_FREE or UIFN.
    prefix: how the number begins, for example "+4420".
  EOT
  type = object({
    country_code = string
    type         = string
    prefix       = optional(string)
  })

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

  validation {
    condition     = var.phone_number == null || !contains(keys(var.phone_numbers), "inbound")
    error_message = "phone_number is the number with the key \"inbound\", which phone_numbers has too: set phone_number = null, or choose another key."
  }
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

  validation {
    condition     = try(var.storage.bucket, null) == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.storage.bucket))
    error_message = "Give storage.bucket the name of a bucket: 3-63 lower-case letters, digits, dots and hyphens."
  }

  validation {
    condition     = try(var.storage.key_arn, null) == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.storage.key_arn))
    error_message = "Give storage.key_arn the ARN of a key and not of an alias, \"arn:aws:kms:<region>:<account>:key/<id>\"."
  }

  validation {
    condition     = try(var.storage.prefix, null) == null || can(regex("^[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*$", var.storage.prefix)) && length(try(coalesce(var.storage.prefix, "-"), "-")) <= 100
    error_message = "Give storage.prefix 1-100 characters, letters, digits and !-_.*'(), with single \"/\" between them and none at either end."
  }

  validation {
    condition     = try(var.storage.retention_days, null) == null || try(var.storage.retention_days >= 1 && var.storage.retention_days <= 3650 && floor(var.storage.retention_days) == var.storage.retention_days, false)
    error_message = "Set storage.retention_days to a whole number of days from 1 to 3650, or leave it out to keep them for good."
  }

  validation {
    condition     = try(var.storage.retention_days, null) == null || try(var.storage.bucket, null) == null
    error_message = "storage.retention_days holds for the bucket that is made: a bucket of yours has rules of its own."
  }

  validation {
    condition     = var.storage == null || try(var.storage.bucket, null) != null || can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name begins the name of the bucket that storage makes: use 3-32 lower-case letters, digits and hyphens for it, or name a bucket of yours."
  }
}

variable "user_hierarchy" {
  description = <<-EOT
    The agent hierarchy that rows of a directory may name.
    levels: names of up to five levels, top first.
    groups: paths of group names separated by "/", for example "Seattle/Billing"; the groups above are implied.
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

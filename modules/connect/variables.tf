variable "contact_flow" {
  description = <<-EOT
    What a caller meets.
    type: disconnect greets and hangs up, queue greets and puts the call into BasicQueue, so that agents get it, custom uses a flow of yours.
    greeting: the words that are spoken, 1-3000 characters. Null uses a default that fits the type.
    file: for "custom" only, path of a flow in Amazon Connect's flow language, relative to the directory where Terraform runs. A name that ends in .tftpl is rendered with $${greeting} (a JSON string, quotes included), $${basic_queue_arn} and $${instance_arn}.
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
    condition     = var.contact_flow.file == null || can(file(coalesce(var.contact_flow.file, "-")))
    error_message = "contact_flow.file can't be read: give the path of an existing flow file, relative to the directory of this configuration."
  }

  validation {
    condition     = var.contact_flow.type != "custom" || var.contact_flow.greeting == null || endswith(coalesce(var.contact_flow.file, "-"), ".tftpl")
    error_message = "A plain flow file already holds its words, so contact_flow.greeting would be ignored: leave it out, or use $${greeting} in a file whose name ends in .tftpl."
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
    The number that is claimed for the contact flow; null claims none. Every change releases the number for good and claims another; AWS counts claims over 180 days.
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

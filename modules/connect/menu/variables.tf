variable "menu" {
  description = <<-EOT
    What a caller hears and may choose. Words are 1-3000 characters and are read as they are: quotes, "&" and "<" need no escapes, SSML is not interpreted. Only a contact attribute such as $.CustomerEndpoint.Address is replaced by its value. Optional words have an English default where the language is English and are otherwise left unsaid; "" leaves them unsaid in any language.
    greeting: the first words of the flow.
    language: of the words, as Amazon Polly writes it; the contact has it as $.LanguageCode from then on.
    voice: an Amazon Polly voice that speaks the language.
    engine: of the voice, "standard", "neural" or "generative". Null leaves the choice to Amazon Connect, or is "neural" for a voice that has no other.
    hours: ARN of the hours of operation. Null is always open, and so is a check that fails.
    closed: words outside the hours, after which the call ends. Needed with hours.
    choices: up to nine, by key: "0" to "9", "*" or "#". say names the key too ("For billing, press 1."). Each has one target: queue_arn, flow_arn, or phone_number in E.164 form.
    repeat: a further key that plays the choices again.
    repeat_say: words for that key. Needed with repeat where the language is not English.
    tries: how often the choices are played, 1-10, to a caller who presses nothing or a key that is not in the menu.
    timeout_seconds: how long a key is waited for, 1-180.
    no_key: words after the timeout.
    wrong_key: words after a key that is not in the menu.
    goodbye: words after the last try, before the call ends.
    transfer: words before a caller goes into a queue.
    queue_full: words when the queue is full, before the call ends.
    error: words when Amazon Connect can't go on, for example because a number does not answer, before the call ends.
  EOT
  type = object({
    greeting = string
    language = optional(string, "en-US")
    voice    = optional(string, "Joanna")
    engine   = optional(string)
    hours    = optional(string)
    closed   = optional(string)
    choices = map(object({
      say          = string
      queue_arn    = optional(string)
      flow_arn     = optional(string)
      phone_number = optional(string)
    }))
    repeat          = optional(string)
    repeat_say      = optional(string)
    tries           = optional(number, 3)
    timeout_seconds = optional(number, 5)
    no_key          = optional(string)
    wrong_key       = optional(string)
    goodbye         = optional(string)
    transfer        = optional(string)
    queue_full      = optional(string)
    error           = optional(string)
  })
  nullable = false

  validation {
    condition     = length(trimspace(var.menu.greeting)) > 0 && length(var.menu.greeting) <= 3000
    error_message = "Give menu.greeting 1-3000 characters that can be spoken."
  }

  validation {
    condition = alltrue([
      for words in [var.menu.closed, var.menu.repeat_say, var.menu.no_key, var.menu.wrong_key, var.menu.goodbye, var.menu.transfer, var.menu.queue_full, var.menu.error] :
      words == null || words == "" || (length(trimspace(coalesce(words, " "))) > 0 && length(coalesce(words, " ")) <= 3000)
    ])
    error_message = "Give every text of the menu 1-3000 characters that can be spoken, or \"\" to leave it unsaid."
  }

  validation {
    condition     = can(regex("^[a-z]{2,3}(-[A-Z]{2,3})*$", var.menu.language))
    error_message = "Write menu.language as Amazon Polly does, for example \"en-GB\" or \"de-DE\"."
  }

  validation {
    condition     = !contains(keys(local.languages), var.menu.voice) || contains(try(keys(local.voices[var.menu.language]), []), var.menu.voice)
    error_message = "The voice ${var.menu.voice} speaks ${join(", ", try(local.languages[var.menu.voice], []))}, and menu.language is ${var.menu.language}. Voices for it: ${join(", ", try(keys(local.voices[var.menu.language]), ["none known"]))}."
  }

  validation {
    condition     = var.menu.engine == null || contains(["standard", "neural", "generative"], coalesce(var.menu.engine, "-"))
    error_message = "Set menu.engine to \"standard\", \"neural\" or \"generative\", or leave it out."
  }

  validation {
    condition     = !contains(["standard", "neural"], coalesce(var.menu.engine, "-")) || contains(try(local.voices[var.menu.language][var.menu.voice], [var.menu.engine]), coalesce(var.menu.engine, "-"))
    error_message = "The voice ${var.menu.voice} has no ${coalesce(var.menu.engine, "-")} engine: set menu.engine to ${join(" or ", try(local.voices[var.menu.language][var.menu.voice], []))}, or leave it out."
  }

  validation {
    condition     = var.menu.hours == null || length(trimspace(coalesce(var.menu.closed, " "))) > 0
    error_message = "menu.hours needs menu.closed, the words that callers hear outside the hours."
  }

  validation {
    condition     = var.menu.closed == null || var.menu.hours != null
    error_message = "menu.closed would never be said: set menu.hours too, or leave it out."
  }

  validation {
    condition     = length(var.menu.choices) >= 1 && length(var.menu.choices) <= 9
    error_message = "Give menu.choices one to nine choices."
  }

  validation {
    condition     = alltrue([for key in keys(var.menu.choices) : can(regex("^[0-9*#]$", key))])
    error_message = "A key of menu.choices is one of \"0\" to \"9\", \"*\" or \"#\"."
  }

  validation {
    condition     = alltrue([for choice in values(var.menu.choices) : length(trimspace(choice.say)) > 0])
    error_message = "Every choice of the menu needs words in say, for example \"For billing, press 1.\""
  }

  # Connect takes 3000 characters in one block; between two choices there is a blank.
  validation {
    condition     = sum(concat([0], [for choice in values(var.menu.choices) : length(choice.say) + 1])) + length(coalesce(var.menu.repeat_say, "To hear this again, press *.")) <= 3000
    error_message = "The words of all choices are read in one go, for which Amazon Connect takes 3000 characters: shorten them."
  }

  validation {
    condition = alltrue([
      for choice in values(var.menu.choices) : length([for target in [choice.queue_arn, choice.flow_arn, choice.phone_number] : target if target != null]) == 1
    ])
    error_message = "Every choice of the menu needs one target: a queue, a flow or a phone number."
  }

  validation {
    condition = alltrue([
      for choice in values(var.menu.choices) : choice.phone_number == null || can(regex("^\\+[1-9][0-9]{1,14}$", choice.phone_number))
    ])
    error_message = "Write phone numbers of the menu in E.164 form: + and up to 15 digits, country calling code first, for example \"+442079460000\"."
  }

  validation {
    condition     = var.menu.repeat == null || (can(regex("^[0-9*#]$", var.menu.repeat)) && !contains(keys(var.menu.choices), coalesce(var.menu.repeat, "-")))
    error_message = "menu.repeat is a key that no choice has: one of \"0\" to \"9\", \"*\" or \"#\"."
  }

  validation {
    condition     = var.menu.repeat == null || var.menu.repeat_say != null || startswith(var.menu.language, "en-")
    error_message = "menu.repeat needs menu.repeat_say, the words for that key, in the language of the menu."
  }

  validation {
    condition     = var.menu.repeat_say == null || var.menu.repeat != null
    error_message = "menu.repeat_say names a key that does nothing: set menu.repeat too, or leave it out."
  }

  validation {
    condition     = floor(var.menu.tries) == var.menu.tries && var.menu.tries >= 1 && var.menu.tries <= 10
    error_message = "Set menu.tries to a whole number from 1 to 10."
  }

  validation {
    condition     = floor(var.menu.timeout_seconds) == var.menu.timeout_seconds && var.menu.timeout_seconds >= 1 && var.menu.timeout_seconds <= 180
    error_message = "Set menu.timeout_seconds to a whole number from 1 to 180."
  }
}

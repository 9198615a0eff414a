# Actions are named for what they do, so that logs of the flow can be read. Words that are left unsaid have no action:
# `to` then leads to what comes after them.
locals {
  english = startswith(var.menu.language, "en-")

  # The order of a telephone's keys, as people read a menu out.
  ordered_keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"]
  # What identifiers and English words call them; an identifier takes every character here but may not be misread.
  key_names = { "*" = "star", "#" = "hash" }

  choices = [
    for key in local.ordered_keys : merge(var.menu.choices[key], { key = key, name = lookup(local.key_names, key, key) }) if contains(keys(var.menu.choices), key)
  ]

  default_words = {
    repeat_say = "To hear this again, press ${try(lookup(local.key_names, var.menu.repeat, var.menu.repeat), "")}."
    no_key     = "Sorry, I did not hear a key."
    wrong_key  = "Sorry, that key is not in the menu."
    goodbye    = "Goodbye."
    transfer   = ""
    queue_full = "All lines are busy at the moment. Please call again later."
    error      = "Sorry, something went wrong. Please call again later."
  }

  words = merge(
    { greeting = var.menu.greeting, closed = var.menu.closed },
    { for name, english in local.default_words : name => var.menu[name] != null ? var.menu[name] : local.english ? english : "" },
  )

  menu_words = join(" ", compact(concat(local.choices[*].say, var.menu.repeat == null ? [] : [local.words.repeat_say])))

  # What follows the words of each kind.
  after = merge(
    { greeting = var.menu.hours == null ? "menu" : "check-hours" },
    { for name in ["no_key", "wrong_key"] : name => "count-tries" },
    { transfer = "enter-queue" },
    { for name in ["closed", "goodbye", "queue_full", "error"] : name => "hang-up" },
  )

  queues = [for choice in local.choices : choice if choice.queue_arn != null]

  said = {
    for name, next in local.after : name => { identifier = "say-${replace(name, "_", "-")}", next = next }
    if coalesce(local.words[name], " ") != " " && (length(local.queues) > 0 || !contains(["transfer", "queue_full"], name))
  }
  to = merge(local.after, { for name, step in local.said : name => step.identifier })

  engine = var.menu.engine != null ? var.menu.engine : local.known_engines == null ? null : contains(local.known_engines, "standard") ? null : "neural"

  actions = concat(local.opening, local.menu, local.targets, local.ending)

  # Where the console draws the blocks: from left to right in the order of a call.
  columns = [
    ["set-voice"], ["set-language"], ["say-greeting"], ["check-hours"], ["menu"],
    concat([for choice in local.choices : "choose-${choice.name}"], ["say-no-key", "say-wrong-key", "say-closed"]),
    ["say-transfer", "count-tries"], ["enter-queue", "say-goodbye", "say-queue-full", "say-error"], ["hang-up"],
  ]
  positions = merge([
    for x, column in local.columns : {
      for y, identifier in column : identifier => { position = { x = 240 * (x + 1), y = 200 * y + 20 }, isFriendlyName = true }
    }
  ]...)

  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "set-voice"
    Metadata = {
      entryPointPosition = { x = 20, y = 20 }
      ActionMetadata     = { for action in local.actions : action.Identifier => local.positions[action.Identifier] }
    }
    Actions = local.actions
  })

  tree = concat(
    [
      for choice in local.choices : {
        key    = choice.key
        words  = choice.say
        kind   = choice.queue_arn != null ? "queue" : choice.flow_arn != null ? "flow" : "phone_number"
        target = coalesce(choice.queue_arn, choice.flow_arn, choice.phone_number)
      }
    ],
    [for key in [var.menu.repeat] : { key = key, words = local.words.repeat_say, kind = "repeat", target = null } if key != null],
  )
}

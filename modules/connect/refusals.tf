# What can't be, told entry by entry: a validation of a variable would say what is wrong and not where. names.tf,
# templates.tf and hours_of_operation.tf have lists of the same kind; the instance refuses a plan with any of them.

locals {
  channels = ["VOICE", "CHAT", "TASK", "EMAIL"]

  descriptions = {
    hours_of_operation   = { for name, hours in var.hours_of_operation : name => hours.description }
    queues               = { for name, queue in var.queues : name => queue.description }
    routing_profiles     = { for name, profile in var.routing_profiles : name => profile.description }
    security_profiles    = { for name, profile in var.security_profiles : name => profile.description }
    quick_connects       = { for name, quick_connect in var.quick_connects : name => quick_connect.description }
    contact_flows        = { for name, flow in var.contact_flows : name => flow.description }
    contact_flow_modules = { for name, flow in var.contact_flow_modules : name => flow.description }
  }

  # The provider counts bytes where Amazon Connect counts characters: an umlaut has two, a Chinese character three.
  bytes = {
    for text in distinct(flatten([for entries in values(local.descriptions) : [keys(entries), compact(values(entries))]])) :
    text => length(base64encode(text)) / 4 * 3 - length(regexall("=", base64encode(text)))
  }

  wrong_names = flatten([
    for kind, entries in local.descriptions : [
      for name, description in entries : concat(
        [for wrong in [name] : "${local.nouns[kind]} '${wrong}' can't have this name: give it 1-127 bytes without spaces around them" if trimspace(wrong) != wrong || wrong == "" || local.bytes[wrong] > 127],
        [for own in local.own_names[kind] : "${local.nouns[kind]} '${own}' can't be made, as every instance has one of this name: give yours another, or name that one without an entry in `${kind}`" if own == name],
        [
          for words in compact([description]) : "${local.nouns[kind]} '${name}' has a description of ${local.bytes[words]} bytes: shorten it to ${startswith(kind, "contact_flow") ? 500 : 250}"
          if local.bytes[words] > (startswith(kind, "contact_flow") ? 500 : 250)
        ],
      )
    ]
  ])

  wrong_queues = flatten([
    for name, queue in var.queues : concat(
      # The provider keeps the number in 32 bits.
      [for contacts in queue.max_contacts[*] : "queue '${name}' has max_contacts ${contacts}: set a whole number of 1-2147483647, or leave it out for no limit" if contacts < 1 || contacts > 2147483647 || floor(contacts) != contacts],
      [for caller in compact([try(queue.outbound_caller.name, null)]) : "queue '${name}' has an outbound_caller.name of ${length(caller)} characters: shorten it to 255" if length(caller) > 255],
      [for quick_connect in distinct(queue.quick_connects) : "queue '${name}' names quick connect '${quick_connect}' twice: once is enough" if length([for other in queue.quick_connects : other if other == quick_connect]) > 1],
      [for count in [length(queue.quick_connects)] : "queue '${name}' names ${count} quick connects: Amazon Connect takes 700 for a queue" if count > 700],
    )
  ])

  wrong_routing_profiles = flatten([
    for name, profile in var.routing_profiles : concat(
      [for count in [length(profile.channels)] : "routing profile '${name}' has no channel: give it VOICE = 1, or CHAT, TASK or EMAIL = 1-10" if count == 0],
      [
        for channel, contacts in profile.channels : "routing profile '${name}' has ${channel} = ${contacts} in its channels: VOICE takes 1, and CHAT, TASK and EMAIL take 1-10"
        if !contains(local.channels, channel) || contacts < 1 || contacts > (channel == "VOICE" ? 1 : 10) || floor(contacts) != contacts
      ],
      flatten([for entry in profile.queues : concat(
        [for priority in [entry.priority] : "routing profile '${name}' has queue '${entry.queue}' with priority ${priority}: set a whole number of 1-99" if priority < 1 || priority > 99 || floor(priority) != priority],
        [for delay in [entry.delay] : "routing profile '${name}' has queue '${entry.queue}' with delay ${delay}: set whole seconds of 0-9999" if delay < 0 || delay > 9999 || floor(delay) != delay],
        [for channel in setsubtract(concat(compact([entry.channel]), coalesce(entry.channels, [])), local.channels) : "routing profile '${name}' has queue '${entry.queue}' on channel '${channel}': there are ${join(", ", local.channels)}"],
        [for queue in [entry.queue] : "routing profile '${name}' has queue '${queue}' with both channel and channels: remove one of them" if entry.channel != null && entry.channels != null],
        [for queue in [entry.queue] : "routing profile '${name}' has queue '${queue}' with channels = []: leave it out for all channels of the profile" if try(length(entry.channels) == 0, false)],
      )]),
      [
        for served in distinct([for entry in local.served_queues[name] : "queue '${entry.queue}' twice on ${entry.channel}"]) : "routing profile '${name}' has ${served}: remove one of them"
        if length([for entry in local.served_queues[name] : entry if served == "queue '${entry.queue}' twice on ${entry.channel}"]) > 1
      ],
    )
  ])

  wrong_security_profiles = flatten([
    for name, profile in var.security_profiles : concat(
      [for wrong in [name] : "security profile '${wrong}' can't have this name: Amazon Connect takes letters a to z, digits, spaces and _@-" if !can(regex("^[ a-zA-Z0-9_@-]*$", wrong))],
      [for permission in distinct(profile.permissions) : "security profile '${name}' has permission '${permission}' twice: once is enough" if length([for other in profile.permissions : other if other == permission]) > 1],
      [for permission in profile.permissions : "security profile '${name}' has permission '${permission}': names of permissions have 1-128 characters" if permission == "" || length(permission) > 128],
      [for count in [length(profile.permissions)] : "security profile '${name}' has ${count} permissions: Amazon Connect takes 500" if count > 500],
    )
  ])

  wrong_quick_connects = flatten([
    for name, quick_connect in var.quick_connects : concat(
      [for wrong in [name] : "quick connect '${wrong}' has to lead to one place: give it a phone_number, or a queue and, if you like, a flow" if(quick_connect.phone_number == null) == (quick_connect.queue == null)],
      [for flow in quick_connect.flow[*] : "quick connect '${name}' has a flow and a phone_number: a flow belongs to a queue" if quick_connect.phone_number != null && quick_connect.queue == null],
      [for number in quick_connect.phone_number[*] : "quick connect '${name}' has phone_number '${number}': write + and 2-15 digits, country calling code first, for example \"+12065550142\"" if !can(regex("^\\+[1-9][0-9]{1,14}$", number))],
    )
  ])

  wrong_phone_numbers = concat(flatten([
    for key, number in var.phone_numbers : number.arn == null ? concat(
      [for code in [coalesce(number.country_code, "-")] : "phone number '${key}' has country_code ${number.country_code == null ? "null" : "'${code}'"}: write two capital letters, for example \"GB\", or give an arn alone to take a number over" if !can(regex("^[A-Z]{2}$", code))],
      [for type in [coalesce(number.type, "-")] : "phone number '${key}' has type ${number.type == null ? "null" : "'${type}'"}: set DID, TOLL_FREE or UIFN" if !contains(["DID", "TOLL_FREE", "UIFN"], type)],
      [for prefix in number.prefix[*] : "phone number '${key}' has prefix '${prefix}': write + and up to 11 digits, for example \"+1206\"" if !can(regex("^\\+[0-9]{1,11}$", prefix))],
      [for words in compact([number.description]) : "phone number '${key}' has a description of ${length(words)} characters: shorten it to 500" if length(words) > 500],
      ) : concat(
      [for setting, value in number : "phone number '${key}' is taken over by its arn: remove ${setting}, which is for one that is claimed" if contains(["country_code", "type", "prefix", "description"], setting) && value != null],
      [for arn in [number.arn] : "phone number '${key}' has arn '${arn}': write \"arn:aws:connect:<region>:<account>:phone-number/<id>\"" if !can(regex("^arn:[a-z-]+:connect:[a-z0-9-]+:[0-9]{12}:phone-number/[0-9a-f-]+$", arn))],
    )
    ]), [
    for arn in distinct(compact(values(var.phone_numbers)[*].arn)) : "phone numbers ${join(" and ", [for key, number in var.phone_numbers : "'${key}'" if number.arn == arn])} are one and the same, ${arn}: keep one of them"
    if length([for number in var.phone_numbers : number if number.arn == arn]) > 1
  ])

  wrong_lambda_functions = concat(
    [
      for name, arn in var.lambda_functions : "function '${name}' has '${arn}': give the ARN of a function, of a version or of an alias, for example \"arn:aws:lambda:eu-central-1:111122223333:function:find-customer\""
      if !can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$", arn))
    ],
    [for name, arn in var.lambda_functions : "function '${name}' has an ARN of ${length(arn)} characters: Amazon Connect takes 140, so give it or its alias a shorter name" if length(arn) > 140],
    [
      for arn in distinct(values(var.lambda_functions)) : "functions ${join(" and ", [for name, other in var.lambda_functions : "'${name}'" if other == arn])} are one and the same, ${arn}: keep one of them"
      if length([for other in values(var.lambda_functions) : other if other == arn]) > 1
    ],
  )

  wrong_entries = concat(
    local.wrong_names, local.wrong_queues, local.wrong_routing_profiles, local.wrong_security_profiles, local.wrong_quick_connects,
    local.wrong_hours, local.malformed_templates,
  )
}

# Which names the inputs may give to each other. All of them are known before anything exists, so that a plan can refuse
# a name that nothing defines; the precondition of the instance does, and nothing else is looked at then.

locals {
  own_flow_types = {
    "Default agent hold"       = "AGENT_HOLD"
    "Default agent transfer"   = "AGENT_TRANSFER"
    "Default agent whisper"    = "AGENT_WHISPER"
    "Default customer hold"    = "CUSTOMER_HOLD"
    "Default customer queue"   = "CUSTOMER_QUEUE"
    "Default customer whisper" = "CUSTOMER_WHISPER"
    "Default outbound"         = "OUTBOUND_WHISPER"
    "Default queue transfer"   = "QUEUE_TRANSFER"
  }

  own_names = {
    hours_of_operation   = ["Basic Hours"]
    queues               = ["BasicQueue"]
    routing_profiles     = ["Basic Routing Profile"]
    security_profiles    = ["Admin", "Agent", "CallCenterManager", "QualityAnalyst"]
    quick_connects       = []
    contact_flow_modules = []

    contact_flows = keys(local.own_flow_types)

    prompts = [
      "Beep.wav", "CustomerHold.wav", "CustomerQueue.wav", "Music_Jazz_MyTimetoFly_Inst.wav",
      "Music_Pop_ThisAndThatIsLife_Inst.wav", "Music_Pop_ThrowYourselfInFrontOfIt_Inst.wav",
      "Music_Rock_EverywhereTheSunShines_Inst.wav",
    ]
  }

  # What is in the instance without these inputs.
  found_names = { for kind, names in local.own_names : kind => distinct(concat(names, var.existing[kind])) }

  defined_names = {
    hours_of_operation   = keys(var.hours_of_operation)
    queues               = keys(var.queues)
    routing_profiles     = keys(var.routing_profiles)
    security_profiles    = keys(var.security_profiles)
    quick_connects       = keys(var.quick_connects)
    contact_flows        = keys(var.contact_flows)
    contact_flow_modules = keys(var.contact_flow_modules)
    prompts              = []
    lambda_functions     = keys(var.lambda_functions)
    phone_numbers        = keys(local.phone_numbers)
  }

  nouns = {
    hours_of_operation   = "hours of operation"
    queues               = "queue"
    routing_profiles     = "routing profile"
    security_profiles    = "security profile"
    quick_connects       = "quick connect"
    contact_flows        = "contact flow"
    contact_flow_modules = "contact flow module"
    prompts              = "prompt"
    lambda_functions     = "function"
    phone_numbers        = "phone number"
  }

  # Every name that an input gives: who names it, what it should be, and for flows of which type.
  references = concat(
    flatten([for name, queue in var.queues : concat(
      [{ by = "queue '${name}'", kind = "hours_of_operation", name = queue.hours, type = null }],
      [for number in compact([try(queue.outbound_caller.number, null)]) : { by = "queue '${name}'", kind = "phone_numbers", name = number, type = null }],
      [for caller in [queue.outbound_caller] : { by = "queue '${name}'", kind = "contact_flows", name = coalesce(caller.flow, "Default outbound"), type = "OUTBOUND_WHISPER" } if caller != null],
      [for quick_connect in queue.quick_connects : { by = "queue '${name}'", kind = "quick_connects", name = quick_connect, type = null }],
    )]),
    flatten([for name, profile in var.routing_profiles : [
      for queue in distinct(concat(profile.queues[*].queue, [local.default_outbound_queues[name]])) : { by = "routing profile '${name}'", kind = "queues", name = queue, type = null }
    ]]),
    flatten([for name, quick_connect in var.quick_connects : [
      { by = "quick connect '${name}'", kind = "queues", name = quick_connect.queue, type = null },
      { by = "quick connect '${name}'", kind = "contact_flows", name = coalesce(quick_connect.flow, "Default queue transfer"), type = "QUEUE_TRANSFER" },
    ] if quick_connect.queue != null]),
    [for key, number in local.phone_numbers : { by = "phone number '${key}'", kind = "contact_flows", name = number.flow, type = "CONTACT_FLOW" } if number.flow != null],
    local.menu == null ? [] : concat(
      [for hours in compact([local.menu.hours]) : { by = "the menu", kind = "hours_of_operation", name = hours, type = null }],
      [for key, choice in local.menu.choices : { by = "choice '${key}' of the menu", kind = "queues", name = choice.queue, type = null } if choice.queue != null],
      [for key, choice in local.menu.choices : { by = "choice '${key}' of the menu", kind = "contact_flows", name = choice.flow, type = "CONTACT_FLOW" } if choice.flow != null],
    ),
    [for reference in local.template_references : { by = reference.by, kind = reference.kind, name = reference.name, type = null }],
    # Not named by anybody: the flow of type "queue" leads there, and users go to these when a destroy takes theirs.
    [for queue in var.contact_flow.type == "queue" ? ["BasicQueue"] : [] : { by = "the flow", kind = "queues", name = queue, type = null }],
    [for profile in length(var.routing_profiles) > 0 ? ["Basic Routing Profile"] : [] : { by = "destroy", kind = "routing_profiles", name = profile, type = null }],
    [for profile in length(var.security_profiles) > 0 ? ["Agent"] : [] : { by = "destroy", kind = "security_profiles", name = profile, type = null }],
  )

  unknown_names = distinct([
    for reference in local.references :
    "${reference.by} names ${local.nouns[reference.kind]} '${reference.name}', which ${contains(keys(local.found_names), reference.kind) ? "neither `${reference.kind}` nor the instance has" : "`${reference.kind}` does not have"}"
    if !contains(concat(local.defined_names[reference.kind], lookup(local.found_names, reference.kind, [])), reference.name)
  ])

  # The types of flows that were made by hand are not known in a plan.
  flow_types = merge(local.own_flow_types, { for name, flow in var.contact_flows : name => flow.type })

  wrong_flow_types = distinct([
    for reference in local.references :
    "${reference.by} names contact flow '${reference.name}', which is of type ${local.flow_types[reference.name]} and would have to be of type ${reference.type}"
    if reference.type != null && lookup(local.flow_types, reference.name, reference.type) != reference.type
  ])

  # Name by name what has to be looked up in the instance: what somebody names and no input defines.
  looked_up = {
    for kind, names in local.found_names : kind => setintersection(
      setsubtract(names, local.defined_names[kind]),
      [for reference in local.references : reference.name if reference.kind == kind],
    )
  }
}

# What templates of flows name, found in their text: a plan can then refuse what is unknown or made later, and look up
# what is in the instance already.

locals {
  # When what a template may name is there; a flow has the tier of its type, and one that is in the instance has 0.
  tier_of_kind = {
    hours_of_operation   = 0
    prompts              = 0
    lambda_functions     = 0
    security_profiles    = 0
    queues               = 2
    routing_profiles     = 2
    contact_flow_modules = 4
    quick_connects       = 6
  }

  flow_order = "OUTBOUND_WHISPER; AGENT_HOLD, AGENT_WHISPER, CUSTOMER_HOLD, CUSTOMER_QUEUE and CUSTOMER_WHISPER, after the queues; flow modules; AGENT_TRANSFER and QUEUE_TRANSFER; CONTACT_FLOW, after the quick connects; the flow of contact_flow"

  # The words of templates.
  kinds = {
    flow             = "contact_flows"
    hours            = "hours_of_operation"
    lambda           = "lambda_functions"
    module           = "contact_flow_modules"
    prompt           = "prompts"
    queue            = "queues"
    quick_connect    = "quick_connects"
    routing_profile  = "routing_profiles"
    security_profile = "security_profiles"
  }

  templates = concat(
    [for name, flow in var.contact_flows : { by = "the template of contact flow '${name}'", tier = local.tier_of_type[flow.type], file = flow.file } if endswith(flow.file, ".tftpl")],
    [for name, flow in var.contact_flow_modules : { by = "the template of contact flow module '${name}'", tier = 4, file = flow.file } if endswith(flow.file, ".tftpl")],
    [for file in compact([var.contact_flow.file]) : { by = "the template of contact_flow", tier = 8, file = file } if endswith(file, ".tftpl")],
  )

  # What is between the braces of a template, without the texts in quotes in there.
  template_expressions = {
    for file in distinct(local.templates[*].file) : file => [
      for found in regexall("[$%]\\{[^{}]*\\}", file(file)) : replace(found, "/\"([^\"\\\\]|\\\\.)*\"/", "\"\"")
    ]
  }

  # A name that is computed can't be found; $${ and %%{ are how a text has ${ and %{.
  # queue["Billing"] is found anywhere, and queue.Billing between braces alone: elsewhere it is the end of a sentence.
  template_references = flatten([
    for template in local.templates : concat(
      [
        for found in distinct(regexall("\\b(${join("|", keys(local.kinds))})\\s*\\[\\s*\"((?:[^\"\\\\]|\\\\.)+)\"\\s*\\]", file(template.file))) : {
          by = template.by, tier = template.tier, kind = local.kinds[found[0]], name = replace(try(jsondecode("\"${found[1]}\""), found[1]), "/([$%])[$%]\\{/", "$1{")
        } if !can(regex("(?:^|[^$%])[$%]\\{", found[1]))
      ],
      [
        for found in distinct(flatten([for expression in local.template_expressions[template.file] : [
          for parts in regexall("(?:^|[^.\\w])(${join("|", keys(local.kinds))})\\.([A-Za-z_][\\w-]*)", expression) : join(" ", parts)
          ]])) : {
          by = template.by, tier = template.tier, kind = local.kinds[split(" ", found)[0]], name = split(" ", found)[1]
        }
      ],
      [for found in distinct(regexall("\\bbasic_queue_arn\\b", file(template.file))) : { by = template.by, tier = template.tier, kind = "queues", name = "BasicQueue" }],
    )
  ])

  late_names = distinct([
    for reference in local.template_references :
    "${reference.by} names ${local.nouns[reference.kind]} '${reference.name}', which is made after it or at the same time: name it in a flow that comes later"
    if reference.tier <= (reference.kind == "contact_flows" ? try(local.tier_of_type[var.contact_flows[reference.name].type], 0) : local.tier_of_kind[reference.kind])
  ])

  # A template is rendered with ARNs, which are unknown in the plan that makes them. Whether JSON comes of it shows with
  # any other text in their place.
  stand_ins = merge(
    { for word, kind in local.kinds : word => { for name in distinct(concat(local.defined_names[kind], lookup(local.found_names, kind, []))) : name => "arn" } },
    { instance_arn = "arn", basic_queue_arn = "arn", greeting = "\"\"" },
  )

  malformed_templates = [
    for template in local.templates : "${template.by} does not become valid JSON: correct ${template.file}"
    if can(templatefile(template.file, local.stand_ins)) && !can(jsondecode(templatefile(template.file, local.stand_ins)))
  ]
}

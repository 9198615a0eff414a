# Two sites: rows of agents.csv name the groups, routing profiles and security profiles.
user_hierarchy = { levels = ["Site", "Team"], groups = ["Berlin/Billing", "Berlin/Returns", "Seattle/Billing", "Seattle/Returns"] }

hours_of_operation = {
  "Berlin office"  = { time_zone = "Europe/Berlin", open = { "monday-friday" = "08:00-18:00", saturday = "09:00-13:00" } }
  "Seattle office" = { time_zone = "America/Los_Angeles", open = { "monday-friday" = "08:00-12:00, 13:00-18:00" } }
  "Around Berlin"  = { time_zone = "Europe/Berlin", open = { "monday-saturday" = "08:00-03:00" } }
}

queues = {
  "Berlin billing"  = { hours = "Berlin office", outbound_caller = { name = "Acme", number = "main" }, quick_connects = ["Night desk", "Seattle billing"] }
  "Berlin returns"  = { hours = "Berlin office", quick_connects = ["Night desk"] }
  "Seattle billing" = { hours = "Seattle office", outbound_caller = { name = "Acme", number = "main" }, quick_connects = ["Night desk"] }
  "Seattle returns" = { hours = "Seattle office", max_contacts = 20 }
}

routing_profiles = {
  "Berlin agents" = {
    channels = { VOICE = 1, CHAT = 2 }
    queues   = [{ queue = "Berlin billing" }, { queue = "Berlin returns", priority = 2 }, { queue = "Seattle billing", channel = "VOICE", priority = 3, delay = 30 }]
  }
  "Seattle agents" = {
    channels = { VOICE = 1, CHAT = 2 }
    queues   = [{ queue = "Seattle billing" }, { queue = "Seattle returns", priority = 2 }]
  }
  "Team leads" = { channels = { VOICE = 1 }, queues = [{ queue = "Berlin billing", priority = 9, delay = 120 }, { queue = "Seattle billing", priority = 9, delay = 120 }] }
}

security_profiles = {
  "Team lead"     = { description = "Listens in and reads metrics", permissions = ["BasicAgentAccess", "OutboundCallAccess", "ManagerListenIn", "AccessMetrics", "Users.View"] }
  "Quality coach" = { description = "Hears recordings", permissions = ["BasicAgentAccess", "ContactSearch.View", "CallRecordings.Unredacted.Access", "Evaluation.View"] }
}

quick_connects = {
  "Night desk"      = { description = "Who has the night shift", phone_number = "+12065550142" }
  "Seattle billing" = { queue = "Seattle billing" }
}

contact_flow = {
  type = "menu"
  menu = {
    greeting = "Welcome to Acme."
    hours    = "Around Berlin"
    closed   = "We are closed. Please call again in the morning."
    choices = {
      "1" = { say = "For billing in Europe, press 1.", queue = "Berlin billing" }
      "2" = { say = "For billing in America, press 2.", queue = "Seattle billing" }
      "3" = { say = "To return something, press 3.", flow = "Returns" }
    }
    repeat = "9"
  }
}

contact_flows = { "Returns" = { description = "Straight to the returns desk", file = "flows/returns.json.tftpl" } }

# main leads to the menu.
phone_numbers = {
  "main"    = { country_code = "US", type = "TOLL_FREE" }
  "returns" = { country_code = "US", type = "DID", flow = "Returns" }
}

# Recordings, transcripts and reports.
storage = { retention_days = 90 }

settings = {} # of the staffing, such as { directory_mode = "mirror" }

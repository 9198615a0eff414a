# A small contact centre for `make demo`: a menu, two queues, and routing profiles that agents.csv and second_shift.csv name.

hours_of_operation = {
  "Office" = { time_zone = "America/Los_Angeles", open = { "monday-friday" = "08:00-18:00", saturday = "09:00-13:00" } }
}

queues = {
  "Billing" = { hours = "Office" }
  "Returns" = { hours = "Office", max_contacts = 20 }
}

routing_profiles = {
  "Billing desk" = { channels = { VOICE = 1, CHAT = 2 }, queues = [{ queue = "Billing" }, { queue = "Returns", channel = "VOICE", priority = 2, delay = 30 }] }
  "Returns desk" = { channels = { VOICE = 1, CHAT = 2 }, queues = [{ queue = "Returns" }] }
}

contact_flow = {
  type = "menu"
  menu = {
    greeting = "Welcome to Acme."
    hours    = "Office"
    closed   = "We are closed. Please call again in the morning."
    choices = {
      "1" = { say = "For billing, press 1.", queue = "Billing" }
      "2" = { say = "To return something, press 2.", queue = "Returns" }
    }
    repeat = "9"
  }
}

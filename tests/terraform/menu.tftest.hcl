# The flow of a menu. Its branches and refusals are tested one by one in tests/functional/menu; here it meets a plan.

run "writes_a_flow" {
  command = plan

  module {
    source = "./modules/connect/menu"
  }

  variables {
    menu = {
      greeting = "Welcome to \"Acme\" & friends."
      hours    = "arn:aws:connect:eu-west-1:111122223333:instance/i/operating-hours/h"
      closed   = "We are closed."
      choices = {
        1 = { say = "For billing, press 1.", queue_arn = "arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q" }
        2 = { say = "For Leeds, press 2.", phone_number = "+441134960000" }
      }
      repeat = "9"
    }
  }

  assert {
    condition = [for action in jsondecode(output.content).Actions : action.Type if startswith(action.Identifier, "choose-")] == [
      "UpdateContactTargetQueue", "TransferParticipantToThirdParty"
    ]
    error_message = "Each choice has its target: ${output.content}"
  }

  assert {
    condition     = [for action in jsondecode(output.content).Actions : action.Parameters.Text if action.Identifier == "say-greeting"] == ["Welcome to \"Acme\" & friends."]
    error_message = "Words are said as they are given: ${output.content}"
  }

  assert {
    condition     = [for item in output.tree : "${item.key} ${item.kind}"] == ["1 queue", "2 phone_number", "9 repeat"]
    error_message = "The tree has each key with its kind: ${jsonencode(output.tree)}"
  }
}

run "tells_of_a_voice_that_it_does_not_know" {
  command = plan

  module {
    source = "./modules/connect/menu"
  }

  variables {
    menu = { greeting = "Hello.", voice = "Nova", choices = { 1 = { say = "Press 1.", phone_number = "+441134960000" } } }
  }

  expect_failures = [check.voice]
}

run "refuses_a_voice_of_another_language" {
  command = plan

  module {
    source = "./modules/connect/menu"
  }

  variables {
    menu = { greeting = "Hello.", voice = "Vicki", choices = { 1 = { say = "Press 1.", phone_number = "+441134960000" } } }
  }

  expect_failures = [var.menu]
}

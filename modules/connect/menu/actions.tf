# The actions of the flow, by the part of the call that they are for.
locals {
  opening = concat(
    [
      {
        Identifier  = "set-voice"
        Type        = "UpdateContactTextToSpeechVoice"
        Parameters  = merge({ TextToSpeechVoice = var.menu.voice }, local.engine == null ? {} : { TextToSpeechEngine = title(local.engine) })
        Transitions = { NextAction = "set-language", Errors = [{ ErrorType = "NoMatchingError", NextAction = "set-language" }], Conditions = [] }
      },
      {
        Identifier  = "set-language"
        Type        = "UpdateContactData"
        Parameters  = { LanguageCode = var.menu.language, TargetContact = "Current" }
        Transitions = { NextAction = local.to.greeting, Errors = [{ ErrorType = "NoMatchingError", NextAction = local.to.greeting }], Conditions = [] }
      },
    ],
    [
      for hours in [var.menu.hours] : {
        Identifier = "check-hours"
        Type       = "CheckHoursOfOperation"
        Parameters = { HoursOfOperationId = hours }
        Transitions = {
          NextAction = local.to.closed
          Errors     = [{ ErrorType = "NoMatchingError", NextAction = "menu" }]
          Conditions = [
            { NextAction = "menu", Condition = { Operator = "Equals", Operands = ["True"] } },
            { NextAction = local.to.closed, Condition = { Operator = "Equals", Operands = ["False"] } },
          ]
        }
      } if hours != null
    ],
  )

  menu = [
    {
      Identifier = "menu"
      Type       = "GetParticipantInput"
      Parameters = { Text = local.menu_words, StoreInput = "False", InputTimeLimitSeconds = tostring(var.menu.timeout_seconds) }
      Transitions = {
        NextAction = local.to.wrong_key
        Errors = [
          { ErrorType = "InputTimeLimitExceeded", NextAction = local.to.no_key },
          { ErrorType = "NoMatchingCondition", NextAction = local.to.wrong_key },
          { ErrorType = "NoMatchingError", NextAction = local.to.error },
        ]
        Conditions = concat(
          [for choice in local.choices : { NextAction = "choose-${choice.name}", Condition = { Operator = "Equals", Operands = [choice.key] } }],
          [for key in [var.menu.repeat] : { NextAction = "menu", Condition = { Operator = "Equals", Operands = [key] } } if key != null],
        )
      }
    },
    {
      # Once more than it continues: the first playing of the menu is not counted.
      Identifier = "count-tries"
      Type       = "Loop"
      Parameters = { LoopCount = tostring(var.menu.tries - 1) }
      Transitions = {
        NextAction = local.to.goodbye
        Errors     = []
        Conditions = [
          { NextAction = "menu", Condition = { Operator = "Equals", Operands = ["ContinueLooping"] } },
          { NextAction = local.to.goodbye, Condition = { Operator = "Equals", Operands = ["DoneLooping"] } },
        ]
      }
    },
  ]

  targets = concat(
    [
      for choice in local.queues : {
        Identifier  = "choose-${choice.name}"
        Type        = "UpdateContactTargetQueue"
        Parameters  = { QueueId = choice.queue_arn }
        Transitions = { NextAction = local.to.transfer, Errors = [{ ErrorType = "NoMatchingError", NextAction = local.to.error }], Conditions = [] }
      }
    ],
    [
      for choice in local.choices : {
        Identifier  = "choose-${choice.name}"
        Type        = "TransferToFlow"
        Parameters  = { ContactFlowId = choice.flow_arn }
        Transitions = { NextAction = local.to.error, Errors = [{ ErrorType = "NoMatchingError", NextAction = local.to.error }], Conditions = [] }
      } if choice.flow_arn != null
    ],
    [
      for choice in local.choices : {
        Identifier = "choose-${choice.name}"
        Type       = "TransferParticipantToThirdParty"
        # The flow goes on, so that a caller whom nobody answers hears so.
        Parameters = { ThirdPartyPhoneNumber = choice.phone_number, ThirdPartyConnectionTimeLimitSeconds = "30", ContinueFlowExecution = "True" }
        Transitions = {
          NextAction = "hang-up"
          Errors     = [for error in ["CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError"] : { ErrorType = error, NextAction = local.to.error }]
          Conditions = []
        }
      } if choice.phone_number != null
    ],
  )

  ending = concat(
    [
      for queue in slice(local.queues, 0, min(1, length(local.queues))) : {
        Identifier = "enter-queue"
        Type       = "TransferContactToQueue"
        Parameters = {}
        Transitions = {
          NextAction = "hang-up"
          Errors = [
            { ErrorType = "QueueAtCapacity", NextAction = local.to.queue_full },
            { ErrorType = "NoMatchingError", NextAction = local.to.error },
          ]
          Conditions = []
        }
      }
    ],
    [
      for name, step in local.said : {
        Identifier  = step.identifier
        Type        = "MessageParticipant"
        Parameters  = { Text = local.words[name] }
        Transitions = { NextAction = step.next, Errors = [{ ErrorType = "NoMatchingError", NextAction = step.next }], Conditions = [] }
      }
    ],
    [{ Identifier = "hang-up", Type = "DisconnectParticipant", Parameters = {}, Transitions = {} }],
  )
}

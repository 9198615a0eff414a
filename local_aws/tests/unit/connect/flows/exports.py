"""Flows as consoles export them: layout in the metadata, numbers in quotes, what is empty left out."""

from __future__ import annotations

from typing import Any


def action(identifier: str, kind: str, parameters: dict[str, Any] | None = None, **transitions: Any) -> dict[str, Any]:
    """Return an action; without parameters it has none at all."""
    document: dict[str, Any] = {"Identifier": identifier, "Type": kind, "Transitions": transitions}
    return document if parameters is None else {**document, "Parameters": parameters}


def error(kind: str, target: str) -> dict[str, Any]:
    return {"NextAction": target, "ErrorType": kind}


def when(operand: str, target: str, operator: str = "Equals") -> dict[str, Any]:
    return {"NextAction": target, "Condition": {"Operator": operator, "Operands": [operand]}}


def exported(flow_type: str, *actions: dict[str, Any]) -> dict[str, Any]:
    """Return a flow with the metadata of an export."""
    layout = {
        item["Identifier"]: {
            "position": {"x": 240.5, "y": 20 + 200 * row},
            "isFriendlyName": True,
            "parameters": {"QueueId": {"displayName": "BasicQueue"}},
            "conditionMetadata": [{"id": "86c6a6ab", "operator": {"name": "Equals", "value": "Equals"}, "value": "1"}],
            "dynamicMetadata": {"kind": False},
        }
        for row, item in enumerate(actions)
    }
    metadata = {
        "entryPointPosition": {"x": -10.2, "y": 20},
        "snapToGrid": False,
        "name": "An exported flow",
        "description": "",
        "type": flow_type,
        "status": "PUBLISHED",
        "hash": {},
        "ActionMetadata": layout,
        "Annotations": [{"type": "default", "id": "n1", "content": "a note", "actionId": "", "isFolded": True}],
    }
    return {
        "Version": "2019-10-30",
        "StartAction": actions[0]["Identifier"],
        "Metadata": metadata,
        "Actions": list(actions),
    }


BYE = action("bye", "DisconnectParticipant", {})


def inbound(queue: str, hours: str, flow: str, prompt: str, function: str) -> dict[str, Any]:
    """A greeting, hours, a function, a menu, a queue."""
    caught = [error("NoMatchingError", "bye")]
    menu_errors = [
        error("InputTimeLimitExceeded", "again"),
        error("NoMatchingCondition", "again"),
        error("NoMatchingError", "bye"),
    ]
    return exported(
        "contactFlow",
        action("log", "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Enabled"}, NextAction="record"),
        action(
            "record",
            "UpdateContactRecordingBehavior",
            {"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}},
            NextAction="voice",
            Errors=[],
            Conditions=[],
        ),
        action(
            "voice",
            "UpdateContactTextToSpeechVoice",
            {"TextToSpeechVoice": "Vicki", "TextToSpeechEngine": "Neural", "TextToSpeechStyle": "None"},
            NextAction="hook",
            Errors=[],
        ),
        action(
            "hook",
            "UpdateContactEventHooks",
            {"EventHooks": {"CustomerQueue": flow}, "EventHooksConfiguration": {"CustomerQueue": {"A": "false"}}},
            NextAction="look-up",
            Errors=caught,
        ),
        action(
            "look-up",
            "InvokeLambdaFunction",
            {
                "LambdaFunctionARN": function,
                "InvocationTimeLimitSeconds": "3",
                "ResponseValidation": {"ResponseType": "STRING_MAP"},
            },
            NextAction="remember",
            Errors=[error("NoMatchingError", "hours")],
            Conditions=[],
        ),
        action(
            "remember",
            "UpdateContactAttributes",
            {"Attributes": {"customer": "$.External.customer"}},
            NextAction="hours",
            Errors=[error("NoMatchingError", "hours")],
        ),
        action(
            "hours",
            "CheckHoursOfOperation",
            {"HoursOfOperationId": hours},
            NextAction="bye",
            Conditions=[when("True", "play"), when("False", "bye")],
            Errors=caught,
        ),
        action("play", "MessageParticipant", {"PromptId": prompt}, NextAction="menu", Errors=[], Conditions=[]),
        action(
            "menu",
            "GetParticipantInput",
            {"StoreInput": "False", "InputTimeLimitSeconds": "5", "SSML": "<speak>Press <break/> 1.</speak>"},
            NextAction="again",
            Errors=menu_errors,
            Conditions=[when("1", "choose"), when("2", "elsewhere")],
        ),
        action(
            "again",
            "Loop",
            {"LoopCount": "2"},
            NextAction="bye",
            Conditions=[when("ContinueLooping", "menu"), when("DoneLooping", "bye")],
            Errors=[],
        ),
        action("elsewhere", "TransferToFlow", {"ContactFlowId": flow}, NextAction="bye", Errors=caught),
        action("choose", "UpdateContactTargetQueue", {"QueueId": queue}, NextAction="staffed", Errors=caught),
        action(
            "staffed",
            "CheckMetricData",
            {"MetricType": "NumberOfAgentsStaffed"},
            NextAction="bye",
            Errors=[error("NoMatchingError", "bye"), error("NoMatchingCondition", "bye")],
            Conditions=[when("0", "enter", "NumberGreaterThan")],
        ),
        action(
            "enter",
            "TransferContactToQueue",
            NextAction="bye",
            Errors=[error("QueueAtCapacity", "bye"), *caught],
            Conditions=[],
        ),
        BYE,
    )


def split() -> dict[str, Any]:
    """Callers by percentage, an attribute, digits that are stored in secret."""
    secret = {
        "Text": "Enter your number.",
        "StoreInput": "True",
        "InputTimeLimitSeconds": "6",
        "InputValidation": {"CustomValidation": {"MaximumLength": "20"}},
        "InputEncryption": {"EncryptionKeyId": "key", "Key": "-----BEGIN CERTIFICATE-----"},
        "DTMFConfiguration": {"DisableCancelKey": "False"},
    }
    return exported(
        "contactFlow",
        action(
            "split",
            "DistributeByPercentage",
            NextAction="which",
            Conditions=[when("4", "which", "NumberLessThan"), when("10", "number", "NumberLessThan")],
            Errors=[error("NoMatchingCondition", "which")],
        ),
        action(
            "which",
            "Compare",
            {"ComparisonValue": "$.Channel"},
            NextAction="bye",
            Conditions=[when("VOICE", "number"), when("CHAT", "rest")],
            Errors=[error("NoMatchingCondition", "bye")],
        ),
        action(
            "rest",
            "Wait",
            {"TimeLimitSeconds": "900"},
            NextAction="bye",
            Conditions=[when("WaitCompleted", "bye")],
            Errors=[error("NoMatchingError", "bye")],
        ),
        action("number", "GetParticipantInput", secret, NextAction="bye", Errors=[error("NoMatchingError", "bye")]),
        BYE,
    )


def queue(prompt: str) -> dict[str, Any]:
    """What callers hear in a queue, until it is interrupted."""
    return exported(
        "customerQueue",
        action(
            "music",
            "MessageParticipantIteratively",
            {"Messages": [{"Text": "Please hold."}, {"PromptId": prompt}], "InterruptFrequencySeconds": "30"},
            Conditions=[when("MessagesInterrupted", "number")],
            Errors=[],
        ),
        action(
            "number",
            "UpdateContactCallbackNumber",
            {"CallbackNumber": "$.CustomerEndpoint.Address"},
            NextAction="callback",
            Errors=[error("InvalidCallbackNumber", "music"), error("CallbackNumberNotDialable", "music")],
        ),
        action(
            "callback",
            "CreateCallbackContact",
            {"InitialCallDelaySeconds": "5", "MaximumConnectionAttempts": "1", "RetryDelaySeconds": "600"},
            NextAction="end",
            Errors=[error("NoMatchingError", "music")],
        ),
        action("end", "EndFlowExecution", {}),
    )


def whisper() -> dict[str, Any]:
    """What an agent hears before the customer."""
    return exported(
        "agentWhisper",
        action("name", "MessageParticipant", {"Text": "$.Queue.Name"}, NextAction="end", Errors=[], Conditions=[]),
        action("end", "EndFlowExecution"),
    )


def hold() -> dict[str, Any]:
    """What a customer hears on hold: nothing follows it."""
    music = {"Messages": [{"Text": "You are on hold."}]}
    return exported("customerHold", action("music", "MessageParticipantIteratively", music, Errors=[], Conditions=[]))


def module() -> dict[str, Any]:
    """A module of two actions."""
    settings = {
        "InputParameters": [],
        "OutputParameters": [],
        "Transitions": [
            {"DisplayName": "Success", "ReferenceName": "Success", "Description": ""},
            {"DisplayName": "Error", "ReferenceName": "Error", "Description": ""},
        ],
    }
    greet = action("greet", "MessageParticipant", {"Text": "Hello"}, NextAction="return", Errors=[], Conditions=[])
    content = exported("contactFlowModule", greet, action("return", "EndFlowModuleExecution", {}))
    return {**content, "Settings": settings}

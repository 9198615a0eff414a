"""A valid action of every type whose content is checked, as consoles export them, and what each can't do without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ACTION = "action"
END = "end"


@dataclass(frozen=True)
class Sample:
    """A valid action.

    Attributes:
        parameters: as an export has them.
        needed: parameters that Connect refuses to do without.
        errors: error types with a branch, all of them needed unless in ``spare``.
        spare: error types that the action may have, and need not.
        conditions: pairs of operator and operand.
        all_conditions: whether each of them is needed.
        flow_type: of a flow that may have it.
        not_in: a flow type that may not; None if all may.
        ends: whether it is the end of a flow.
        takes_more: whether it may have parameters of other names.
        needs_next: whether it can't do without a ``NextAction``.
    """

    parameters: dict[str, Any] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    errors: tuple[str, ...] = ("NoMatchingError",)
    spare: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    all_conditions: bool = False
    flow_type: str = "CONTACT_FLOW"
    not_in: str | None = None
    ends: bool = False
    takes_more: bool = False
    needs_next: bool = True

    def action(self, kind: str) -> dict[str, Any]:
        """Return the action, which leads to the end by every branch."""
        if self.ends:
            return {"Identifier": ACTION, "Type": kind, "Parameters": dict(self.parameters), "Transitions": {}}
        transitions: dict[str, Any] = {
            "NextAction": END,
            "Errors": [{"NextAction": END, "ErrorType": name} for name in (*self.errors, *self.spare)],
            "Conditions": [
                {"NextAction": END, "Condition": {"Operator": operator, "Operands": [operand]}}
                for operator, operand in self.conditions
            ],
        }
        return {
            "Identifier": ACTION,
            "Type": kind,
            "Parameters": dict(self.parameters),
            "Transitions": transitions,
        }


AT_CAPACITY = ("QueueAtCapacity", "NoMatchingError")
MATCHED = ("NoMatchingError", "NoMatchingCondition")

SAMPLES: dict[str, Sample] = {
    "CheckHoursOfOperation": Sample(
        conditions=(("Equals", "True"), ("Equals", "False")), all_conditions=True, not_in="CUSTOMER_HOLD"
    ),
    "CheckMetricData": Sample(
        {"MetricType": "NumberOfAgentsStaffed"},
        ("MetricType",),
        MATCHED,
        conditions=(("NumberGreaterThan", "0"),),
        all_conditions=True,
        not_in="AGENT_WHISPER",
    ),
    "Compare": Sample(
        {"ComparisonValue": "$.Attributes.kind"},
        ("ComparisonValue",),
        ("NoMatchingCondition",),
        conditions=(("Equals", "gold"), ("TextStartsWith", "s"), ("NumberLessOrEqualTo", "3")),
        flow_type="CUSTOMER_HOLD",
    ),
    "ConnectParticipantWithLexBot": Sample(
        {"Text": "How can I help?", "LexV2Bot": {"AliasArn": "arn:aws:lex:eu-central-1:1:bot-alias/A/B"}},
        ("LexV2Bot",),
        MATCHED,
        spare=("InputTimeLimitExceeded",),
        conditions=(("Equals", "Billing"),),
        not_in="AGENT_WHISPER",
    ),
    "CreateCallbackContact": Sample(
        {"InitialCallDelaySeconds": "5", "MaximumConnectionAttempts": "1", "RetryDelaySeconds": "600"},
        ("InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"),
        not_in="CUSTOMER_HOLD",
        takes_more=True,
    ),
    "DequeueContactAndTransferToQueue": Sample(errors=AT_CAPACITY, flow_type="CUSTOMER_QUEUE", not_in="CONTACT_FLOW"),
    "DisconnectParticipant": Sample(ends=True, not_in="AGENT_HOLD"),
    "DistributeByPercentage": Sample(
        errors=("NoMatchingCondition",),
        conditions=(("NumberLessThan", "31"), ("NumberLessThan", "51")),
        not_in="CUSTOMER_WHISPER",
    ),
    "EndFlowExecution": Sample(ends=True, flow_type="AGENT_WHISPER"),
    "EndFlowModuleExecution": Sample(ends=True, flow_type="MODULE", not_in="CONTACT_FLOW"),
    "GetMetricData": Sample({"QueueChannel": "Voice"}, takes_more=True),
    "GetParticipantInput": Sample(
        {"Text": "Press 1.", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
        ("InputTimeLimitSeconds", "StoreInput"),
        ("InputTimeLimitExceeded", *MATCHED),
        conditions=(("Equals", "1"), ("Equals", "#")),
        not_in="CUSTOMER_WHISPER",
    ),
    "InvokeLambdaFunction": Sample(
        {
            "LambdaFunctionARN": "$.Attributes.function",
            "InvocationTimeLimitSeconds": "3",
            "LambdaInvocationAttributes": {"a": "$.ContactId"},
            "ResponseValidation": {"ResponseType": "JSON"},
        },
        ("LambdaFunctionARN", "InvocationTimeLimitSeconds"),
    ),
    "Loop": Sample(
        {"LoopCount": "2"},
        errors=(),
        spare=("NoMatchingError",),
        conditions=(("Equals", "ContinueLooping"), ("Equals", "DoneLooping")),
        all_conditions=True,
        takes_more=True,
    ),
    "MessageParticipant": Sample(
        {"Text": "Hello", "SkipWhenDTMFBufferEnabled": "false"},
        ("Text",),
        errors=(),
        spare=("NoMatchingError",),
        not_in="AGENT_HOLD",
    ),
    "MessageParticipantIteratively": Sample(
        {"Messages": [{"Text": "Please wait"}], "InterruptFrequencySeconds": "30"},
        ("Messages",),
        errors=(),
        spare=("NoMatchingError",),
        conditions=(("Equals", "MessagesInterrupted"),),
        flow_type="CUSTOMER_QUEUE",
        not_in="CONTACT_FLOW",
        needs_next=False,
    ),
    "ShowView": Sample(
        {"ViewResource": {"Id": "arn:aws:connect:x:aws:view/form:1"}, "InvocationTimeLimitSeconds": "300"},
        ("ViewResource", "InvocationTimeLimitSeconds"),
        (*MATCHED, "TimeLimitExceeded"),
        conditions=(("Equals", "Back"),),
        takes_more=True,
    ),
    "TagContact": Sample({"Tags": {"team": "$.Attributes.team"}}, ("Tags",)),
    "TransferContactToAgent": Sample(ends=True, flow_type="AGENT_TRANSFER", not_in="CONTACT_FLOW"),
    "TransferContactToQueue": Sample(errors=AT_CAPACITY, not_in="CUSTOMER_QUEUE"),
    "TransferParticipantToThirdParty": Sample(
        {
            "ThirdPartyPhoneNumber": "+441134960000",
            "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": "True",
        },
        ("ThirdPartyPhoneNumber", "ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution"),
        spare=("CallFailed", "ConnectionTimeLimitExceeded"),
        not_in="AGENT_WHISPER",
    ),
    "TransferToFlow": Sample({"ContactFlowId": "$.External.flow"}, ("ContactFlowId",), not_in="CUSTOMER_QUEUE"),
    "UntagContact": Sample({"TagKeys": ["team"]}, ("TagKeys",)),
    "UpdateContactAttributes": Sample({"Attributes": {"kind": "gold"}, "TargetContact": "Current"}, ("Attributes",)),
    "UpdateContactCallbackNumber": Sample(
        {"CallbackNumber": "$.StoredCustomerInput"},
        ("CallbackNumber",),
        ("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        not_in="CUSTOMER_HOLD",
    ),
    "UpdateContactData": Sample({"LanguageCode": "de-DE", "TargetContact": "Current"}, takes_more=True),
    "UpdateContactEventHooks": Sample(
        {"EventHooks": {"CustomerQueue": "$.Attributes.flow"}}, ("EventHooks",), takes_more=True
    ),
    "UpdateContactRecordingAndAnalyticsBehavior": Sample(
        {"VoiceBehavior": {"VoiceRecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}}},
        ("VoiceBehavior",),
        ("NoMatchingError", "ChannelMismatch"),
    ),
    "UpdateContactRecordingBehavior": Sample(
        {
            "RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]},
            "AnalyticsBehavior": {"Enabled": "True"},
        },
        ("RecordingBehavior",),
        errors=(),
        not_in="AGENT_WHISPER",
    ),
    "UpdateContactRoutingBehavior": Sample({"QueuePriority": "1"}, errors=(), not_in="CUSTOMER_HOLD"),
    "UpdateContactTargetQueue": Sample({"QueueId": "$.Attributes.queue"}, not_in="CUSTOMER_QUEUE"),
    "UpdateContactTextToSpeechVoice": Sample(
        {"TextToSpeechVoice": "Vicki", "TextToSpeechEngine": "Neural", "TextToSpeechStyle": "None"},
        ("TextToSpeechVoice",),
        errors=(),
        spare=("NoMatchingError",),
    ),
    "UpdateFlowAttributes": Sample({"FlowAttributes": {"tries": {"Value": "1"}}}, ("FlowAttributes",)),
    "UpdateFlowLoggingBehavior": Sample({"FlowLoggingBehavior": "Enabled"}, ("FlowLoggingBehavior",), errors=()),
    "UpdatePreviousContactParticipantState": Sample(
        {"PreviousContactParticipantState": "OffHold"}, not_in="AGENT_HOLD"
    ),
    "Wait": Sample(
        {"TimeLimitSeconds": "900"},
        ("TimeLimitSeconds",),
        spare=("ParticipantNotFound",),
        conditions=(("Equals", "WaitCompleted"),),
        takes_more=True,
    ),
}
"""By type."""

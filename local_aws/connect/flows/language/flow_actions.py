"""Actions that choose the path of a flow, and those that reach out of it."""

from __future__ import annotations

from local_aws.connect.flows.language.action import (
    ANYTHING,
    CALLS,
    INBOUND,
    NO_MATCHING_ERROR,
    OBJECT,
    OTHER,
    QUEUE,
    TEXT,
    TRANSFER,
    WHISPER,
    Action,
    Entry,
    Parameters,
)
from local_aws.connect.flows.language.conditions import ANY, EQUALS, NUMBERS, Conditions
from local_aws.connect.flows.language.contact_actions import SWITCH
from local_aws.connect.flows.language.forms import Choice, Dynamic, JsonPath, Number, Reference
from local_aws.connect.flows.language.structures import Entries, Fields

NOT_MATCHED = ("NoMatchingCondition",)
THREE_DAYS = 259_200
SEVEN_DAYS = 604_800

_QUEUE_OR_AGENT = {
    "QueueId": Reference("queue", Dynamic.ANYWHERE),
    "AgentId": Reference("agent", Dynamic.ANYWHERE),
}
_ONE_QUEUE = ("QueueId", "AgentId")
_AGENT_METRICS = ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline")
_QUEUE_METRICS = ("OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue")
_METRIC_ERRORS = (*NO_MATCHING_ERROR, *NOT_MATCHED)


def _metric(parameters: Parameters) -> Action:
    """Of agents it can only be asked whether there are any."""
    conditions = Conditions(("Equals", *NUMBERS), least=1)
    if parameters.get("MetricType") in _AGENT_METRICS:
        conditions = Conditions(("NumberGreaterThan",), ("0",), least=1)
    return Action(
        Fields(
            {"MetricType": Choice((*_AGENT_METRICS, *_QUEUE_METRICS)), **_QUEUE_OR_AGENT},
            ("MetricType",),
            not_both=_ONE_QUEUE,
        ),
        _METRIC_ERRORS,
        _METRIC_ERRORS,
        conditions,
        flow_types=CALLS,
    )


def _lambda(parameters: Parameters) -> Action:
    """A function that the flow does not wait for may take longer."""
    waits = str(parameters.get("InvocationType", "SYNCHRONOUS")).upper() != "ASYNCHRONOUS"
    return Action(
        Fields(
            {
                "LambdaFunctionARN": Reference("Lambda function", Dynamic.ANYWHERE),
                "InvocationTimeLimitSeconds": Number(1, 8 if waits else 60),
                "InvocationType": Choice(("SYNCHRONOUS", "ASYNCHRONOUS")),
                "LambdaInvocationAttributes": Entries(ANYTHING),
                "ResponseValidation": Fields({"ResponseType": Choice(("STRING_MAP", "JSON"))}, ("ResponseType",)),
            },
            ("LambdaFunctionARN", "InvocationTimeLimitSeconds"),
        )
    )


FLOW_ACTIONS: dict[str, Entry] = {
    "CheckHoursOfOperation": Action(
        Fields({"HoursOfOperationId": Reference("hours of operation")}),
        conditions=Conditions(("Equals",), ("True", "False"), every=True),
        flow_types=CALLS,
    ),
    "CheckMetricData": _metric,
    "CheckOutboundCallStatus": Action(
        Fields(open=True),
        conditions=Conditions(("Equals",), ("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected")),
    ),
    "CheckVoiceId": Action(
        Fields({"CheckVoiceIdOption": Choice(("enrollmentStatus", "voiceAuthentication", "fraudDetection"))}),
        conditions=EQUALS,
    ),
    "Compare": Action(
        Fields({"ComparisonValue": JsonPath()}, ("ComparisonValue",)), NOT_MATCHED, NOT_MATCHED, conditions=ANY
    ),
    "DistributeByPercentage": Action(
        errors=NOT_MATCHED,
        required=NOT_MATCHED,
        conditions=Conditions(("NumberLessThan", "NumericLessThan"), ascending=True),
        flow_types=CALLS,
    ),
    "EndFlowExecution": Action(errors=(), required=(), ends=True),
    "GetMetricData": Action(
        Fields(
            {**_QUEUE_OR_AGENT, "QueueChannel": Choice(("Voice", "Chat", "Task", "Email"), Dynamic.WHOLE)},
            not_both=_ONE_QUEUE,
            open=True,
        )
    ),
    "Loop": Action(
        Fields({"LoopCount": Number(0, 100, Dynamic.WHOLE)}, open=True),
        required=(),
        conditions=Conditions(("Equals",), ("ContinueLooping", "DoneLooping"), every=True),
    ),
    "StartVoiceIdStream": Action(flow_types=CALLS | WHISPER),
    "TransferToFlow": Action(
        Fields({"ContactFlowId": Reference("flow")}, ("ContactFlowId",)), flow_types=INBOUND | TRANSFER | OTHER
    ),
    "UpdateFlowAttributes": Action(
        Fields({"FlowAttributes": Entries(Fields({"Value": ANYTHING}, ("Value",)))}, ("FlowAttributes",))
    ),
    "UpdateFlowLoggingBehavior": Action(
        Fields({"FlowLoggingBehavior": SWITCH}, ("FlowLoggingBehavior",)), errors=(), required=()
    ),
    "UpdateRoutingCriteria": Action(
        Fields({"RoutingCriteria": OBJECT}, ("RoutingCriteria",), open=True), flow_types=CALLS
    ),
    "Wait": Action(
        Fields({"TimeLimitSeconds": Number(1, SEVEN_DAYS, Dynamic.WHOLE)}, ("TimeLimitSeconds",), open=True),
        errors=(*NO_MATCHING_ERROR, "ParticipantNotFound"),
        conditions=EQUALS,
    ),
    "CreateCallbackContact": Action(
        Fields(
            {
                "QueueId": Reference("queue"),
                "AgentId": Reference("agent"),
                "InitialCallDelaySeconds": Number(1, THREE_DAYS),
                "MaximumConnectionAttempts": Number(1),
                "RetryDelaySeconds": Number(1, THREE_DAYS),
                "ContactFlowId": Reference("flow"),
                "CallerId": TEXT,
            },
            ("InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"),
            not_both=_ONE_QUEUE,
            open=True,
        ),
        flow_types=INBOUND | TRANSFER | QUEUE | OTHER,
    ),
    "InvokeLambdaFunction": _lambda,
}
"""By type."""

"""Actions on a contact: its queue, its data, its recording; and the types that are known by name alone."""

from __future__ import annotations

from local_aws.connect.flows.language.action import (
    ANYTHING,
    CALLS,
    INBOUND,
    MODULE,
    NO_MATCHING_ERROR,
    OBJECT,
    OTHER,
    QUEUE,
    STATIC_TEXT,
    TEXT,
    TRANSFER,
    WHISPER,
    Action,
    Entry,
    Parameters,
)
from local_aws.connect.flows.language.conditions import EQUALS
from local_aws.connect.flows.language.forms import Choice, Dynamic, JsonPath, Number, Reference, Words
from local_aws.connect.flows.language.structures import Entries, Fields, Items

SWITCH = Choice(("Enabled", "Disabled"))
YES_NO = Choice(("true", "false"))
TARGET_CONTACT = Choice(("Current", "Related"))
AT_CAPACITY = ("QueueAtCapacity", *NO_MATCHING_ERROR)
CASE_ERRORS = ("ContactNotLinked", *NO_MATCHING_ERROR)
PARTICIPANTS = Items(Choice(("Agent", "Customer")))
AGENTS = Items(Choice(("Agent",)))
EVENT_HOOKS = (
    "AgentHold",
    "AgentWhisper",
    "CustomerHold",
    "CustomerQueue",
    "CustomerRemaining",
    "CustomerWhisper",
    "DefaultAgentUI",
    "DisconnectAgentUI",
    "PauseContact",
    "ResumeContact",
)

QUEUE_OR_AGENT = Fields({"QueueId": Reference("queue"), "AgentId": Reference("agent")}, not_both=("QueueId", "AgentId"))


def _recording_and_analytics(parameters: Parameters) -> Action:
    """Chat needs a branch for a redaction that fails, and nothing else may have it."""
    behaviours = ("ChatBehavior", "VoiceBehavior", "ScreenRecordingBehavior")
    errors: tuple[str, ...] = (*NO_MATCHING_ERROR, "ChannelMismatch")
    if "ChatBehavior" in parameters:
        errors = (*errors, "InFlightRedactionConfigurationFailed")
    return Action(Fields(dict.fromkeys(behaviours, OBJECT), one_of=behaviours), errors, errors)


CONTACT_ACTIONS: dict[str, Entry] = {
    "CompleteOutboundCall": Action(Fields(open=True), errors=(), required=()),
    "CreateCase": Action(
        Fields({"LinkContactToCase": YES_NO, "CaseTemplateId": TEXT, "CaseRequestFields": OBJECT}),
        errors=CASE_ERRORS,
    ),
    "CreateTask": Action(Fields({"ContactFlowId": Reference("flow"), "Attributes": Entries(ANYTHING)}, open=True)),
    "CreateWisdomSession": Action(Fields({"WisdomAssistantArn": TEXT}, ("WisdomAssistantArn",), open=True)),
    "DequeueContactAndTransferToQueue": Action(QUEUE_OR_AGENT, AT_CAPACITY, AT_CAPACITY, flow_types=QUEUE | OTHER),
    "EndFlowModuleExecution": Action(errors=(), required=(), ends=True, flow_types=frozenset({MODULE})),
    "GetCase": Action(
        Fields(
            {
                "LinkContactToCase": YES_NO,
                "GetLastUpdatedCase": YES_NO,
                "CustomerId": TEXT,
                "CaseRequestFields": OBJECT,
                "CaseResponseFields": ANYTHING,
            }
        ),
        errors=("ContactNotLinked", "MultipleFound", "NoneFound", *NO_MATCHING_ERROR),
    ),
    "InvokeFlowModule": Action(
        Fields({"FlowModuleId": Reference("flow module", Dynamic.ANYWHERE)}, ("FlowModuleId",), open=True),
        errors=("NoMatchingCondition", *NO_MATCHING_ERROR),
        conditions=EQUALS,
    ),
    "ResumeContact": Action(),
    "StartOutboundChatContact": Action(Fields({"ContactFlowArn": Reference("flow")}, open=True)),
    "TagContact": Action(Fields({"Tags": Entries(TEXT, high=6)}, ("Tags",))),
    "TransferContactToAgent": Action(errors=(), required=(), ends=True, flow_types=TRANSFER | OTHER),
    "TransferContactToQueue": Action(errors=AT_CAPACITY, required=AT_CAPACITY, flow_types=INBOUND | TRANSFER | OTHER),
    "UntagContact": Action(Fields({"TagKeys": Items(STATIC_TEXT, low=1)}, ("TagKeys",))),
    "UpdateCase": Action(
        Fields({"LinkContactToCase": YES_NO, "CaseId": TEXT, "CaseRequestFields": OBJECT}), errors=CASE_ERRORS
    ),
    "UpdateContactAttributes": Action(
        Fields({"Attributes": Entries(ANYTHING), "TargetContact": TARGET_CONTACT}, ("Attributes",))
    ),
    "UpdateContactCallbackNumber": Action(
        Fields({"CallbackNumber": JsonPath()}, ("CallbackNumber",)),
        errors=("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        required=("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        flow_types=CALLS,
    ),
    "UpdateContactData": Action(Fields({"TargetContact": TARGET_CONTACT, "References": Entries(ANYTHING)}, open=True)),
    "UpdateContactEventHooks": Action(
        Fields({"EventHooks": Entries(Reference("flow"), EVENT_HOOKS)}, ("EventHooks",), open=True)
    ),
    "UpdateContactMediaProcessing": Action(
        Fields({"ChatProcessor": OBJECT}, open=True),
        errors=("NoMatchingError", "ChannelMismatch"),
        required=("NoMatchingError", "ChannelMismatch"),
    ),
    "UpdateContactMediaStreamingBehavior": Action(
        Fields(
            {"MediaStreamingState": SWITCH, "Participants": ANYTHING, "MediaStreamType": Choice(("Audio",))},
            ("MediaStreamingState",),
        ),
        flow_types=CALLS | WHISPER,
    ),
    "UpdateContactRecordingAndAnalyticsBehavior": _recording_and_analytics,
    "UpdateContactRecordingBehavior": Action(
        Fields(
            {
                "RecordingBehavior": Fields(
                    {
                        "RecordedParticipants": PARTICIPANTS,
                        "ScreenRecordedParticipants": AGENTS,
                        "IVRRecordingBehavior": SWITCH,
                    },
                ),
                "AnalyticsBehavior": OBJECT,
            },
            ("RecordingBehavior",),
        ),
        errors=(),
        required=(),
        flow_types=CALLS,
    ),
    "UpdateContactRoutingBehavior": Action(
        Fields(
            {"QueuePriority": Number(1), "QueueTimeAdjustmentSeconds": Number()},
            not_both=("QueuePriority", "QueueTimeAdjustmentSeconds"),
        ),
        errors=(),
        required=(),
        flow_types=CALLS,
    ),
    "UpdateContactTargetQueue": Action(QUEUE_OR_AGENT, flow_types=INBOUND | TRANSFER | OTHER),
    "UpdateContactTextToSpeechVoice": Action(
        Fields(
            {"TextToSpeechVoice": Words(), "TextToSpeechEngine": Words(), "TextToSpeechStyle": Words()},
            ("TextToSpeechVoice",),
        ),
        required=(),
    ),
    "UpdatePreviousContactParticipantState": Action(
        Fields({"PreviousContactParticipantState": Choice(("AgentOnHold", "CustomerOnHold", "OffHold"))}),
        flow_types=INBOUND | TRANSFER | OTHER | {"OUTBOUND_WHISPER"},
    ),
}
"""By type."""

CONTACT_ACTIONS["UnTagContact"] = CONTACT_ACTIONS["UntagContact"]

_KNOWN_BY_NAME = Action(Fields(open=True), errors=None, required=(), conditions=None, next_needed=False)

BY_NAME: dict[str, Entry] = dict.fromkeys(
    (
        "AssociateContactToCustomerProfile",
        "AuthenticateParticipant",
        "CheckSegmentMembership",
        "CreateContact",
        "CreateCustomerProfile",
        "CreatePersistentContactAssociation",
        "EvaluateDataTableValues",
        "GetCalculatedAttributesForCustomerProfile",
        "GetCustomerProfile",
        "GetCustomerProfileObject",
        "ListDataTableValues",
        "LoadContactContent",
        "RenderMessageTemplate",
        "RouteContactToAgent",
        "StartOutboundEmailContact",
        "UpdateContactRoutingCriteria",
        "UpdateCustomerProfile",
        "UpsertDataTableValues",
    ),
    _KNOWN_BY_NAME,
)
"""Types that exports have, and whose pages say too little of them, or nothing."""

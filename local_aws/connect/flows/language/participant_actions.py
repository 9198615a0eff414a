"""Actions that a participant hears, sees or answers."""

from __future__ import annotations

from local_aws.connect.flows.language.action import (
    ANYTHING,
    CALLS,
    HOLD,
    INBOUND,
    MESSAGE,
    NO_MATCHING_ERROR,
    OBJECT,
    ONE_MESSAGE,
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
from local_aws.connect.flows.language.conditions import EQUALS, KEYS, NONE, Conditions
from local_aws.connect.flows.language.forms import Choice, Dynamic, Form, Number, Words
from local_aws.connect.flows.language.structures import Entries, Fields, Items

TRUE_FALSE = Choice(("True", "False"))
TIMED_OUT = "InputTimeLimitExceeded"
NOT_MATCHED = "NoMatchingCondition"

_ENCRYPTION = Fields({"EncryptionKeyId": TEXT, "Key": TEXT}, ("EncryptionKeyId", "Key"))
_KEYPAD = Fields(
    {
        "InputTerminationSequence": STATIC_TEXT,
        "DisableCancelKey": TRUE_FALSE,
        "InterdigitTimeLimitSeconds": Number(1, 20, Dynamic.WHOLE),
    }
)
_VALIDATION = Fields(
    {
        "PhoneNumberValidation": Fields(
            {"NumberFormat": Choice(("Local", "E164")), "CountryCode": STATIC_TEXT}, ("NumberFormat",)
        ),
        "CustomValidation": Fields({"MaximumLength": Number(1, None, Dynamic.WHOLE)}, ("MaximumLength",)),
    },
    one_of=("PhoneNumberValidation", "CustomValidation"),
)
_INPUT: dict[str, Form] = {
    **MESSAGE,
    "InputTimeLimitSeconds": Number(1, 180),
    "StoreInput": TRUE_FALSE,
    "DTMFConfiguration": _KEYPAD,
    "EnableDTMFBuffer": TRUE_FALSE,
    "SkipWhenDTMFBufferEnabled": TRUE_FALSE,
}

_MENU_ERRORS = (TIMED_OUT, NOT_MATCHED, *NO_MATCHING_ERROR)
_MENU = Action(
    Fields(_INPUT, ("InputTimeLimitSeconds", "StoreInput"), not_both=ONE_MESSAGE),
    _MENU_ERRORS,
    _MENU_ERRORS,
    KEYS,
    flow_types=CALLS,
)
_TOUCHTONE_BUFFER = Action(Fields({**_INPUT, "InputEncryption": _ENCRYPTION}, ("EnableDTMFBuffer",)), flow_types=CALLS)


def _input(parameters: Parameters) -> Action:
    """A menu, digits that are stored, or how digits are buffered that are pressed too early."""
    if "EnableDTMFBuffer" in parameters:
        return _TOUCHTONE_BUFFER
    if str(parameters.get("StoreInput", "False")).lower() != "true":
        return _MENU
    validation = parameters.get("InputValidation")
    errors: tuple[str, ...] = NO_MATCHING_ERROR
    if isinstance(validation, dict) and "PhoneNumberValidation" in validation:
        errors = (*errors, "InvalidPhoneNumber")
    members = {**_INPUT, "InputValidation": _VALIDATION, "InputEncryption": _ENCRYPTION}
    required = ("InputTimeLimitSeconds", "StoreInput", "InputValidation")
    return Action(Fields(members, required, not_both=ONE_MESSAGE), errors, errors, NONE, flow_types=CALLS)


def _third_party(parameters: Parameters) -> Action:
    """Where the flow does not go on after the call, a call that fails has no branch of its own."""
    by_phone = "VoiceConnector" not in parameters
    goes_on = str(parameters.get("ContinueFlowExecution", "True")).lower() == "true"
    errors = ("CallFailed", "ConnectionTimeLimitExceeded", *NO_MATCHING_ERROR) if goes_on else NO_MATCHING_ERROR
    return Action(
        Fields(
            {
                "ThirdPartyPhoneNumber": TEXT,
                "ThirdPartyConnectionTimeLimitSeconds": Number(0, 600, Dynamic.WHOLE),
                "ContinueFlowExecution": TRUE_FALSE,
                "ThirdPartyDTMFDigits": Words(Dynamic.WHOLE),
                "CallerId": Fields({"Number": Words(Dynamic.WHOLE), "Name": TEXT}),
                "VoiceConnector": OBJECT,
            },
            ("ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution") if by_phone else (),
            one_of=("ThirdPartyPhoneNumber", "VoiceConnector"),
        ),
        errors=errors,
        flow_types=INBOUND | TRANSFER | QUEUE | OTHER,
    )


PARTICIPANT_ACTIONS: dict[str, Entry] = {
    "ConnectParticipantWithLexBot": Action(
        Fields(
            {
                **MESSAGE,
                "LexV2Bot": Fields({"AliasArn": TEXT}, ("AliasArn",)),
                "LexBot": Fields({"Name": TEXT, "Region": TEXT, "Alias": TEXT}, ("Name", "Region", "Alias")),
                "LexSessionAttributes": Entries(ANYTHING),
                "LexInitializationData": ANYTHING,
                "LexTimeoutSeconds": ANYTHING,
                "SkipWhenDTMFBufferEnabled": TRUE_FALSE,
            },
            one_of=("LexV2Bot", "LexBot"),
        ),
        errors=(TIMED_OUT, NOT_MATCHED, *NO_MATCHING_ERROR),
        required=(NOT_MATCHED, *NO_MATCHING_ERROR),
        conditions=EQUALS,
        flow_types=CALLS,
    ),
    "DisconnectParticipant": Action(errors=(), required=(), ends=True, flow_types=INBOUND | TRANSFER | QUEUE | OTHER),
    "GetParticipantInput": _input,
    "MessageParticipant": Action(
        Fields({**MESSAGE, "SkipWhenDTMFBufferEnabled": TRUE_FALSE}, one_of=ONE_MESSAGE),
        required=(),
        flow_types=INBOUND | TRANSFER | QUEUE | WHISPER | OTHER,
    ),
    "MessageParticipantIteratively": Action(
        Fields(
            {
                "Messages": Items(Fields(MESSAGE, one_of=ONE_MESSAGE), low=1),
                "InterruptFrequencySeconds": Number(1, None, Dynamic.WHOLE),
            },
            ("Messages",),
        ),
        required=(),
        conditions=Conditions(("Equals",), ("MessagesInterrupted",)),
        next_needed=False,
        flow_types=QUEUE | HOLD | OTHER,
    ),
    "ShowView": Action(
        Fields(
            {
                "ViewResource": Fields({"Id": TEXT, "Version": ANYTHING}, ("Id",)),
                "InvocationTimeLimitSeconds": Number(1, None, Dynamic.WHOLE),
                "ViewData": ANYTHING,
                "SensitiveDataConfiguration": ANYTHING,
            },
            ("ViewResource", "InvocationTimeLimitSeconds"),
            open=True,
        ),
        errors=(NOT_MATCHED, *NO_MATCHING_ERROR, "TimeLimitExceeded"),
        required=(NOT_MATCHED, *NO_MATCHING_ERROR, "TimeLimitExceeded"),
        conditions=EQUALS,
    ),
    "TransferParticipantToThirdParty": _third_party,
}
"""By type."""

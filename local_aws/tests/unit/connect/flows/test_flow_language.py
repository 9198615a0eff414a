"""Content is checked as the flow language has it: a valid flow is taken, and refused as soon as one thing is broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local_aws.connect.flows.language.contact_actions import BY_NAME
from local_aws.connect.flows.language.document import ACTIONS, problems
from local_aws.tests.unit.connect.flows.actions import ACTION, END, SAMPLES, Sample

Flow = dict[str, Any]

TERMINAL = {"CUSTOMER_HOLD": "EndFlowExecution", "AGENT_HOLD": "EndFlowExecution", "AGENT_WHISPER": "EndFlowExecution"}


def flow(kind: str, sample: Sample) -> Flow:
    """Return a flow of one action and, if it leads anywhere, an end."""
    actions = [sample.action(kind)]
    if not sample.ends:
        end = TERMINAL.get(sample.flow_type, "DisconnectParticipant")
        actions.append({"Identifier": END, "Type": end, "Parameters": {}, "Transitions": {}})
    return {"Version": "2019-10-30", "StartAction": ACTION, "Metadata": {}, "Actions": actions}


def found(document: Flow, flow_type: str) -> list[str]:
    """Return the problems of a flow in an instance that has everything."""
    return [str(problem) for problem in problems(document, flow_type, lambda kind, identifier: None)]


def first(document: Flow) -> dict[str, Any]:
    action: dict[str, Any] = document["Actions"][0]
    return action


each = pytest.mark.parametrize(("kind", "sample"), SAMPLES.items(), ids=list(SAMPLES))


def test_every_type_that_is_checked_has_a_sample() -> None:
    rest = {"CheckOutboundCallStatus", "CheckVoiceId", "CompleteOutboundCall", "CreateCase", "CreateTask"}
    rest |= {"CreateWisdomSession", "GetCase", "InvokeFlowModule", "ResumeContact", "StartOutboundChatContact"}
    rest |= {"StartVoiceIdStream", "UnTagContact", "UpdateCase", "UpdateContactMediaProcessing"}
    rest |= {"UpdateContactMediaStreamingBehavior", "UpdateRoutingCriteria"}
    assert set(ACTIONS) - set(BY_NAME) == set(SAMPLES) | rest


@each
def test_a_valid_action_is_taken(kind: str, sample: Sample) -> None:
    assert found(flow(kind, sample), sample.flow_type) == []


@each
def test_what_an_action_need_not_have_may_be_left_out(kind: str, sample: Sample) -> None:
    document = flow(kind, sample)
    action = first(document)
    if not sample.ends:
        action["Transitions"]["Errors"] = [
            error for error in action["Transitions"]["Errors"] if error["ErrorType"] not in sample.spare
        ]
        if not sample.conditions:
            del action["Transitions"]["Conditions"]
    if not action["Parameters"]:
        del action["Parameters"]
    if not sample.needs_next:
        del action["Transitions"]["NextAction"]
    assert found(document, sample.flow_type) == []


Change = Callable[[dict[str, Any]], Any]
Case = tuple[str, Change, str]
"""What is broken, how, and what must be told."""


def dropped(place: str, name: str) -> Change:
    return lambda action: action[place].pop(name)


def put(place: str, **members: Any) -> Change:
    return lambda action: action[place].update(members)


def without_error(name: str) -> Change:
    def change(action: dict[str, Any]) -> None:
        errors = action["Transitions"]["Errors"]
        action["Transitions"]["Errors"] = [error for error in errors if error["ErrorType"] != name]

    return change


def with_error(**members: Any) -> Change:
    return lambda action: action["Transitions"]["Errors"].append(members)


def condition(**members: Any) -> Change:
    return lambda action: action["Transitions"]["Conditions"][0].update(members)


def compared(**members: Any) -> Change:
    return lambda action: action["Transitions"]["Conditions"][0]["Condition"].update(members)


def broken_frame(kind: str) -> Iterator[Case]:
    yield "no identifier", lambda action: action.pop("Identifier"), "missing required property. Path: Actions[0].Identi"
    yield "no type", lambda action: action.pop("Type"), "Action is missing required property. Path: Actions[0].Type"
    yield "other type", lambda action: action.update(Type=f"{kind}X"), f"Invalid Action type. Type: {kind}X"
    yield "parameters", lambda action: action.update(Parameters=[]), "Path: Actions[0].Parameters (must be an object)"
    yield (
        "transitions",
        lambda action: action.update(Transitions=[]),
        "Path: Actions[0].Transitions (must be an object)",
    )


def broken_parameters(sample: Sample) -> Iterator[Case]:
    for name in sample.needed:
        yield f"no {name}", dropped("Parameters", name), "missing required property"
        values: list[Any] = [None, "", [], 1.5]
        if not isinstance(sample.parameters[name], dict):
            values.append({"x": 1})
        for value in values:
            yield f"{name}={value}", put("Parameters", **{name: value}), f"Parameters.{name}"
    if not sample.takes_more:
        yield (
            "more",
            put("Parameters", Nonsense="1"),
            "Invalid Action property name. Path: Actions[0].Parameters.Nonsense",
        )


def broken_transitions(sample: Sample) -> Iterator[Case]:
    if sample.ends:
        yield "next", put("Transitions", NextAction=ACTION), "Action does not support transitions. Path: Actions[0]"
        yield "branch", put("Transitions", Errors=[{"NextAction": ACTION}]), "Action does not support transitions"
        return
    yield "lost next", put("Transitions", NextAction="lost"), "Actions[0].Transitions.NextAction (leads to 'lost'"
    if sample.needs_next:
        yield "no next", dropped("Transitions", "NextAction"), "required property. Path: Actions[0].Transitions.NextAct"
    yield "other error", with_error(NextAction=END, ErrorType="Bang"), "Invalid Action error. Error: Bang"
    yield "lost error", with_error(NextAction="x", ErrorType="Bang"), "].NextAction (leads to 'x'"
    yield "error without target", with_error(ErrorType="Bang"), "].NextAction (leads to None"
    for name in sample.errors:
        yield f"no {name}", without_error(name), f"Action is missing required error. Error: {name}. Path: Actions[0]"


def broken_conditions(sample: Sample) -> Iterator[Case]:
    if sample.ends:
        return
    if not sample.conditions:
        added = {"NextAction": END, "Condition": {"Operator": "Equals", "Operands": ["1"]}}
        yield (
            "condition",
            put("Transitions", Conditions=[added]),
            "Action does not support conditions. Path: Actions[0]",
        )
        return
    yield "lost condition", condition(NextAction="x"), "Transitions.Conditions[0].NextAction (leads to 'x'"
    yield "no condition", condition(Condition=None), "Transitions.Conditions[0].Condition"
    yield "operator", compared(Operator="Is"), "Conditions[0].Condition.Operator (must be one of"
    yield "no operand", compared(Operands=[]), "Conditions[0].Condition.Operands"
    yield "operands", compared(Operands=["1", "2"]), "Conditions[0].Condition.Operands (must be one text or number)"
    if sample.all_conditions:
        yield "conditions", lambda action: action["Transitions"]["Conditions"].pop(), "Transitions.Conditions"


def broken(kind: str, sample: Sample) -> Iterator[Case]:
    yield from broken_frame(kind)
    yield from broken_parameters(sample)
    yield from broken_transitions(sample)
    yield from broken_conditions(sample)


CASES = [
    pytest.param(kind, sample, change, told, id=f"{kind}-{name}")
    for kind, sample in SAMPLES.items()
    for name, change, told in broken(kind, sample)
]


@pytest.mark.parametrize(("kind", "sample", "change", "told"), CASES)
def test_an_action_with_one_thing_broken_is_refused(kind: str, sample: Sample, change: Change, told: str) -> None:
    document = copy.deepcopy(flow(kind, sample))
    change(first(document))
    assert any(told in problem for problem in found(document, sample.flow_type)), found(document, sample.flow_type)


@pytest.mark.parametrize(
    ("kind", "sample"),
    [(kind, sample) for kind, sample in SAMPLES.items() if sample.not_in],
    ids=[kind for kind, sample in SAMPLES.items() if sample.not_in],
)
def test_an_action_is_refused_in_a_flow_that_can_not_have_it(kind: str, sample: Sample) -> None:
    assert sample.not_in
    told = f"Invalid Action type. Type: {kind}. Path: Actions[0] ({sample.not_in} can't have it)"
    assert told in found(flow(kind, sample), sample.not_in)


@pytest.mark.parametrize("kind", sorted(BY_NAME))
def test_types_that_are_known_by_name_are_left_alone(kind: str) -> None:
    sample = Sample({"Anything": [1]}, errors=("SomeError",), conditions=(("SomeOperator", "x"),))
    assert found(flow(kind, sample), "CONTACT_FLOW") == []


MENU = {"Text": "Press 1.", "InputTimeLimitSeconds": "5", "StoreInput": "True"}
DIGITS = {"CustomValidation": {"MaximumLength": "20"}}
NUMBER = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "DE"}}
CALL = {"ThirdPartyConnectionTimeLimitSeconds": "30", "ThirdPartyPhoneNumber": "+441134960000"}
OLDEST = {"MetricType": "OldestContactInQueueAgeSeconds"}
EVERY = ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
AGED = (("NumberGreaterThan", "300000"),)


@pytest.mark.parametrize(
    ("kind", "sample", "told"),
    [
        ("GetParticipantInput", Sample({**MENU, "InputValidation": DIGITS}), None),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": DIGITS}, errors=EVERY),
            "Error: NoMatchingCondition",
        ),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": DIGITS}, conditions=(("Equals", "1"),)),
            "conditions",
        ),
        ("GetParticipantInput", Sample(MENU), "Parameters.InputValidation"),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": NUMBER}),
            "required error. Error: InvalidPhoneNumber",
        ),
        (
            "GetParticipantInput",
            Sample({**MENU, "InputValidation": NUMBER}, errors=("NoMatchingError", "InvalidPhoneNumber")),
            None,
        ),
        ("GetParticipantInput", Sample({**MENU, "InputValidation": {**DIGITS, **NUMBER}}), "Only one of these"),
        ("GetParticipantInput", Sample({**MENU, "InputTimeLimitSeconds": "0"}), "InputTimeLimitSeconds"),
        ("GetParticipantInput", Sample({**MENU, "InputTimeLimitSeconds": "$.Attributes.x"}), "InputTimeLimitSeconds"),
        (
            "GetParticipantInput",
            Sample({**MENU, "StoreInput": "False"}, errors=EVERY, conditions=(("Equals", "12"),)),
            "must be one of 0, 1",
        ),
        ("GetParticipantInput", Sample({"EnableDTMFBuffer": "true"}), None),
        ("TransferParticipantToThirdParty", Sample({**CALL, "ContinueFlowExecution": "False"}), None),
        (
            "TransferParticipantToThirdParty",
            Sample({**CALL, "ContinueFlowExecution": "False"}, errors=("CallFailed", "NoMatchingError")),
            "Invalid Action error. Error: CallFailed",
        ),
        ("TransferParticipantToThirdParty", Sample({"VoiceConnector": {}}), None),
        (
            "InvokeLambdaFunction",
            Sample({"LambdaFunctionARN": "$.A.b", "InvocationTimeLimitSeconds": "9"}),
            "from 1 to 8",
        ),
        (
            "InvokeLambdaFunction",
            Sample({"LambdaFunctionARN": "x", "InvocationTimeLimitSeconds": "9", "InvocationType": "ASYNCHRONOUS"}),
            None,
        ),
        ("CheckMetricData", Sample(OLDEST, errors=EVERY[1:], conditions=AGED), None),
        (
            "CheckMetricData",
            Sample({"MetricType": "NumberOfAgentsOnline"}, errors=EVERY[1:], conditions=AGED),
            "must be one of 0",
        ),
        ("Loop", Sample({"LoopCount": "101"}, errors=()), "from 0 to 100"),
        ("Loop", Sample({"LoopCount": 0}, errors=(), conditions=SAMPLES["Loop"].conditions), None),
        ("Loop", Sample({"LoopCount": True}, errors=()), "must be an integer"),
        ("Wait", Sample({"TimeLimitSeconds": "604801"}, conditions=(("Equals", "WaitCompleted"),)), "604800"),
        ("Compare", Sample({"ComparisonValue": "plain"}, errors=EVERY[1:2]), "ComparisonValue"),
        ("Compare", Sample({"ComparisonValue": "$.Attributes.a and $.b"}, errors=EVERY[1:2]), "ComparisonValue"),
        ("Compare", Sample({"ComparisonValue": "$.Attributes['a b'].c"}, errors=EVERY[1:2]), None),
        (
            "Compare",
            Sample(SAMPLES["Compare"].parameters, errors=EVERY[1:2], conditions=(("NumberLessThan", "x"),)),
            "numb",
        ),
        ("DistributeByPercentage", Sample(errors=EVERY[1:2], conditions=(("NumberLessThan", "101"),)), "100 at most"),
        (
            "DistributeByPercentage",
            Sample(errors=EVERY[1:2], conditions=(("NumberLessThan", "50"), ("NumberLessThan", "20"))),
            "add up",
        ),
        ("MessageParticipant", Sample({"Text": "a", "SSML": "<speak>a</speak>"}), "Properties: [Text, SSML]"),
        ("MessageParticipant", Sample({"Text": "a" * 3000}), None),
        ("MessageParticipant", Sample({"Text": "a" * 3001}), "3001 characters"),
        ("MessageParticipant", Sample({"SSML": "<break/>" * 500 + "a" * 1999}), None),
        ("MessageParticipant", Sample({"SSML": "<break/>" * 760}), "6080 characters"),
        ("MessageParticipant", Sample({"PromptId": "$.Attributes.prompt"}), None),
        ("MessageParticipant", Sample({"Media": {"Uri": "s3://a/b.wav", "SourceType": "S3"}}), "Media.MediaType"),
        ("MessageParticipantIteratively", Sample({"Messages": []}, flow_type="CUSTOMER_HOLD"), "list of 1 or more"),
        (
            "MessageParticipantIteratively",
            Sample({"Messages": [{"Txt": "a"}]}, flow_type="CUSTOMER_HOLD"),
            "Messages[0].Txt",
        ),
        ("UpdateContactTargetQueue", Sample({"QueueId": {"QueueId": "x"}}), "Parameters.QueueId"),
        ("UpdateContactTargetQueue", Sample({"QueueId": "x", "AgentId": "y"}), "Properties: [QueueId, AgentId]"),
        (
            "UpdateContactRoutingBehavior",
            Sample({"QueuePriority": "1", "QueueTimeAdjustmentSeconds": "-5"}, errors=()),
            "Only",
        ),
        ("UpdateContactRoutingBehavior", Sample({"QueueTimeAdjustmentSeconds": "-5"}, errors=()), None),
        ("UpdateContactRoutingBehavior", Sample({"QueuePriority": "0"}, errors=()), "from 1 to any"),
        ("UpdateContactEventHooks", Sample({"EventHooks": {"Whisper": "x"}}), "EventHooks.Whisper"),
        ("UpdateFlowAttributes", Sample({"FlowAttributes": {"a": "b"}}), "FlowAttributes.a"),
        ("TagContact", Sample({"Tags": {str(number): "x" for number in range(7)}}), "at most 6 entries"),
        ("UntagContact", Sample({"TagKeys": []}), "Parameters.TagKeys"),
        ("UnTagContact", Sample({"TagKeys": ["a"]}), None),
        ("UpdateContactAttributes", Sample({"Attributes": {}, "TargetContact": "Other"}), "Current, Related"),
        (
            "UpdateFlowLoggingBehavior",
            Sample({"FlowLoggingBehavior": "$.Attributes.x"}, errors=()),
            "Enabled, Disabled",
        ),
        ("UpdateContactCallbackNumber", Sample({"CallbackNumber": "+4411"}, errors=()), "CallbackNumber"),
        (
            "UpdateContactRecordingAndAnalyticsBehavior",
            Sample({"ChatBehavior": {}}, errors=("NoMatchingError", "ChannelMismatch")),
            "InFlightRedactionConfigurationFailed",
        ),
        (
            "UpdateContactRecordingBehavior",
            Sample({"RecordingBehavior": {"RecordedParticipants": ["Boss"]}}),
            "[0] (must be",
        ),
    ],
)
def test_what_an_action_may_be_depends_on_its_parameters(kind: str, sample: Sample, told: str | None) -> None:
    problems_found = found(flow(kind, sample), sample.flow_type)
    if told is None:
        assert problems_found == []
    else:
        assert any(told in problem for problem in problems_found), problems_found


def nested(depth: int, width: int = 1) -> Flow:
    condition: dict[str, Any] = {"Operator": "Equals", "Operands": ["x"]}
    for _ in range(depth - 1):
        condition = {"Operator": "Equals", "Operands": [condition] * width}
    document = flow("Compare", SAMPLES["Compare"])
    first(document)["Transitions"]["Conditions"] = [{"NextAction": END, "Condition": condition}]
    return document


def test_conditions_nest_within_limits() -> None:
    assert found(nested(5), "CONTACT_FLOW") == []
    assert found(nested(2, width=50), "CONTACT_FLOW") == []
    for document in (nested(6), nested(2, width=51)):
        assert any("nests 5 deep" in problem for problem in found(document, "CONTACT_FLOW"))


GREET = flow("MessageParticipant", SAMPLES["MessageParticipant"])


def many(actions: int) -> Flow:
    rest = [{**first(GREET), "Identifier": f"a{number}"} for number in range(actions - 2)]
    return {**GREET, "Actions": [*GREET["Actions"], *rest]}


def named(identifier: Any) -> Flow:
    return {
        **GREET,
        "StartAction": identifier,
        "Actions": [{**first(GREET), "Identifier": identifier}, GREET["Actions"][1]],
    }


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({**GREET, "Version": "2019-10-31"}, "Path: Version (must be '2019-10-30')"),
        ({key: value for key, value in GREET.items() if key != "Version"}, "Path: Version"),
        ({**GREET, "StartAction": "nowhere"}, "Path: StartAction (no action has the identifier 'nowhere')"),
        ({key: value for key, value in GREET.items() if key != "StartAction"}, "Path: StartAction"),
        ({**GREET, "Actions": []}, "Path: Actions (must be a list of 1 to 250 actions)"),
        ({**GREET, "Actions": {}}, "Path: Actions"),
        ({**GREET, "Actions": [*GREET["Actions"], "x"]}, "Path: Actions[2] (must be an object)"),
        ({**GREET, "Metadata": []}, "Path: Metadata"),
        (many(250), None),
        (many(251), "Path: Actions (must be a list of 1 to 250 actions)"),
        ({**GREET, "Actions": [*GREET["Actions"], GREET["Actions"][1]]}, "several actions have the identifier 'end'"),
        (named("Grüße an * Welt # 1"), None),
        (named("a" * 50), None),
        (named("a" * 51), "must have 1 to 50 characters"),
        (named(""), "must have 1 to 50 characters"),
        (named(7), "Actions[0].Identifier"),
        (named("a/b"), "'a/b' is a word or has a character"),
        (named("constructor"), "'constructor' is a word"),
    ],
)
def test_the_frame_of_a_flow(document: Flow, told: str | None) -> None:
    problems_found = found(json.loads(json.dumps(document)), "CONTACT_FLOW")
    if told is None:
        assert problems_found == []
    else:
        assert any(told in problem for problem in problems_found), problems_found

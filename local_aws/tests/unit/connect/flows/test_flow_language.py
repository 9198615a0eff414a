"""Content is checked as the flow language has it: a valid flow is taken, and refused as soon as one thing is broken."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local_aws.connect.flows.language.contact_actions import BY_NAME
from local_aws.connect.flows.language.document import ACTIONS
from local_aws.tests.unit.connect.flows.actions import ACTION, END, SAMPLES, Sample
from local_aws.tests.unit.connect.flows.documents import first, flow, found

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

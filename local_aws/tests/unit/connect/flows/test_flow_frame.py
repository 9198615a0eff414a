"""What holds a flow together: its version, start, identifiers and size, and how deep conditions nest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from local_aws.tests.unit.connect.flows.actions import END, SAMPLES
from local_aws.tests.unit.connect.flows.documents import Flow, first, flow, found


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

"""Any flow becomes a tree that ends: with loops, without names, with what nobody can follow."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rollcall_cli.diagram.menu_tree import menu_tree, tree_lines

QUEUE = "arn:aws:connect:eu-central-1:111122223333:instance/i/queue/q1"
FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:find-customer"


def content(*actions: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2019-10-30", "StartAction": "a", "Actions": actions} | more)


def action(identifier: str, kind: str, parameters: dict[str, Any], transitions: dict[str, Any]) -> dict[str, Any]:
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters, "Transitions": transitions}


def lines(text: str, names: dict[str, str] | None = None) -> list[str]:
    return list(tree_lines(menu_tree(text, names)))


def test_names_are_ours_then_the_flow_designers_then_the_id() -> None:
    chosen = action("a", "UpdateContactTargetQueue", {"QueueId": QUEUE}, {"NextAction": "b"})
    queued = action("b", "TransferContactToQueue", {}, {"NextAction": "a"})
    noted = {"ActionMetadata": {"a": {"parameters": {"QueueId": {"displayName": "Noted"}}}}}

    assert lines(content(chosen, queued, Metadata=noted), {"q1": "Billing"}) == ["queue Billing"]
    assert lines(content(chosen, queued, Metadata=noted)) == ["queue Noted"]
    assert lines(content(chosen, queued)) == ["queue q1"]


def test_what_is_chosen_during_the_call_is_shown_as_it_stands() -> None:
    chosen = action("a", "UpdateContactTargetQueue", {"QueueId": "$.Attributes.queue"}, {"NextAction": "b"})

    assert lines(content(chosen, action("b", "TransferContactToQueue", {}, {}))) == ["queue $.Attributes.queue"]


def test_a_loop_ends() -> None:
    one = action("a", "MessageParticipant", {"Text": "Hello."}, {"NextAction": "b"})
    two = action("b", "Wait", {}, {"NextAction": "a"})

    assert lines(content(one, two)) == ['says "Hello." → and so on, without an end']


def test_a_menu_that_is_read_some_times() -> None:
    """As the module `connect` writes it: no key and a wrong key share a loop."""
    words = "For bills press 1, for anything else stay on the line."

    def loop(answer: str, target: str) -> dict[str, Any]:
        return {"NextAction": target, "Condition": {"Operator": "Equals", "Operands": [answer]}}

    def failing(kind: str, target: str) -> dict[str, str]:
        return {"ErrorType": kind, "NextAction": target}

    text = content(
        action(
            "a",
            "GetParticipantInput",
            {"Text": words},
            {
                "Conditions": [loop("1", "queue")],
                "Errors": [failing("InputTimeLimitExceeded", "silent"), failing("NoMatchingCondition", "wrong")],
            },
        ),
        action("silent", "MessageParticipant", {"Text": "No key."}, {"NextAction": "loop"}),
        action("wrong", "MessageParticipant", {"Text": "Wrong key."}, {"NextAction": "loop"}),
        action(
            "loop",
            "Loop",
            {"LoopCount": "3"},
            {"Conditions": [loop("ContinueLooping", "a"), loop("DoneLooping", "end")]},
        ),
        action("queue", "UpdateContactTargetQueue", {"QueueId": QUEUE}, {"NextAction": "enter"}),
        action("enter", "TransferContactToQueue", {}, {"NextAction": "end"}),
        action("end", "DisconnectParticipant", {}, {}),
    )

    assert lines(text, {"q1": "Billing"}) == [
        f'asks "{words}"',
        "├─ 1: queue Billing",
        '├─ no key: says "No key." → at most 3 times',
        '│  ├─ again: back to asks "For bills press 1, for anything e…',
        "│  └─ at last: hangs up",
        '└─ other key: says "Wrong key." → as above: at most 3 times',
    ]


def test_ways_that_meet_again_are_shown_once() -> None:
    def ask(identifier: str, *targets: str) -> dict[str, Any]:
        conditions = [
            {"NextAction": target, "Condition": {"Operator": "Equals", "Operands": [str(key)]}}
            for key, target in enumerate(targets, 1)
        ]
        return action(identifier, "GetParticipantInput", {"Text": f"Ask {identifier}"}, {"Conditions": conditions})

    text = content(
        ask("a", "b", "c"),
        action("b", "MessageParticipant", {"SSML": "<speak>To  c</speak>"}, {"NextAction": "c"}),
        ask("c", "a", "end"),
        action("end", "DisconnectParticipant", {}, {}),
    )

    assert lines(text) == [
        'asks "Ask a"',
        '├─ 1: says "To c" → asks "Ask c"',
        '│  ├─ 1: back to asks "Ask a"',
        "│  └─ 2: hangs up",
        '└─ 2: as above: asks "Ask c"',
    ]


def test_functions_flows_numbers_and_prompts() -> None:
    text = content(
        action("a", "InvokeLambdaFunction", {"LambdaFunctionARN": FUNCTION}, {"NextAction": "b"}),
        action("b", "MessageParticipant", {"PromptId": "p1"}, {"NextAction": "c"}),
        action("c", "TransferParticipantToThirdParty", {"ThirdPartyPhoneNumber": "+4930123"}, {"NextAction": "d"}),
        action("d", "TransferToFlow", {"ContactFlowId": "f1"}, {"NextAction": "a"}),
    )

    assert lines(text, {"p1": "Beep.wav", "f1": "After"}) == [
        "asks the function find-customer → says Beep.wav → calls +4930123 → goes on in the flow After"
    ]


def test_a_flow_that_leads_nowhere() -> None:
    assert lines(content(action("a", "Wait", {}, {"NextAction": "gone"}))) == ["leads nowhere"]
    assert lines(content()) == ["leads nowhere"]


@pytest.mark.parametrize("conditions", [["x"], {"a": 1}, [{"Condition": "x", "NextAction": "gone"}], 5])
def test_branches_that_are_none_are_passed_over(conditions: Any) -> None:
    [line] = lines(content(action("a", "Compare", {}, {"Conditions": conditions, "Errors": conditions})))

    assert line in {"", "leads nowhere"}


def test_long_words_are_cut() -> None:
    [line] = lines(content(action("a", "MessageParticipant", {"Text": "word " * 100}, {})))
    assert len(line) < 90


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"Actions": 5}', "[" * 100_000])
def test_what_is_no_flow(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (whatever the parser of JSON says)
        menu_tree(text)

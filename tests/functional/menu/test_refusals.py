"""A menu that can't be is refused in the plan, with what to do."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from scripts.terraform.environment import terraform_environment
from scripts.terraform.initialise import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = {"say": "Press 1.", "queue_arn": "arn:queue"}
GOOD: dict[str, Any] = {"greeting": "Hello.", "choices": {"1": QUEUE}}

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "greeting": ({"greeting": " "}, "Give menu.greeting 1-3000 characters"),
    "long_greeting": ({"greeting": "a" * 3001}, "Give menu.greeting 1-3000 characters"),
    "blank_words": ({"goodbye": "  "}, 'or "" to leave it unsaid'),
    "long_words": ({"error": "a" * 3001}, "Give every text of the menu 1-3000 characters"),
    "language": (
        {"language": "English", "voice": "Nova"},
        'Write menu.language as Amazon Polly does, for example "en-GB"',
    ),
    "voice": (
        {"voice": "Vicki"},
        "The voice Vicki speaks de-DE, and menu.language is en-US. Voices for it: Danielle, Gregor",
    ),
    "language_of_voice": ({"language": "fr-FR"}, "The voice Joanna speaks en-US, and menu.language is fr-FR"),
    "engine": ({"engine": "best"}, 'Set menu.engine to "standard", "neural" or "generative"'),
    "engine_of_voice": (
        {"voice": "Ruth", "engine": "standard"},
        "Ruth has no standard engine: set menu.engine to neural",
    ),
    "no_closed": ({"hours": "arn:hours"}, "menu.hours needs menu.closed"),
    "silent_closed": ({"hours": "arn:hours", "closed": ""}, "menu.hours needs menu.closed"),
    "no_hours": ({"closed": "Closed."}, "menu.closed would never be said"),
    "no_choices": ({"choices": {}}, "Give menu.choices one to nine choices"),
    "ten_choices": ({"choices": dict.fromkeys("0123456789", QUEUE)}, "Give menu.choices one to nine choices"),
    "key": ({"choices": {"10": QUEUE}}, 'A key of menu.choices is one of "0" to "9", "*" or "#"'),
    "say": ({"choices": {"1": {**QUEUE, "say": ""}}}, "needs words in say"),
    "long_say": ({"choices": {"1": {**QUEUE, "say": "a" * 3000}}}, "for which Amazon Connect takes 3000 characters"),
    "no_target": ({"choices": {"1": {"say": "a"}}}, "needs one target"),
    "two_targets": ({"choices": {"1": {**QUEUE, "flow_arn": "arn:flow"}}}, "needs one target"),
    "number": (
        {"choices": {"1": {"say": "a", "phone_number": "01134960000"}}},
        "Write phone numbers of the menu in E.164",
    ),
    "repeat": ({"repeat": "1"}, "menu.repeat is a key that no choice has"),
    "repeat_key": ({"repeat": "ten"}, "menu.repeat is a key that no choice has"),
    "repeat_say": ({"language": "de-DE", "voice": "Vicki", "repeat": "9"}, "menu.repeat needs menu.repeat_say"),
    "say_without_repeat": ({"repeat_say": "Again: 9."}, "menu.repeat_say names a key that does nothing"),
    "tries": ({"tries": 0}, "Set menu.tries to a whole number from 1 to 10"),
    "half_a_try": ({"tries": 1.5}, "Set menu.tries to a whole number from 1 to 10"),
    "timeout": ({"timeout_seconds": 181}, "Set menu.timeout_seconds to a whole number from 1 to 180"),
}

TOLD: dict[str, tuple[dict[str, Any], str]] = {
    "new_voice": ({"voice": "Nova"}, "Amazon Polly had no voice Nova for en-US when this module was written"),
    "new_language": ({"language": "xx-XX", "voice": "Nova"}, "Amazon Polly had no voice Nova for xx-XX"),
}


@pytest.fixture(scope="module")
def diagnostics(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a plan of all of them says, a module for each."""
    return planned(tmp_path_factory.mktemp("wrong"), WRONG)


def planned(root: Path, menus: dict[str, tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    source = str(PROJECT / "modules" / "connect" / "menu")
    for name, (changes, _) in menus.items():
        module = {name: {"source": source, "menu": {**GOOD, **changes}}}
        (root / f"{name}.tf.json").write_text(json.dumps({"module": module}), "utf-8")
    environment = terraform_environment(root / "data")
    for command in (["init", "-backend=false"], ["plan", "-json"]):
        result = subprocess.run(
            ["terraform", *command], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
    messages = [json.loads(line) for line in result.stdout.splitlines()]
    return [message["diagnostic"] for message in messages if message["type"] == "diagnostic"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_menu_is_refused(diagnostics: list[dict[str, Any]], name: str) -> None:
    mine = [item for item in diagnostics if item["range"]["filename"] == f"{name}.tf.json"]
    assert [item["severity"] for item in mine] == ["error"], mine
    assert WRONG[name][1] in mine[0]["detail"]


def test_a_voice_that_is_not_known_is_told_and_taken(tmp_path: Path) -> None:
    told = planned(tmp_path, TOLD)
    assert {item["severity"] for item in told} == {"warning"}
    for _, words in TOLD.values():
        assert any(words in item["detail"] for item in told)

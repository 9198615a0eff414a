"""Which changes of the agents table invoke provision, by the patterns that Terraform gives to Lambda."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from local_aws.ministack.streams.filters import matches, parse
from scripts.terraform.initialise import PROJECT

PENDING = {"status": {"S": "PENDING"}}
CALLING = {"calling_since": {"S": "2026-12-01T08:00:00.000Z"}}
ACTIVE = {"status": {"S": "ACTIVE"}}
USER = {"username": {"S": "ada"}, "state": {"S": "present"}}


def patterns() -> list[dict[str, Any]]:
    """The patterns of provision's mapping."""
    text = (PROJECT / "modules" / "staffing" / "provision.tf").read_text("utf-8")
    [block] = re.findall(r"^ +filters = \[\n(.*?)^ +\]", text, re.MULTILINE | re.DOTALL)
    objects = re.findall(r"jsonencode\((.*?)\),\n", block, re.DOTALL)
    found = parse({"Filters": [{"Pattern": re.sub(r"(\w+) =", r'"\1":', one)} for one in objects]})
    assert len(found) <= 5, "Lambda takes no more patterns by default"
    return found


def change(event: str, new: dict[str, Any] | None, old: dict[str, Any] | None = None) -> dict[str, Any]:
    images = {"NewImage": new, "OldImage": old}
    present = {name: USER | image for name, image in images.items() if image is not None}
    record: dict[str, Any] = json.loads(json.dumps({"eventName": event, "dynamodb": {"Keys": USER, **present}}))
    return record


@pytest.mark.parametrize(
    ("record", "wakes"),
    [
        (change("INSERT", {}), True),
        (change("INSERT", ACTIVE), True),
        (change("REMOVE", None, ACTIVE), True),
        (change("MODIFY", PENDING, ACTIVE), True),
        (change("MODIFY", PENDING, PENDING), True),
        (change("MODIFY", {}, ACTIVE), True),
        (change("MODIFY", {}, PENDING), True),
        (change("MODIFY", {}, {}), True),
        (change("MODIFY", {"status": {"NULL": True}}, ACTIVE), True),
        (change("MODIFY", {"status": {"M": {"S": {"S": "ACTIVE"}}}}, ACTIVE), True),
        (change("INSERT", PENDING | CALLING), True),
        (change("MODIFY", PENDING, PENDING | CALLING), True),
        (change("MODIFY", PENDING | CALLING, PENDING | CALLING), True),
        (change("MODIFY", PENDING | CALLING, PENDING), False),
        (change("MODIFY", ACTIVE, PENDING | CALLING), False),
        (change("MODIFY", ACTIVE, PENDING), False),
        (change("MODIFY", ACTIVE, {}), False),
        (change("MODIFY", {"status": {"S": "FAILED"}}, {}), False),
        (change("MODIFY", {"status": {"S": "REMOVED"}}, PENDING), False),
        (change("MODIFY", {"status": {"S": ""}}, ACTIVE), False),
    ],
)
def test_a_change_of_an_agent_wakes_provision_if_the_agent_waits(record: dict[str, Any], wakes: bool) -> None:
    assert matches(record, patterns()) is wakes

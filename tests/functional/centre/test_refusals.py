"""What a contact centre can't be is refused in the plan, entry by entry; the odd that it can be is taken."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from scripts.terraform.initialise import PROJECT, initialise
from tests.functional.centre.inputs import ARN, CENTRE, FUNCTION, GOOD_HOURS, LONG, TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

SPANS = "write spans as 08:00-18:00, several of them separated by commas, or closed"
OWN = "can't be made, as every instance has one of this name: give yours another, or name that one without an entry in"
COUNTRY = 'write two capital letters, for example "GB", or give an arn alone to take a number over'
LATER = "which is made after it or at the same time: name it in a flow that comes later"

WRONG = [
    "hours of operation 'Closed' are never open: give a day in `open` a span such as 08:00-18:00",
    f"hours of operation 'Late' are open on monday '24:00-06:00': {SPANS}",
    f"hours of operation 'Late' are open on tuesday '23:00-24:01': {SPANS}",
    "hours of operation 'Loose' are open on 'Friday': write a weekday such as monday, a range such as monday-friday, "
    "or daily",
    f"hours of operation 'Loose' are open on monday '9-5': {SPANS}",
    f"hours of operation 'Loose' are open on tuesday '08:00\u201318:00': {SPANS}",
    "hours of operation 'Often' have 105 spans in a week: Amazon Connect takes 100, and one over midnight is two",
    "hours of operation 'Overlap' overlap on monday: 05:00-07:00 and 22:00-06:00",
    f"hours of operation 'Same' are open on monday '8:00-08:00': {SPANS}",
    "queue '' can't have this name: give it 1-127 bytes without spaces around them",
    f"queue '{LONG}' can't have this name: give it 1-127 bytes without spaces around them",
    f"queue 'BasicQueue' {OWN} `queues`",
    "queue 'Caller' has an outbound_caller.name of 256 characters: shorten it to 255",
    "queue 'Half' has max_contacts 0.5: set a whole number of 1-2147483647, or leave it out for no limit",
    "queue 'More' has max_contacts 2147483648: set a whole number of 1-2147483647, or leave it out for no limit",
    "queue 'Twice' has a description of 251 bytes: shorten it to 250",
    "queue 'Twice' names quick connect 'Desk' twice: once is enough",
    f"routing profile 'Basic Routing Profile' {OWN} `routing_profiles`",
    "routing profile 'Empty' has no channel: give it VOICE = 1, or CHAT, TASK or EMAIL = 1-10",
    "routing profile 'Wrong' has CHAT = 11 in its channels: VOICE takes 1, and CHAT, TASK and EMAIL take 1-10",
    "routing profile 'Wrong' has VOICE = 2 in its channels: VOICE takes 1, and CHAT, TASK and EMAIL take 1-10",
    "routing profile 'Wrong' has voice = 1 in its channels: VOICE takes 1, and CHAT, TASK and EMAIL take 1-10",
    "routing profile 'Wrong' has queue 'Billing' on channel 'FAX': there are VOICE, CHAT, TASK, EMAIL",
    "routing profile 'Wrong' has queue 'Billing' with delay 10000: set whole seconds of 0-9999",
    "routing profile 'Wrong' has queue 'Billing' with priority 0: set a whole number of 1-99",
    "routing profile 'Wrong' has queue 'Half' with channels = []: leave it out for all channels of the profile",
    "routing profile 'Wrong' has queue 'More' twice on VOICE: remove one of them",
    "routing profile 'Wrong' has queue 'Most' with both channel and channels: remove one of them",
    f"security profile 'Agent' {OWN} `security_profiles`",
    "security profile 'Lead' has permission '': names of permissions have 1-128 characters",
    "security profile 'Lead' has permission 'BasicAgentAccess' twice: once is enough",
    "security profile 'Lead, Süd' can't have this name: Amazon Connect takes letters a to z, digits, spaces and _@-",
    "quick connect 'Flow' has a flow and a phone_number: a flow belongs to a queue",
    "quick connect 'Flow' has phone_number '2065550142': write + and 2-15 digits, country calling code first, for "
    'example "+12065550142"',
    "quick connect 'Nowhere' has to lead to one place: give it a phone_number, or a queue and, if you like, a flow",
    "quick connect 'Two' has to lead to one place: give it a phone_number, or a queue and, if you like, a flow",
    f"contact flow 'Default agent hold' {OWN} `contact_flows`",
    f"phone number 'bare' has country_code null: {COUNTRY}",
    "phone number 'bare' has type null: set DID, TOLL_FREE or UIFN",
    "phone number 'mixed' is taken over by its arn: remove prefix, which is for one that is claimed",
    "phone number 'small' has a description of 501 characters: shorten it to 500",
    f"phone number 'small' has country_code 'gb': {COUNTRY}",
    "phone number 'small' has prefix '44': write + and up to 11 digits, for example \"+1206\"",
    "phone number 'small' has type 'MOBILE': set DID, TOLL_FREE or UIFN",
    "phone number 'wrong' has arn 'arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q': write "
    '"arn:aws:connect:<region>:<account>:phone-number/<id>"',
    f"phone numbers 'one' and 'same' are one and the same, {ARN}: keep one of them",
    "function 'long' has an ARN of 142 characters: Amazon Connect takes 140, so give it or its alias a shorter name",
    "function 'short' has 'find': give the ARN of a function, of a version or of an alias, for example "
    '"arn:aws:lambda:eu-central-1:111122223333:function:find-customer"',
    f"functions 'one' and 'same' are one and the same, {FUNCTION}: keep one of them",
]

LISTS = ["wrong_entries", "wrong_phone_numbers", "wrong_lambda_functions"]
"""What the instance's preconditions look at."""

WRONG_TYPES = [
    "phone number 'same' names contact flow 'Default customer queue', which is of type CUSTOMER_QUEUE and would have "
    "to be of type CONTACT_FLOW",
    "quick connect 'Whisper' names contact flow 'Default outbound', which is of type OUTBOUND_WHISPER and would "
    "have to be of type QUEUE_TRANSFER",
]

UNKNOWN = [
    "the template of contact flow 'spaced' names queue 'Nobody there', which neither `queues` nor the instance has",
    "the template of contact flow 'unknown dotted' names queue 'Nobody', which neither `queues` nor the instance has",
]

LATE = [
    f"the template of contact flow 'early' names queue 'BasicQueue', {LATER}",
    f"the template of contact flow 'early' names queue 'Billing', {LATER}",
    f"the template of contact flow 'itself' names contact flow 'itself', {LATER}",
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the module makes of all that, before anything exists."""
    home: Path = tmp_path_factory.mktemp("centre")
    root = home / "connect"
    shutil.copytree(PROJECT / "modules" / "connect", root)
    flows: dict[str, Any] = {}
    for name, text in TEMPLATES.items():
        (home / f"{name}.json.tftpl").write_text(f'{{"Text": "{text}"}}', "utf-8")
        flows[name] = {"file": str(home / f"{name}.json.tftpl")}
    flows["early"] = {"type": "OUTBOUND_WHISPER", "file": flows["dotted"]["file"]}
    flows["Default agent hold"] = {"file": flows["dotted"]["file"]}
    (root / "centre.auto.tfvars.json").write_text(json.dumps({**CENTRE, "contact_flows": flows}), "utf-8")
    wanted = [*LISTS, "malformed_templates", "wrong_flow_types", "unknown_names", "late_names", "slices"]
    expression = f"jsonencode({{ {', '.join(f'{name} = local.{name}' for name in wanted)} }})"
    result = subprocess.run(
        ["terraform", "console"],
        cwd=root,
        env=initialise(root, home / "terraform", ("-backend=false",)),
        input=expression,
        capture_output=True,
        text=True,
        check=False,
    )
    # It complains about flows that can't be rendered, as nothing stops it before them as a plan does.
    answers = [line for line in result.stdout.splitlines() if line.startswith('"')]
    assert len(answers) == 1, result.stdout + result.stderr
    answer: dict[str, Any] = json.loads(json.loads(answers[0]))
    return answer


def test_what_is_wrong_is_told_by_entry(judged: dict[str, Any]) -> None:
    told = {words for name in LISTS for words in judged[name]}
    assert sorted(told - set(judged["malformed_templates"])) == sorted(WRONG)


def test_flows_of_the_wrong_type_are_told_those_of_the_instance_too(judged: dict[str, Any]) -> None:
    assert sorted(judged["wrong_flow_types"]) == WRONG_TYPES


def test_names_in_templates_are_found_however_they_are_written(judged: dict[str, Any]) -> None:
    assert sorted(judged["unknown_names"]) == UNKNOWN
    assert sorted(judged["late_names"]) == LATE


def test_a_template_that_becomes_no_json_is_told(judged: dict[str, Any]) -> None:
    (malformed,) = judged["malformed_templates"]
    assert malformed.startswith("the template of contact flow 'half' does not become valid JSON: correct /")


@pytest.mark.parametrize("name", GOOD_HOURS)
def test_hours_open_when_they_say(judged: dict[str, Any], name: str) -> None:
    slices = judged["slices"][name]
    assert sorted([part["day"], part["begin"], part["end"]] for part in slices) == GOOD_HOURS[name]

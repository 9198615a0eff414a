"""What a contact centre can't be is refused in the plan, entry by entry; the odd that it can be is taken."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from scripts.terraform.initialise import PROJECT, initialise

if TYPE_CHECKING:
    from pathlib import Path

LONG = "n" * 128
ARN = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444"
FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:find"

TEMPLATES = {
    "dotted": "${queue.Billing} ${upper(queue.BasicQueue)} Ask the queue.Nobody, $.queue.Nobody",
    "unknown dotted": "${queue.Nobody}",
    "spaced": '${ queue[ "Nobody there" ] }',
    "quoted": r'${queue["The \"big\" one"]} ${queue["O$${f} / ü"]} ${flow["Default outbound"]}',
    "computed": '%{ for name in ["Billing"] }${queue["${name}"]}%{ endfor }',
    "itself": '${flow["itself"]}',
    "half": '${queue["Billing"]}", "',
}
"""Flow templates: what is between the quotes of a text."""

QUEUES: dict[str, Any] = {
    "Billing": {"hours": "Office"},
    'The "big" one': {"hours": "Office"},
    "O${f} / ü": {"hours": "Office"},
    "": {"hours": "Office"},
    LONG: {"hours": "Office"},
    "BasicQueue": {"hours": "Office"},
    "Half": {"hours": "Office", "max_contacts": 0.5},
    "Most": {"hours": "Office", "max_contacts": 2147483647},
    "More": {"hours": "Office", "max_contacts": 2147483648},
    "Caller": {"hours": "Office", "outbound_caller": {"name": LONG + LONG}},
    "Twice": {"hours": "Office", "quick_connects": ["Desk", "Desk"], "description": "d" * 251},
}

ALL_DAY = [[day, 0, 1440] for day in range(7)]

HOURS: dict[str, dict[str, str]] = {
    "Office": {"monday-friday": "  8:00 -12:00,13:00-  18:00 ", "sunday": "closed"},
    "Round the clock": {"daily": "00:00-00:00"},
    "Round the clock too": {"daily": "0:00-24:00"},
    "Sunday night": {"sunday": "22:00-06:00"},
    "Long weekend": {"friday-monday": "10:00-0:00"},
    "Same": {"monday": "8:00-08:00"},
    "Late": {"monday": "24:00-06:00", "tuesday": "23:00-24:01"},
    "Loose": {"monday": "9-5", "tuesday": "08:00\u201318:00", "Friday": "08:00-18:00"},
    "Closed": {"daily": "closed"},
    "Overlap": {"sunday": "22:00-06:00", "monday": "05:00-07:00"},
}

GOOD_HOURS = {
    "Office": [[day, begin, end] for day in range(5) for begin, end in ((480, 720), (780, 1080))],
    "Round the clock": ALL_DAY,
    "Round the clock too": ALL_DAY,
    "Sunday night": [[0, 0, 360], [6, 1320, 1440]],
    "Long weekend": [[day, 600, 1440] for day in (0, 4, 5, 6)],
}
"""Weekday, begin and end in minutes."""

CENTRE: dict[str, Any] = {
    "name": "acme",
    "phone_number": None,
    "hours_of_operation": {name: {"time_zone": "UTC", "open": opened} for name, opened in HOURS.items()},
    "queues": QUEUES,
    "routing_profiles": {
        "Empty": {"channels": {}},
        "Basic Routing Profile": {"channels": {"VOICE": 1}},
        "Wrong": {
            "channels": {"voice": 1, "VOICE": 2, "CHAT": 11, "TASK": 10},
            "queues": [
                {"queue": "Billing", "channel": "FAX", "priority": 0, "delay": 10000},
                {"queue": "Half", "channels": []},
                {"queue": "Most", "channel": "CHAT", "channels": ["VOICE"]},
                {"queue": "More", "channels": ["VOICE"], "priority": 99, "delay": 9999},
                {"queue": "More", "channel": "VOICE"},
            ],
        },
    },
    "security_profiles": {
        "Lead, west": {"permissions": []},
        "Agent": {"permissions": []},
        "Lead": {"permissions": ["BasicAgentAccess", "BasicAgentAccess", ""]},
    },
    "quick_connects": {
        "Desk": {"phone_number": "+12065550142"},
        "Nowhere": {},
        "Two": {"phone_number": "+12065550142", "queue": "Billing"},
        "Flow": {"phone_number": "2065550142", "flow": "x"},
        "Whisper": {"queue": "Billing", "flow": "Default outbound"},
    },
    "phone_numbers": {
        "bare": {},
        "small": {"country_code": "gb", "type": "MOBILE", "prefix": "44", "description": "d" * 501},
        "mixed": {"arn": ARN + "5", "prefix": "+44"},
        "wrong": {"arn": "arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q"},
        "one": {"arn": ARN},
        "same": {"arn": ARN, "flow": "Default customer queue"},
    },
    "lambda_functions": {"short": "find", "one": FUNCTION, "same": FUNCTION},
}

WRONG = [
    "hours of operation 'Closed' are never open: give a day in `open` a span such as 08:00-18:00",
    "hours of operation 'Late' are open on monday '24:00-06:00': write spans as 08:00-18:00, several of them separated "
    "by commas, or closed",
    "hours of operation 'Late' are open on tuesday '23:00-24:01': write spans as 08:00-18:00, several of them separated "
    "by commas, or closed",
    "hours of operation 'Loose' are open on 'Friday': write a weekday such as monday, a range such as monday-friday, or "
    "daily",
    "hours of operation 'Loose' are open on monday '9-5': write spans as 08:00-18:00, several of them separated by "
    "commas, or closed",
    "hours of operation 'Loose' are open on tuesday '08:00\u201318:00': write spans as 08:00-18:00, several of them "
    "separated by commas, or closed",
    "hours of operation 'Overlap' overlap on monday: 05:00-07:00 and 22:00-06:00",
    "hours of operation 'Same' are open on monday '8:00-08:00': write spans as 08:00-18:00, several of them separated "
    "by commas, or closed",
    "queue '' can't have this name: give it 1-127 characters without spaces around them",
    f"queue '{LONG}' can't have this name: give it 1-127 characters without spaces around them",
    "queue 'BasicQueue' can't be made, as every instance has one of this name: give yours another, or name that one "
    "without an entry in `queues`",
    "queue 'Caller' has an outbound_caller.name of 256 characters: shorten it to 255",
    "queue 'Half' has max_contacts 0.5: set a whole number of 1-2147483647, or leave it out for no limit",
    "queue 'More' has max_contacts 2147483648: set a whole number of 1-2147483647, or leave it out for no limit",
    "queue 'Twice' has a description of 251 characters: shorten it to 250",
    "queue 'Twice' names quick connect 'Desk' twice: once is enough",
    "routing profile 'Basic Routing Profile' can't be made, as every instance has one of this name: give yours another, "
    "or name that one without an entry in `routing_profiles`",
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
    "security profile 'Agent' can't be made, as every instance has one of this name: give yours another, or name that "
    "one without an entry in `security_profiles`",
    "security profile 'Lead' has permission '': names of permissions have 1-128 characters",
    "security profile 'Lead' has permission 'BasicAgentAccess' twice: once is enough",
    'security profile \'Lead, west\' can\'t have "|", "," or ";" in its name: these separate the names that a row of a '
    "directory gives",
    "quick connect 'Flow' has a flow and a phone_number: a flow belongs to a queue",
    "quick connect 'Flow' has phone_number '2065550142': write + and 2-15 digits, country calling code first, for "
    'example "+12065550142"',
    "quick connect 'Nowhere' has to lead to one place: give it a phone_number, or a queue and, if you like, a flow",
    "quick connect 'Two' has to lead to one place: give it a phone_number, or a queue and, if you like, a flow",
    "contact flow 'Default agent hold' can't be made, as every instance has one of this name: give yours another, or name "
    "that one without an entry in `contact_flows`",
    "phone number 'bare' has country_code null: write two capital letters, for example \"GB\", or give an arn alone to "
    "take a number over",
    "phone number 'bare' has type null: set DID, TOLL_FREE or UIFN",
    "phone number 'mixed' is taken over by its arn: remove prefix, which is for one that is claimed",
    "phone number 'small' has a description of 501 characters: shorten it to 500",
    "phone number 'small' has country_code 'gb': write two capital letters, for example \"GB\", or give an arn alone to "
    "take a number over",
    "phone number 'small' has prefix '44': write + and up to 11 digits, for example \"+1206\"",
    "phone number 'small' has type 'MOBILE': set DID, TOLL_FREE or UIFN",
    "phone number 'wrong' has arn 'arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q': write "
    '"arn:aws:connect:<region>:<account>:phone-number/<id>"',
    f"phone numbers 'one' and 'same' are one and the same, {ARN}: keep one of them",
    "function 'short' has 'find': give the ARN of a function, of a version or of an alias, for example "
    '"arn:aws:lambda:eu-central-1:111122223333:function:find-customer"',
    f"functions 'one' and 'same' are one and the same, {FUNCTION}: keep one of them",
]

WRONG_TYPES = [
    "phone number 'same' names contact flow 'Default customer queue', which is of type CUSTOMER_QUEUE and would have to "
    "be of type CONTACT_FLOW",
    "quick connect 'Whisper' names contact flow 'Default outbound', which is of type OUTBOUND_WHISPER and would have to "
    "be of type QUEUE_TRANSFER",
]

UNKNOWN = [
    "the template of contact flow 'spaced' names queue 'Nobody there', which neither `queues` nor the instance has",
    "the template of contact flow 'unknown dotted' names queue 'Nobody', which neither `queues` nor the instance has",
]

LATE = [
    "the template of contact flow 'early' names queue 'BasicQueue', which is made after it or at the same time: name it "
    "in a flow that comes later",
    "the template of contact flow 'early' names queue 'Billing', which is made after it or at the same time: name it in "
    "a flow that comes later",
    "the template of contact flow 'itself' names contact flow 'itself', which is made after it or at the same time: name "
    "it in a flow that comes later",
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
    wanted = ("wrong_entries", "malformed_templates", "wrong_flow_types", "unknown_names", "late_names", "slices")
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
    assert sorted(set(judged["wrong_entries"]) - set(judged["malformed_templates"])) == sorted(WRONG)


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

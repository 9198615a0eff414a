"""A contact centre of odd inputs: some that can be, and at least one of each kind that can't."""

from __future__ import annotations

from typing import Any

LONG = "n" * 126 + "ü"
ARN = "arn:aws:connect:eu-west-1:111122223333:phone-number/aaaaaaaa-1111-2222-3333-444444444444"
FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:find"

TEMPLATES = {
    "dotted": "${queue.Billing} ${upper(queue.BasicQueue)} Ask the queue.Nobody, $.queue.Nobody",
    "unknown dotted": "${queue.Nobody}",
    "spaced": '${ queue[ "Nobody there" ] }',
    "quoted": r'${queue["The \"big\" one"]} ${queue["O$${f} / ü %%{x}"]} ${flow["Default outbound"]}',
    "computed": '%{ for name in ["Billing"] }${queue["${name}"]}%{ endfor }',
    "itself": '${flow["itself"]}',
    "half": '${queue["Billing"]}", "',
}
"""Flow templates: what is between the quotes of a text."""

QUEUES: dict[str, Any] = {
    "Billing": {"hours": "Office"},
    'The "big" one': {"hours": "Office"},
    "O${f} / ü %{x}": {"hours": "Office"},
    "": {"hours": "Office"},
    LONG: {"hours": "Office"},
    "BasicQueue": {"hours": "Office"},
    "Half": {"hours": "Office", "max_contacts": 0.5},
    "Most": {"hours": "Office", "max_contacts": 2147483647},
    "More": {"hours": "Office", "max_contacts": 2147483648},
    "Caller": {"hours": "Office", "outbound_caller": {"name": "n" * 256}},
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
    "Often": {"daily": ",".join(f"{hour:02}:00-{hour:02}:30" for hour in range(15))},
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
        "Lead, Süd": {"permissions": []},
        "Lead_1 @-": {"permissions": []},
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
    "lambda_functions": {"short": "find", "long": f"{FUNCTION}:{'v' * 90}", "one": FUNCTION, "same": FUNCTION},
}

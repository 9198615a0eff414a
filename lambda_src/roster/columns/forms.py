"""What the cells of a column say: the forms that values have in a directory and in an agent. Pure.

How a form is read from a cell stands in `ingest.reading.cell_readers`, how it is written to one in
`ingest.reading.cell_writers`, and how it is said to people in `rollcall_cli.agent_description`. A contract test names
the place that lacks a form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Looks = Literal["address", "login", "name", "phone", "word", "pairs", "value", "unknown"]
"""What stands in a column's cells, by which `ingest.reading.cell_kinds` tells whether a cell has moved."""

VoiceEnhancement = Literal["VOICE_ISOLATION", "NOISE_SUPPRESSION", "NONE"]
PhoneType = Literal["SOFT_PHONE", "DESK_PHONE"]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a column's values.

    Attributes:
        name: by which readers and writers are found.
        looks: what its cells look like.
        unset: the value of a setting that nobody has made, and what an emptied cell means; None where there is none.
        choices: the values that there are, where they can be counted; the others have the type of `unset`.
        said: what a value must be, for whoever wrote another into the agents table.
    """

    name: str
    looks: Looks
    unset: Any = None
    choices: tuple[str, ...] = ()
    said: str = "text"


LOGIN: Final = Form("login", "login")
FIRST_NAME: Final = Form("first_name", "name")
LAST_NAME: Final = Form("last_name", "name")
WHOLE_NAME: Final = Form("whole_name", "name")
ADDRESS: Final = Form("address", "address")
PHONE_NUMBER: Final = Form("phone_number", "phone", unset="")
PASSWORD: Final = Form("password", "value")
ROUTING_PROFILE: Final = Form("routing_profile", "value")
SECURITY_PROFILES: Final = Form("security_profiles", "value")
PATH: Final = Form("path", "value")
PHONE_TYPE: Final = Form(
    "phone_type", "word", unset="SOFT_PHONE", choices=get_args(PhoneType), said=" or ".join(get_args(PhoneType))
)
YES_NO: Final = Form("yes_no", "word", unset=False, said="true or false")
SECONDS: Final = Form("seconds", "word", unset=0, said="a whole number")
VOICE_ENHANCEMENT: Final = Form(
    "voice_enhancement",
    "word",
    unset="NONE",
    choices=get_args(VoiceEnhancement),
    said=", ".join(get_args(VoiceEnhancement)),
)
TAGS: Final = Form("tags", "pairs")
PROFICIENCIES: Final = Form("proficiencies", "pairs")
STATE: Final = Form("state", "word")

"""Tells whether remarks about different rows have the same cause, so that they are told once. Pure.

Most remarks quote the cell that they are about. What was quoted is left out where remarks are compared, but for names
of things that the instance lacks: each of those has to be made or mended by itself.
"""

from __future__ import annotations

import re
from typing import Final

MISSING: Final = "The instance has no "
"""How a remark begins that names something of the Connect instance which is not there."""

PHONE_COUNTRY: Final = (
    "; if numbers without a country code are of another country than {country}, set default_phone_country to that one "
    "(`rollcall validate FILE --phone-country CC` tries it)"
)
"""How a remark ends about a phone number that was read by the deployment's country."""

# A quote between two letters belongs to what is quoted, as in 'O'Brien'.
_QUOTED: Final = re.compile(r"'(?:[^']|(?<=\w)'(?=\w))*'")
_NUMBER: Final = re.compile(r"(?:\+|\bline |\bhas |\bof |\bnames )\d+")
_REPEATED: Final = re.compile(r"'.*' stands on line \d+ already", re.DOTALL)
_BY_COUNTRY: Final = PHONE_COUNTRY.partition("{country}")[0]


def cause_of(column: str, message: str) -> tuple[str, str]:
    """Return what is the same for all remarks with one cause.

    Args:
        column: that the remark is about; empty if it is about the row, or comes from Amazon Connect.
        message: the remark.
    """
    if message.startswith(MISSING):
        return column, message
    if _BY_COUNTRY in message:
        return column, message[message.index(_BY_COUNTRY) :]
    if not column and not _REPEATED.match(message):
        return column, message
    return column, _NUMBER.sub("#", _QUOTED.sub("''", message))

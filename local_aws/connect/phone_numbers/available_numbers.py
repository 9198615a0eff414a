"""The phone numbers that a search offers: fictitious, and for a country and type always in the same order."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import phonenumbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_NATIONAL_DIGITS = 10
_AREA = {"DID": "206555", "TOLL_FREE": "800555"}
_OTHER_AREA = "900555"


def numbers(country: str, number_type: str, prefix: str | None) -> Iterator[str]:
    """Yield numbers in E.164 form, always in the same order.

    Args:
        country: ISO 3166 code; an unknown one has no numbers.
        number_type: Connect's, for example ``DID``.
        prefix: what a number must begin with, country code included; the plus sign may be missing.
    """
    code = phonenumbers.country_code_for_region(country)
    start = f"+{code}{_AREA.get(number_type, _OTHER_AREA)}"
    if not code:
        return
    if prefix:
        wanted = "+" + prefix.removeprefix("+")
        if wanted.startswith(f"+{code}"):
            start = wanted if len(wanted) >= len(start) else wanted + start[len(wanted) :]
        elif not f"+{code}".startswith(wanted):
            return
    free_digits = max(1, 1 + len(str(code)) + _NATIONAL_DIGITS - len(start))
    for number in count():
        digits = f"{number:0{free_digits}d}"
        if len(digits) > free_digits:
            return
        yield start + digits

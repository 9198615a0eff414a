"""An initial password: a type that never shows itself, and how one is made. Pure."""

from __future__ import annotations

import html
import json
import secrets
from typing import Final
from urllib.parse import quote

_LENGTH: Final = 20
_LOWER: Final = "abcdefghijkmnopqrstuvwxyz"  # without l, and below without I, O, 0 and 1: people confuse them
_UPPER: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS: Final = "23456789"
_FIRST: Final = _LOWER + _UPPER + _DIGITS + "!#$%*?_"
_OTHERS: Final = _FIRST + "+-=@"  # not at the beginning, where they make a formula of a spreadsheet's cell


class Password:
    """A password that prints as `***` wherever it ends up: logs, exceptions, reprs."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the password itself. Call it only where it is handed to AWS."""
        return self._value

    def hide_in(self, text: str) -> str:
        """Return a text, such as a refusal that quotes a request, with `***` wherever the password stands in it.

        It is found as it is, and as JSON, HTML and URLs write it.
        """
        value = self._value
        if not value:
            return text
        in_json = {json.dumps(value, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)}
        in_url = quote(value.encode("utf-8", "surrogatepass"), safe="")  # half a character can't be encoded otherwise
        for form in sorted({value, *in_json, html.escape(value), in_url}, key=len, reverse=True):
            text = text.replace(form, "***")
        return text

    def __repr__(self) -> str:
        return "Password(***)"

    __str__ = __repr__


def generate_password() -> Password:
    """Make a password of 20 characters that fulfils Connect's rule: lower case, upper case and a digit.

    It has none of the characters that people confuse (0 O 1 l I), and begins with none that a spreadsheet would run
    (= + - @). There are 64 characters for its beginning and 68 for each other place, of which nine in ten combinations
    fulfil the rule: 121 bits of entropy.
    """
    while True:
        value = secrets.choice(_FIRST) + "".join(secrets.choice(_OTHERS) for _ in range(_LENGTH - 1))
        if all(set(value) & set(kind) for kind in (_LOWER, _UPPER, _DIGITS)):
            return Password(value)

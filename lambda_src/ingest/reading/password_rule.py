r"""The rule for initial passwords: Amazon Connect's own. Pure.

8 to 64 characters without blanks, among them a lower-case letter from a to z, an upper-case one from A to Z and a digit
from 0 to 9. Other characters are allowed, letters of other alphabets too.

Source: Amazon Connect's API reference, CreateUser, `Password`:
https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html
It gives the pattern `/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/`. boto3 does not check it: unless
ingest does, Amazon Connect refuses the user when provision makes it, instead of the row being rejected at once.
"""

from __future__ import annotations

import re
from typing import Final

SHORTEST_PASSWORD: Final = 8
# Each look ahead goes to the first letter of its kind, and never back.
_PASSWORD: Final = re.compile(rf"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)\S{{{SHORTEST_PASSWORD},64}}", re.ASCII)
_is_password: Final = _PASSWORD.fullmatch
_INSIDE: Final = r"[^\s\"\x1f,;|]"
_PART: Final = re.compile(
    rf"(?<!{_INSIDE})(?={_INSIDE}*[a-z])(?={_INSIDE}*[A-Z])(?={_INSIDE}*[0-9]){_INSIDE}{{{SHORTEST_PASSWORD},}}",
    re.ASCII,
)


def looks_like_password(text: str) -> bool:
    """Whether Amazon Connect would take a text as a password.

    Reading and redaction ask this of cells that a lost or additional separator may have moved a password into.
    """
    return _is_password(text) is not None


def holds_password(text: str) -> bool:
    """Whether a text has a part between blanks, quotes and the usual separators that has all a password needs.

    It may be longer than a password, which damage can have joined with something else.
    """
    return _PART.search(text) is not None


def check_password(text: str) -> None:
    """Check the initial password that a row gives.

    Raises:
        ValueError: it breaks the rule. The message says what to do and does not quote the password.
    """
    if not _is_password(text):
        raise ValueError(
            "breaks Amazon Connect's rule: 8 to 64 characters without spaces, with a lower-case letter, an "
            "upper-case letter and a digit; change it, or leave the cell empty to have one made"
        )

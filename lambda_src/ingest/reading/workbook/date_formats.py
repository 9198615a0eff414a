"""Shows the number of a day as the date that its format makes of it in a spreadsheet. Pure.

Dates whose order is that of the reader's country are shown as ISO 8601. Names of months and days are English.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from openpyxl.utils.datetime import from_excel

if TYPE_CHECKING:
    from ingest.reading.workbook.number_formats import Token

BY_COUNTRY: Final = "yyyy-mm-dd"
BY_COUNTRY_WITH_TIME: Final = "yyyy-mm-dd hh:mm"

OUTSIDE: Final = "########"
"""What a spreadsheet shows in place of a day before or after its calendar."""

_LAST_DAY: Final = 2_958_466  # 9999-12-31 is the day before
_SECONDS: Final = {"h": 3600, "m": 60, "s": 1}


def is_of_dates(tokens: Sequence[Token]) -> bool:
    """Whether the tokens of a section are those of a date or a time."""
    return any(token.kind in {"date", "elapsed"} for token in tokens)


def show_date(value: float, tokens: Sequence[Token], epoch: datetime) -> str:
    """Return the date or time of a number.

    Args:
        value: days since the epoch.
        tokens: of the format's section.
        epoch: the day that dates are counted from.
    """
    if not 0 <= value < _LAST_DAY:
        return OUTSIDE
    found = from_excel(value, epoch)
    moment = datetime.combine(epoch, found) if isinstance(found, time) else found
    if not isinstance(moment, datetime):
        return OUTSIDE
    half = any(token.kind == "half" for token in tokens)
    dates = [token.text[0].lower() for token in tokens if token.kind in {"date", "elapsed"}]
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind == "elapsed":
            amount = timedelta(days=value) // timedelta(seconds=_SECONDS[token.text[0]])
            parts.append(str(amount).zfill(len(token.text)))
            at += 1
        elif token.kind == "date":
            is_minute = dates[at] == "m" and ("h" in dates[at - 1 : at] or "s" in dates[at + 1 : at + 2])
            parts.append(_part(moment, token.text.lower(), is_minute=is_minute, half=half))
            at += 1
        elif token.kind == "half":
            parts.append(f"{moment:%p}"[: len(token.text) // 2])
        elif token.kind == "digit":
            parts.append("0")  # of a second
        elif token.text != "@":
            parts.append(token.text)
    return "".join(parts).strip()


def _part(moment: datetime, letters: str, *, is_minute: bool, half: bool) -> str:
    letter, length = letters[0], len(letters)
    if letter in "ye":
        return f"{moment.year % 100:02}" if length < 3 and letter == "y" else f"{moment.year:04}"
    if letter == "m" and not is_minute and length > 2:
        name = f"{moment:%B}" if length != 3 else f"{moment:%b}"
        return name[:1] if length == 5 else name
    if letter == "d" and length > 2:
        return f"{moment:%a}" if length == 3 else f"{moment:%A}"
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return str(number).zfill(min(length, 2))

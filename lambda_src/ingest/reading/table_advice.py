"""Says why a table of people or passwords is no agent directory, and what to do about it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from ingest.reading.columns import DIRECTORY_COLUMNS, ONLY_STAFF_HAVE, Header, read_header
from ingest.reading.dialect import LAST_HEADER_LINE, read_head
from ingest.reading.encodings import UNREADABLE
from ingest.reading.header_notices import WORKBOOK_IS_REPLACED
from ingest.reading.near_headers import nearest_header
from ingest.reading.password_rule import holds_password

T = TypeVar("T")

_MOST_NAMED: Final = 20
_NUMBERED: Final = re.compile(r"[A-Za-z]+[0-9]{1,2}")
"""A header such as `PhoneNumber2`, which a password could be too."""

_LONGEST_NAME: Final = 60


def advise(header: Header) -> str:
    """Return why nothing of a table was taken in, and how it becomes a directory."""
    if header.refusal:
        return header.refusal
    parts = [_what_it_is(header), *_where_the_header_is(header), *_what_was_read(header), _what_is_missing(header)]
    return " ".join(filter(None, parts))


def advise_on_login(header: Header) -> str:
    """Return what to do about a directory that has no column for the login."""
    headers = list(_known(header))
    if header.unknown:
        headers.append(f"Not known: {_listed(header.unknown, lambda name: _with_nearest(name, {'username'}))}.")
    return (
        "The header has no column for the login; add one named 'user login' (or 'email address', to use the addresses "
        "as logins), or rename the one that holds it, and upload the file again."
        + "".join(f" {part}" for part in headers)
    )


def advise_on_headers(head: bytes, column_names: Mapping[str, str] | None = None) -> str:
    """Return which headers of a plain file are known and which are not; empty if no line of it can be a header.

    Args:
        head: the file's first bytes.
        column_names: the deployment's own headers → columns.
    """
    beginning = read_head(head)
    if beginning is None or not _is_text(beginning.text):
        return ""
    headers = [
        read_header(record.cells, dialect, record.last_line, column_names)
        for dialect, records in beginning.readings()
        for record in records
        if record.first_line <= LAST_HEADER_LINE
    ]
    lines = [header for header in headers if header.width > 1]
    if not lines:
        return ""
    header = max(lines, key=lambda line: (len(line.columns), -line.last_line, line.width))
    known = "" if header.columns else "None of its headers is known."
    return " ".join(filter(None, (known, *_what_was_read(header))))


def _is_text(text: str) -> bool:
    return UNREADABLE not in text and all(character.isprintable() or character.isspace() for character in text)


def _what_it_is(header: Header) -> str:
    if header.passwords:
        named = _listed([header.names[index] for index in sorted(header.passwords)], _quoted)
        return (
            f"The file has a column that may hold passwords ({named}) but is no agent directory, so nothing of it was "
            "stored. Passwords belong into AWS Secrets Manager."
        )
    if header.holds_passwords:
        return (
            "The file looks like a list of people but is no agent directory, and another of its sheets may hold "
            "passwords, so nothing of it was stored."
        )
    return "The file looks like a list of people but is no agent directory, so nothing of it was taken in."


def _where_the_header_is(header: Header) -> Iterator[str]:
    if header.dialect.sheet is not None:
        yield f"It stands on the sheet {_quoted(header.dialect.sheet.name)}."
        if header.holds_passwords:
            yield WORKBOOK_IS_REPLACED
    if header.shape == "hidden":
        yield "People do not see that sheet, so nothing is read from it; unhide it."
    elif header.shape == "below":
        yield (
            f"Its header seems to stand on line {header.first_line}; Rollcall looks for it on the first "
            f"{LAST_HEADER_LINE} lines. Delete the lines above it."
        )
    elif header.shape == "missing":
        yield "It has no header; put one above the first row."
    elif header.shape == "turned":
        yield "Its headers stand below each other; turn the table, so that each agent has a row."
    elif header.shape == "unseparated":
        if header.dialect.sheet is None:
            yield "Its cells can't be told apart; save it with a separator of comma, semicolon, tab or |."
        else:
            yield "Each row stands in one cell; split them (Data, Text to Columns)."


def _what_was_read(header: Header) -> Iterator[str]:
    if header.said:
        yield f"It says {_listed(header.said, _quoted)}."
    yield from _known(header)
    # A line without a known header may be a row, and a header may be joined with one: cells are nobody's business.
    is_row = not header.columns and any(map(holds_password, header.unknown))
    named = [name for name in header.unknown if not holds_password(name) or _NUMBERED.fullmatch(name)]
    if named and header.shape in {"header", "below"} and not is_row:
        wanted = DIRECTORY_COLUMNS - header.columns.keys()
        yield f"Not known: {_listed(named, lambda name: _with_nearest(name, wanted))}."


def _known(header: Header) -> Iterator[str]:
    if header.columns:
        columns = {index: column for column, index in header.columns.items()}
        read = _listed(list(columns), lambda index: f"{_quoted(header.names[index])} ({columns[index]})")
        yield f"Known of its header: {read}."


def _with_nearest(name: str, wanted: Collection[str]) -> str:
    near = nearest_header(name, wanted)
    return _quoted(name) + (f" (did you mean '{near[0]}'?)" if near else "")


def _what_is_missing(header: Header) -> str:
    if header.shape != "header":
        return "Then upload it again."
    login = "" if "username" in header.columns else "; a column for the login, such as username, is missing"
    return (
        f"A directory names at least three of Rollcall's columns, and one of {', '.join(sorted(ONLY_STAFF_HAVE))}"
        f"{login}. Rename the headers, or name them in the deployment's column_names, and upload the file again."
    )


def _listed(names: Sequence[T], show: Callable[[T], str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(map(show, names[:_MOST_NAMED])) + (f" and {more} more" if more > 0 else "")


def _quoted(name: str) -> str:
    text = " ".join(name.split())
    return f"'{text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + '…'}'"

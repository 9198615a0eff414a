"""Maps each column of a directory to the function that reads its cells. Pure.

A reader takes a cell as it stands in the file. It returns what the cell says, as `Noted` if there is something to know
about it, None if it is blank or holds what stands for that, or raises `ValueError` with what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading import identity, values
from ingest.reading.directory_columns import COLUMNS
from ingest.reading.phone_numbers import is_e164, read_e164, read_phone_number
from ingest.reading.remarks import Noted, noted
from ingest.reading.text_repairs import LONGEST_FILLER, is_filler, mend
from ingest.reading.values import clean
from roster.agent import profile_allowed

CellReader = Callable[[str], Any]

_REMEMBERED_CELLS: Final = 10_000


def cell_readers(rules: DeploymentRules) -> dict[str, CellReader]:
    """Return column → its reader, under a deployment's rules."""
    username = partial(identity.read_username, saml=rules.saml)
    phone = partial(_read_phone_number, partial(_read, partial(read_phone_number, country=rules.phone_country)))
    remembered: dict[str, values.Reader] = {
        "routing_profile": _mended(values.read_routing_profile),
        "security_profiles": _mended(partial(_read_allowed_profiles, rules=rules)),
        "user_hierarchy": _mended(values.read_hierarchy),
        "tags": partial(values.read_tags, reserved=rules.own_tag),
        **{column.name: column.read for column in COLUMNS if column.read is not None},
    }
    # Nobody can do without a name, so what stands for an empty cell is no name rather than none.
    names: dict[str, values.Reader] = {
        "first_name": identity.read_first_name,
        "last_name": partial(identity.read_last_name, saml=rules.saml),
    }
    return (
        {"username": partial(_read, username), "mobile": phone, "desk_phone_number": phone}
        | dict.fromkeys(("email", "secondary_email"), _read_email)
        | {column: _Remembered(partial(_read, read)).__getitem__ for column, read in remembered.items()}
        | {column: _Remembered(partial(_read_filled, read)).__getitem__ for column, read in names.items()}
    )


def _read(read: values.Reader, cell: str) -> Any:
    text = clean(cell) if cell else cell
    if not text or (len(text) <= LONGEST_FILLER and is_filler(text)):
        return None
    return read(text)


def _read_email(cell: str) -> Any:
    return cell if identity.SIMPLE_EMAIL.fullmatch(cell) else _read(_read_mended_email, cell)


def _read_phone_number(read: CellReader, cell: str) -> Any:
    return read_e164(cell) if is_e164(cell) else read(cell)


def _read_filled(read: values.Reader, cell: str) -> Any:
    text = clean(cell) if cell else cell
    return read(text) if text else None


def _mended(read: values.Reader) -> values.Reader:
    """Return a reader that takes out what nobody typed before it reads."""

    def read_mended(text: str) -> Any:
        mended = mend(text)
        if mended is text:
            return read(text)
        return noted(read(mended.value if isinstance(mended, Noted) else mended), before=mended)

    return read_mended


_read_mended_email: Final = _mended(identity.read_email)


class _Remembered(dict[str, Any]):
    """A dict of cell → value that reads a cell which it does not have.

    For columns whose values repeat from row to row, where a look-up in a dict is far quicker than reading again.
    """

    def __init__(self, read: CellReader) -> None:
        super().__init__({"": None})
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self._read(cell)
        if len(self) < _REMEMBERED_CELLS:
            self[cell] = value
        return value


def _read_allowed_profiles(text: str, *, rules: DeploymentRules) -> list[str] | None:
    names = values.read_security_profiles(text)
    if refused := [name for name in names if not profile_allowed(name, rules.allowed_security_profiles)]:
        raise ValueError(
            f"{', '.join(refused)} may not be given by a file; choose another security profile, or have the "
            "deployment's allowed_security_profiles changed"
        )
    return names or None

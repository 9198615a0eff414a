"""Maps each column of a directory to the function that reads its cells, by the form of its values. Pure.

A reader takes a cell as it stands in the file. It returns what the cell says, as `Noted` if there is something to know
about it, None if it is blank or holds what stands for that, or raises `ValueError` with what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading import identity, values
from ingest.reading.phone_numbers import is_e164, read_e164, read_phone_number
from ingest.reading.remarks import Noted, noted
from ingest.reading.text_repairs import LONGEST_FILLER, is_filler, mend
from ingest.reading.values import clean
from ingest.reading.voice_enhancement import read_voice_enhancement
from roster.agent import profile_allowed
from roster.columns.table import COLUMNS

CellReader = Callable[[str], Any]

_REMEMBERED_CELLS: Final = 10_000


def cell_readers(rules: DeploymentRules) -> dict[str, CellReader]:
    """Return column → its reader, under a deployment's rules."""
    readers = readers_by_form(rules)
    return {column.name: readers[column.form.name]() for column in COLUMNS if column.form.name not in READ_OTHERWISE}


READ_OTHERWISE: Final = frozenset({"whole_name", "password"})
"""Forms that are read together with other cells: `ingest.reading.whole_names`, `ingest.reading.row_reader`."""


def readers_by_form(rules: DeploymentRules) -> dict[str, Callable[[], CellReader]]:
    """Return form → what makes a reader of a column's cells, each with a memory of its own."""
    phone = partial(_read_phone_number, partial(_read, partial(read_phone_number, country=rules.phone_country)))
    remembered: dict[str, values.Reader] = {
        "routing_profile": _mended(values.read_routing_profile),
        "security_profiles": _mended(partial(_read_allowed_profiles, rules=rules)),
        "path": _mended(values.read_hierarchy),
        "phone_type": values.read_phone_type,
        "yes_no": values.read_yes_no,
        "seconds": values.read_acw_seconds,
        "voice_enhancement": read_voice_enhancement,
        "tags": partial(values.read_tags, reserved=rules.own_tag),
        "proficiencies": values.read_proficiencies,
        "state": values.read_state,
    }
    # Nobody can do without a name, so what stands for an empty cell is no name rather than none.
    names: dict[str, values.Reader] = {
        "first_name": identity.read_first_name,
        "last_name": partial(identity.read_last_name, saml=rules.saml),
    }
    return {
        "login": lambda: partial(_read, partial(identity.read_username, saml=rules.saml)),
        "address": lambda: _read_email,
        "phone_number": lambda: phone,
        **{form: partial(_remembering, partial(_read, read)) for form, read in remembered.items()},
        **{form: partial(_remembering, partial(_read_filled, read)) for form, read in names.items()},
    }


def _remembering(read: CellReader) -> CellReader:
    return _Remembered(read).__getitem__


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

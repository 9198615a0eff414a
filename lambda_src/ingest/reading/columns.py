"""The header of a table: which of its columns mean what. Pure.

`roster.columns` declares the headers by which columns are known. Where several headers of a file name the same column,
the strongest counts and the others are ignored; two that are equally strong are one too many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ingest.reading.chosen_headers import second_hierarchy, settle, strongest
from ingest.reading.dialect import Dialect
from ingest.reading.known_headers import ONLY_STAFF, Meaning, meanings, plain, staff_weight
from ingest.reading.password_words import speaks_of_passwords
from ingest.reading.usual_rows import UsualRows
from roster.cells import original_cell
from roster.columns.table import COLUMNS

_ERROR: Final = "error"
_PASSWORD: Final = "password"  # noqa: S105 (the name of a column)
_NAME: Final = "name"
_HIERARCHY: Final = "user_hierarchy"
_WEAK_NAME: Final = 4
"""From this rank on a header is so common ("Name") that with a login and a password alone it makes no directory."""

ONLY_STAFF_HAVE: Final = frozenset(column.name for column in COLUMNS if column.only_staff)
_ENOUGH_COLUMNS: Final = 3

DIRECTORY_COLUMNS: Final = frozenset(column.name for column in COLUMNS) - {_PASSWORD}
"""All columns that are read, passwords aside."""

Shape = Literal["header", "below", "missing", "turned", "unseparated", "hidden"]


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a file says.

    Attributes:
        names: the headers as they stand in the file.
        columns: column → its index, for the columns that Rollcall knows, passwords aside.
        passwords: indexes of all columns that can hold passwords. Their cells are taken out of the upload.
        initial_passwords: those of them that a new agent's password is read from; the first that is filled counts.
        repeated: the headers that mean the same as another one, with that one.
        has_error_column: whether the file is a mended report of ours, or looks like one.
        dialect: how the file is written.
        last_line: where the header ends in the file, counting from 1.
        weak_name: whether the column of whole names goes by a header that lists of other things have too.
        shape: `header` where the file has one; `below` where it stands too far down; `missing`; `turned` where the
            headers stand below each other; `unseparated` where nothing separates them that Rollcall knows; `hidden`
            where it stands on a sheet that people do not see.
        first_line: where a header that is too far down begins.
        second_hierarchy: index of a second column for the hierarchy, which counts where the first one is empty.
        hidden: indexes of headers that may hold cells of a row, as where a line break was lost; a number names them.
        usual: what the first rows are like.
        in_doubt: whether the file may hold passwords elsewhere than in its columns for them: the rows don't fit the
            header, it is joined with one of them, or another line of the first ones is a header with passwords.
        said: of a table without columns that can be told apart, the texts that look like its headers.
        refusal: why a file that Rollcall can't look into is refused, and what to do; such a header has no names.
    """

    names: tuple[str, ...]
    columns: dict[str, int]
    passwords: frozenset[int]
    initial_passwords: tuple[int, ...]
    repeated: tuple[str, ...]
    has_error_column: bool
    dialect: Dialect
    last_line: int
    weak_name: bool = False
    shape: Shape = "header"
    first_line: int = 1
    said: tuple[str, ...] = ()
    second_hierarchy: int | None = None
    refusal: str = ""
    hidden: frozenset[int] = frozenset()
    usual: UsualRows = field(default_factory=UsualRows)
    in_doubt: bool = False

    @property
    def holds_passwords(self) -> bool:
        """Whether the file has columns of passwords, on another sheet than the table's too."""
        return bool(self.passwords) or (self.dialect.sheet is not None and self.dialect.sheet.passwords_elsewhere)

    @property
    def is_agent_directory(self) -> bool:
        """Whether the file lists staff, whatever its name."""
        # A mended report of ours lacks the passwords that its directory had.
        more = bool(self.passwords) or (self.has_error_column and plain(self.names[self.width - 1]) == _ERROR)
        # A name and a password beside a login are as well a list of accounts anywhere.
        known = len(self.columns) + (more and not (self.weak_name and _NAME in self.columns))
        # The values of a JSON array, split at its commas, could pass for headers.
        is_table = not self.names[0].lstrip().startswith(("[", "{", "<")) if self.names else False
        is_table = is_table and self.shape == "header"
        return is_table and known >= _ENOUGH_COLUMNS and self.is_of_staff

    @property
    def may_hold_passwords(self) -> bool:
        """Whether the file has to be redacted, and its rows shown only where they are beyond doubt."""
        return self.holds_passwords or self.in_doubt

    @property
    def is_of_staff(self) -> bool:
        """Whether the table has a column that only lists of staff have, unlike lists of customers."""
        return not ONLY_STAFF_HAVE.isdisjoint(self.columns) or any(
            staff_weight(name) == ONLY_STAFF for name in self.names
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that are ignored; trailing empty ones, as spreadsheets leave them, are not worth naming."""
        known = {*self.kept, *self.passwords}
        return tuple(
            name
            for index, name in enumerate(self.names)
            if index not in known and name.strip() and plain(name) != _ERROR
        )

    @property
    def withheld(self) -> tuple[str, ...]:
        """Headers of columns that may hold passwords, and are neither used nor shown."""
        return tuple(
            self.names[index].strip() or f"column {index + 1}"
            for index in sorted(self.passwords.difference(self.initial_passwords))
        )

    @property
    def kept(self) -> tuple[int, ...]:
        """Indexes of the cells that may leave the file: those of columns that are used, but for passwords."""
        second = () if self.second_hierarchy is None else (self.second_hierarchy,)
        return tuple(sorted({*self.columns.values(), *second}))

    @property
    def width(self) -> int:
        """How many columns the table has, without the nameless ones at its end."""
        return max((index for index, name in enumerate(self.names, start=1) if name.strip()), default=0)


def column_of(name: str) -> str | None:
    """Return the column that a header names when it stands alone, `password` also for one that only speaks of them."""
    found = meanings(name)
    if any(meaning.column == _PASSWORD for meaning in found) or speaks_of_passwords(name):
        return _PASSWORD
    return found[0].column if found else None


def read_header(
    names: Sequence[str],
    dialect: Dialect | None = None,
    last_line: int = 1,
    column_names: Mapping[str, str] | None = None,
) -> Header:
    """Tell what the cells of a header line mean.

    Args:
        names: the cells.
        dialect: how the file is written.
        last_line: where the line ends in the file.
        column_names: the deployment's own headers → columns; they come before those that are built in.
    """
    names = tuple(map(original_cell, names))
    own = {plain(name): (Meaning(column, 0),) for name, column in (column_names or {}).items()}
    found = {index: own.get(plain(name)) or meanings(name) for index, name in enumerate(names)}
    initial = tuple(index for index, meant in found.items() if any(one.column == _PASSWORD for one in meant))
    spoken = (index for index, name in enumerate(names) if plain(name) not in own and speaks_of_passwords(name))
    passwords = frozenset((*initial, *spoken))
    named = settle({index: meant for index, meant in found.items() if meant and index not in passwords})
    second = second_hierarchy(names, named.get(_HIERARCHY, {}))
    chosen = {column: strongest(headers, column) for column, headers in named.items()}
    return Header(
        names=names,
        columns={column: indexes[0] for column, indexes in sorted(chosen.items(), key=lambda item: item[1])},
        passwords=passwords,
        initial_passwords=initial,
        repeated=tuple(names[index].strip() for indexes in chosen.values() if len(indexes) > 1 for index in indexes),
        has_error_column=any(plain(name) == _ERROR for name in names),
        dialect=dialect or Dialect(),
        last_line=last_line,
        second_hierarchy=second,
        weak_name=_NAME in chosen and named[_NAME][chosen[_NAME][0]] >= _WEAK_NAME,
    )


def refused_file(why: str) -> Header:
    """Return a header in place of that of a file that Rollcall can't look into.

    Args:
        why: why it can't, and what to do.
    """
    return replace(read_header(()), refusal=why)

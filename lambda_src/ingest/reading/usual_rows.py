"""What the rows of a table are usually like, told from its first ones, so that an unusual one stands out. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.reading.password_rule import looks_like_password

_TWICE: Final = 2
_DIGITS: Final = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class UsualRows:
    """What is usual in a table. Redaction and reading are told the same, as both know the file's first bytes.

    Attributes:
        width: how many cells most rows have; 0 if there is none.
        filled_width: the same, without blank cells at their end.
        places: indexes of the columns whose cells prove, by being passwords, where a row's other cells belong.
        given: whether a password is given at all.
        strong: whether most passwords that are given obey the rule for them.
        like_passwords: indexes of the columns in which most cells obey that rule, such as logins like `Agent0001`.
        stems: what several cells of a column are without their digits, each with the column's index: `Agent` of
            `Agent0001`.
    """

    width: int = 0
    filled_width: int = 0
    places: tuple[int, ...] = ()
    given: bool = False
    strong: bool = False
    like_passwords: frozenset[int] = frozenset()
    stems: frozenset[tuple[int, str]] = frozenset()

    def has_stem(self, index: int, cell: str) -> bool:
        """Whether several cells of the column differ from this one in their digits alone."""
        return (index, stem_of(cell)) in self.stems


def usual_rows(rows: Sequence[Sequence[str]], passwords: Collection[int], said: Collection[int]) -> UsualRows:
    """Look at the first rows below a header.

    Args:
        rows: their cells.
        passwords: indexes of the columns of passwords.
        said: those of them whose headers say so, the ones that a new agent's password is read from where there are any.
    """
    filled: Counter[int] = Counter()
    obeying: Counter[int] = Counter()
    stems: dict[tuple[int, str], Counter[str]] = {}
    for cells in rows:
        for index, cell in enumerate(cells):
            if text := cell.strip():
                filled[index] += 1
                obeying[index] += looks_like_password(text) and "@" not in text
                if index not in passwords and _DIGITS.search(text):
                    stems.setdefault((index, stem_of(text)), Counter())[text] += 1
    like_passwords = frozenset(
        index for index, count in obeying.items() if count * 2 > filled[index] and count >= _TWICE
    )
    among = frozenset(said or passwords)
    places = tuple(sorted(like_passwords & among or among))
    given = sum(filled[index] for index in places)
    rows = [cells for cells in rows if any(map(str.strip, cells))]
    return UsualRows(
        width=_most_common(map(len, rows)),
        filled_width=_most_common(
            max(index for index, cell in enumerate(cells, start=1) if cell.strip()) for cells in rows
        ),
        places=places,
        given=bool(given),
        strong=sum(obeying[index] for index in places) * 2 >= given,
        like_passwords=like_passwords,
        stems=frozenset(
            place for place, cells in stems.items() if len(cells) >= _TWICE or max(cells.values()) > _TWICE
        ),
    )


def _most_common(widths: Iterable[int]) -> int:
    """Return the width that most rows have, the largest of several."""
    counted = Counter(widths)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def stem_of(cell: str) -> str:
    """Return a cell without its digits."""
    return _DIGITS.sub("", cell.strip())

"""What the rows of a table are usually like, told from its first ones, so that an unusual one stands out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.reading.password_rule import holds_password, looks_like_password

_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class UsualRows:
    """What is usual in a table. Redaction and reading are told the same, as both know the file's first bytes.

    Attributes:
        width: how many cells most rows have; 0 if there is none.
        strong: whether most cells that give a password obey the rule for them.
        like_passwords: indexes of other columns in which most cells obey that rule, such as logins like `Agent0001`.
        repeated: cells, each with its column's index, that look like passwords and stand in several rows.
    """

    width: int = 0
    strong: bool = False
    like_passwords: frozenset[int] = frozenset()
    repeated: frozenset[tuple[int, str]] = frozenset()


def usual_rows(rows: Sequence[Sequence[str]], passwords: Collection[int]) -> UsualRows:
    """Look at the first rows below a header.

    Args:
        rows: their cells.
        passwords: indexes of the columns that a password is read from.
    """
    widths = Counter(len(cells) for cells in rows if any(cells))
    filled: Counter[int] = Counter()
    obeying: Counter[int] = Counter()
    cells_like_passwords: Counter[tuple[int, str]] = Counter()
    for cells in rows:
        for index, cell in enumerate(cells):
            if text := cell.strip():
                filled[index] += 1
                obeying[index] += looks_like_password(text)
                if index not in passwords and holds_password(text):
                    cells_like_passwords[index, cell] += 1
    given = sum(filled[index] for index in passwords)
    return UsualRows(
        width=widths.most_common(1)[0][0] if widths else 0,
        strong=sum(obeying[index] for index in passwords) * 2 > given,
        like_passwords=frozenset(
            index for index, count in obeying.items() if count * 2 > filled[index] and index not in passwords
        ),
        repeated=frozenset(place for place, count in cells_like_passwords.items() if count >= _TWICE),
    )

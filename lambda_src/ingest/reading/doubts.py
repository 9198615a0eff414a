"""What speaks against a row's cells being what its header says, in the words that its uploader reads. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

QUOTES: Final = "the quotes in this line don't fit together, so its cells can't be told apart for sure"
SWALLOWED: Final = "a cell of this row may hold parts of other rows"
ENCODING: Final = (
    "this line holds text in another encoding than the file's beginning, as where files were joined; save all of it "
    "as CSV UTF-8"
)
WIDTH: Final = "this line has another number of cells than the header, so they may stand under wrong headers"
COLUMN: Final = "what stands under the header for passwords is probably none, so the cells may have moved"
UNFIT: Final = "a cell can't be what its header says, and there is no password to show where the cells belong"
MOVED: Final = "a cell under another header may be a password; put it where it belongs, or change it"
HEADER: Final = "this line is or follows another header; put both into a file of their own"
UNCERTAIN: Final = "the file has passwords, and its header does not fit its rows or is not the only one"
TITLE: Final = "this line above the header may belong to another table"


class Finding(NamedTuple):
    """What is known about one row by itself.

    Attributes:
        doubt: why its cells are neither kept nor shown; empty if they may be.
        refused: whether it must not be imported either.
        spreads: whether the rows beside it are in doubt as well, unless their passwords are in place.
        in_place: whether it has a password in its own column, which proves where the other cells belong.
        width: how many cells it has.
        short: whether it has fewer than it should.
        is_header: whether it is the header once more.
    """

    doubt: str = ""
    refused: bool = False
    spreads: bool = False
    in_place: bool = False
    width: int = 0
    short: bool = False
    is_header: bool = False


CERTAIN: Final = Finding()
PROVEN: Final = Finding(in_place=True)

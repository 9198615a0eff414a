"""The encoding of a file, as far as it can be told, and what to say about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest.reading.encoding_names import WESTERN

UNREADABLE: Final = "\ufffd"
"""Stands in the text in place of bytes that have no meaning in the encoding."""


@dataclass(frozen=True, slots=True)
class FileEncoding:
    """The encoding of a file, as far as it can be told.

    Attributes:
        codec: Python's name for it; empty where it can't be told.
        name: what programs call it, likewise.
        mixed: whether the file is UTF-8 but for some bytes.
        table: where it can't be told, the character of each byte as far as all possible encodings agree.
        possible: the names of the encodings that are left where it can't be told, the likeliest first.
        doubtful: whether it was told by so few words that each of them is worth a warning.
        guess: where it can't be told, the codec of the likeliest; good enough to look for a header by.
    """

    codec: str = "utf-8"
    name: str = "UTF-8"
    mixed: bool = False
    table: str = ""
    possible: tuple[str, ...] = ()
    guess: str = ""
    doubtful: bool = False

    @property
    def notice(self) -> str:
        """What to know about a file that was read so; empty for those in the encodings of Western Europe."""
        if self.possible:
            return (
                f"The file is neither UTF-8 nor UTF-16, and its encoding can't be told for certain ({self._listed()}); "
                "letters that are not certain were not read. Save the file as CSV UTF-8 and upload it again."
            )
        if self.codec == "utf-8" or any(self.codec == western.codec for western in WESTERN):
            return ""
        return (
            f"The file is in {self.name} and was read so. If names are wrong, save the file as CSV UTF-8 and upload it "
            "again."
        )

    @property
    def advice(self) -> str:
        """What to do about a cell with a character that can't be read."""
        if self.possible:
            return (
                "holds a letter that can't be read for certain: the file is neither UTF-8 nor UTF-16, and may be in "
                f"{self._listed()}; save the file as CSV UTF-8 and upload it again"
            )
        if self.codec == "utf-8":
            return (
                "holds a character that can't be read: it was lost before, or the file mixes UTF-8 with another "
                "encoding; type it again if it is wrong in the file too, and save the file as CSV UTF-8"
            )
        return (
            f"holds a character that can't be read: the file is in {self.name}, and this is none of its characters; "
            "type it again if it is wrong in the file too, and save the file as CSV UTF-8"
        )

    @property
    def warning(self) -> str:
        """What to know about a cell that was read in an encoding which is told by few words."""
        return f"was read as {self.name}, which few words tell; unless it is right, save the file as CSV UTF-8"

    def _listed(self) -> str:
        return " or ".join(self.possible)


UTF_8: Final = FileEncoding()
MIXED: Final = FileEncoding(mixed=True)

"""Data for the page's script, in which nothing from an upload can end the element that holds it. Pure.

`ScriptData` has no public constructor, as `safe_html.Html` has none. It is JSON of which every text went through
`shown_text`, and in which `<`, `>` and `&` are written as escapes, so that there is neither `</script` nor `<!--`:
https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from report.csv_files import temporary_file
from roster.outside_text import shown_text

_ESCAPES: Final = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


class ScriptData:
    """A piece of JSON that is safe within a script element. Only this module makes one."""

    __slots__ = ("_json",)
    _json: bytes

    def __init__(self) -> None:
        """Refuse to be called.

        Raises:
            TypeError: always.
        """
        raise TypeError("ScriptData is made by `script_data` and `JsonRows` alone")

    def encode(self) -> bytes:
        """Return it as UTF-8."""
        return self._json


def script_data(value: object) -> ScriptData:
    """Return texts, whole numbers, and lists and objects of them as data for the script.

    Raises:
        TypeError: something else is among them.
    """
    text = json.dumps(_shown(value), ensure_ascii=False, separators=(",", ":"))
    return _made(text.translate(_ESCAPES).encode())


class JsonRows:
    """Pieces of JSON that go to a temporary file as they come, so that memory stays flat. Its maker closes it."""

    def __init__(self) -> None:
        self._file = temporary_file()
        self._ends = array("Q")

    def close(self) -> None:
        """Delete the file."""
        self._file.close()

    def append(self, value: object) -> None:
        """Add a piece; `script_data` says of what."""
        data = script_data(value).encode()
        self._file.write(data)
        self._ends.append(self.size + len(data))

    @property
    def size(self) -> int:
        """Bytes of all pieces."""
        return self._ends[-1] if self._ends else 0

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self._ends)

    def fitting(self, size: int) -> int:
        """Return how many of the first pieces have no more bytes than a size together."""
        return bisect_right(self._ends, size)

    def first(self, count: int) -> Iterator[ScriptData]:
        """Yield the first pieces, once all are added."""
        self._file.seek(0)
        begin = 0
        for end in self._ends[:count]:
            yield _made(self._file.read(end - begin))
            begin = end


def _shown(value: object) -> object:
    if isinstance(value, str):
        return shown_text(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {shown_text(name): _shown(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_shown(member) for member in value]
    raise TypeError(f"The page's data are texts, whole numbers, lists and objects, not {type(value).__name__}")


def _made(data: bytes) -> ScriptData:
    made = object.__new__(ScriptData)
    made._json = data
    return made

"""Fills the page's frame, a file of HTML with slots, so that no value becomes markup or script. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import BinaryIO, Final

from report.page.safe_html import Html, escape
from report.page.safe_json import ScriptData

Value = str | Html | Iterable[Html] | Iterable[ScriptData]

_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")
_TAG_NAME_SLOT: Final = re.compile(r"</?\{\{")
_QUOTED: Final = re.compile('"[^"]*"')
_DATA: Final = "application/json"
"""The type of a script element that no browser runs: https://html.spec.whatwg.org/multipage/scripting.html#data-block"""


class Template:
    """A file of HTML with slots such as `{{title}}`.

    A slot that is the whole content of a script element of type `application/json` takes data, and no other slot does.

    Args:
        source: the file's text.

    Raises:
        ValueError: a slot stands where escaping protects nothing: in a script that runs, a style, a comment, a tag's
            name or an attribute without double quotes.
    """

    def __init__(self, source: str) -> None:
        if _TAG_NAME_SLOT.search(source):
            raise ValueError("A slot stands for a tag's name, where escaping does not protect it")
        checker = _SlotChecker()
        checker.feed(source)
        checker.close()
        self._attribute_slots = checker.attribute_slots
        self._data_slots = checker.data_slots
        # Text and name of a slot by turns.
        self._parts = _SLOT.split(source)

    def write(self, file: BinaryIO, values: Mapping[str, Value]) -> None:
        """Write the template with its slots filled, each once and from the front, so that a value can't hold a slot.

        Args:
            file: where it goes.
            values: by slot: text, which is escaped; HTML; pieces of HTML, which are made one at a time; or pieces of
                data, likewise, which become one array.

        Raises:
            KeyError: a slot has no value.
            TypeError: HTML for a slot within an attribute, data for a slot that takes none or something else for one
                that does, or a value of another type.
        """
        for index, part in enumerate(self._parts):
            if index % 2 == 0:
                file.write(part.encode())
                continue
            value = values[part]
            if part in self._data_slots:
                _write_array(file, part, value)
                continue
            if part in self._attribute_slots and not isinstance(value, str):
                raise TypeError(f"The slot {part!r} stands in an attribute, which takes text alone")
            if isinstance(value, str | Html):
                file.write(escape(value).encode())
            else:
                file.writelines(_piece(part, piece).encode() for piece in value)


def _write_array(file: BinaryIO, slot: str, value: Value) -> None:
    before = b"["
    for piece in () if isinstance(value, str | Html) else value:
        if not isinstance(piece, ScriptData):
            break
        file.write(before + piece.encode())
        before = b",\n"
    else:
        if before != b"[":
            file.write(b"]")
            return
    raise TypeError(f"The slot {slot!r} is a script's data, which takes pieces of ScriptData alone, one at least")


def _piece(slot: str, piece: Html | ScriptData) -> Html:
    if isinstance(piece, ScriptData):
        raise TypeError(f"The slot {slot!r} is none for a script's data")
    return escape(piece)


class _SlotChecker(HTMLParser):
    """Finds slots within attributes and for data, and refuses those that escaping would not make safe."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.attribute_slots: set[str] = set()
        self.data_slots: set[str] = set()
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        self._refuse(_QUOTED.sub("", text), f"unquoted in <{tag}>")
        self.attribute_slots |= {slot for _, value in attrs for slot in _SLOT.findall(value or "")}
        self._is_data = tag == "script" and dict(attrs).get("type") == _DATA

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            return
        if self._is_data and (slot := _SLOT.fullmatch(data)):
            self.data_slots.add(slot[1])
        else:
            self._refuse(data, f"in <{self.cdata_elem}>")

    def handle_comment(self, data: str) -> None:
        self._refuse(data, "in a comment")

    @staticmethod
    def _refuse(text: str, place: str) -> None:
        if "{{" in text:
            raise ValueError(f"A slot stands {place}, where escaping does not protect it")

"""HTML in which nothing from an upload can become markup, because whatever makes it escapes all text. Pure.

`Html` has no public constructor. It comes from `escape` and `element`, which escape every text that they take, and
`element` makes only the elements and attributes that the report needs: no link, script, style or event handler. The
rules for escaping are those for content and for quoted attributes:
https://html.spec.whatwg.org/multipage/syntax.html#syntax-text and
https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import BinaryIO, Final, Literal, get_args

ElementName = Literal[
    "b", "bdi", "code", "dd", "dt", "h2", "li", "option", "p", "rect", "section", "span", "svg", "td", "tr", "ul"
]

_ELEMENTS: Final = frozenset(get_args(ElementName))
_ATTRIBUTES: Final = frozenset(
    {
        *("aria-hidden", "aria-label", "class", "data-label", "data-order", "data-outcome", "height"),
        *("preserveAspectRatio", "role", "value", "viewBox", "width", "x"),
    }
)

# HTML has no way to write these, not even as references.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")
_TAG_NAME_SLOT: Final = re.compile(r"</?\{\{")
_QUOTED: Final = re.compile('"[^"]*"')


class Html:
    """A piece of HTML whose texts are escaped. Only this module makes one."""

    __slots__ = ("_markup",)
    _markup: str

    def __init__(self) -> None:
        """Refuse to be called.

        Raises:
            TypeError: always.
        """
        raise TypeError("Html is made by `escape`, `element` and `join` alone")

    def __repr__(self) -> str:
        """Return it for a debugger; in a page this would be escaped again, so nothing is gained by putting it there."""
        return f"Html({self._markup!r})"

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self._markup)

    def encode(self) -> bytes:
        """Return it as UTF-8."""
        return self._markup.encode()


def escape(value: str | Html) -> Html:
    """Return a text as HTML, for content and for quoted attributes; what is HTML already stays as it is.

    Raises:
        TypeError: the value is neither.
    """
    return value if isinstance(value, Html) else _html(_markup_of(value))


def join(separator: str, parts: Iterable[str | Html]) -> Html:
    """Put pieces one after the other with a text between them; texts among them are escaped."""
    return _html(_markup_of(separator).join(map(_markup_of, parts)))


def element(name: ElementName, *children: str | Html, **attributes: str) -> Html:
    """Make one element.

    Args:
        name: its name.
        *children: its content; texts are escaped.
        **attributes: text by name, with `_` for `-`; `class_` is `class`.

    Raises:
        ValueError: the report's page has no such element or attribute.
        TypeError: a child or a value is of another type.
    """
    if name not in _ELEMENTS:
        raise ValueError(f"The page has no <{name}>; add it to ElementName if it needs it and it is safe")
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    return _html(f"<{opening}>{''.join(map(_markup_of, children))}</{name}>")


class Template:
    """A file of HTML with slots such as `{{title}}`.

    Args:
        source: the file's text.

    Raises:
        ValueError: a slot stands where escaping protects nothing: in a script, a style, a comment, a tag's name or an
            attribute without double quotes.
    """

    def __init__(self, source: str) -> None:
        if _TAG_NAME_SLOT.search(source):
            raise ValueError("A slot stands for a tag's name, where escaping does not protect it")
        checker = _SlotChecker()
        checker.feed(source)
        checker.close()
        self._attribute_slots = checker.attribute_slots
        # Text and name of a slot by turns.
        self._parts = _SLOT.split(source)

    def write(self, file: BinaryIO, values: Mapping[str, str | Html | Iterator[Html]]) -> None:
        """Write the template with its slots filled, each once and from the front, so that a value can't hold a slot.

        Args:
            file: where it goes.
            values: by slot: text, which is escaped; HTML; or pieces of HTML, which are made one at a time.

        Raises:
            KeyError: a slot has no value.
            TypeError: HTML for a slot within an attribute, or a value of another type.
        """
        for index, part in enumerate(self._parts):
            if index % 2 == 0:
                file.write(part.encode())
                continue
            value = values[part]
            if part in self._attribute_slots and not isinstance(value, str):
                raise TypeError(f"The slot {part!r} stands in an attribute, which takes text alone")
            if isinstance(value, str | Html):
                file.write(escape(value).encode())
            else:
                file.writelines(escape(piece).encode() for piece in value)


class _SlotChecker(HTMLParser):
    """Finds slots within attributes, and refuses those that escaping would not make safe."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.attribute_slots: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        self._refuse(_QUOTED.sub("", text), f"unquoted in <{tag}>")
        self.attribute_slots |= {slot for _, value in attrs for slot in _SLOT.findall(value or "")}

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            self._refuse(data, f"in <{self.cdata_elem}>")

    def handle_comment(self, data: str) -> None:
        self._refuse(data, "in a comment")

    @staticmethod
    def _refuse(text: str, place: str) -> None:
        if "{{" in text:
            raise ValueError(f"A slot stands {place}, where escaping does not protect it")


def _attribute(key: str, value: str) -> str:
    name = _attribute_name(key)
    if not isinstance(value, str):
        raise TypeError(f"The attribute {name!r} takes text, not {type(value).__name__}")
    return f' {name}="{_markup_of(value)}"'


@functools.cache
def _attribute_name(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name not in _ATTRIBUTES:
        raise ValueError(f"The page has no attribute {name!r}; add it to _ATTRIBUTES if it needs it and it is safe")
    return name


def _markup_of(value: str | Html) -> str:
    if isinstance(value, Html):
        return value._markup
    if not isinstance(value, str):
        raise TypeError(f"A page takes texts and Html, not {type(value).__name__}")
    return html.escape(_CONTROLS.sub("\ufffd", value))


def _html(markup: str) -> Html:
    made = object.__new__(Html)
    made._markup = markup
    return made

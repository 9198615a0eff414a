"""HTML in which nothing from an upload can become markup, because whatever makes it escapes all text. Pure.

`Html` has no public constructor. It comes from `escape` and `element`, which escape every text that they take, and
`element` makes only the elements and attributes that the report needs: no script, style or event handler. A link
comes from `file_link`, and leads to a file of the report alone. The rules for escaping are those for content and for
quoted attributes:
https://html.spec.whatwg.org/multipage/syntax.html#syntax-text and
https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable
from typing import Final, Literal, get_args

from roster.outside_text import shown_text

TextElementName = Literal["b", "bdi", "code", "dd", "del", "dt", "h2", "ins", "li", "p", "span", "summary", "td"]
BoxElementName = Literal["details", "dl", "rect", "section", "svg", "tr", "ul"]
ElementName = TextElementName | BoxElementName
FileName = Literal["outcome.csv", "rejected.csv"]

_ELEMENTS: Final = frozenset(get_args(TextElementName) + get_args(BoxElementName))
_FILES: Final = frozenset(get_args(FileName))
_ATTRIBUTES: Final = frozenset(
    {
        *("aria-hidden", "aria-label", "class", "data-finding", "data-label", "data-outcome", "height"),
        *("preserveAspectRatio", "role", "viewBox", "width", "x"),
    }
)


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


def join(separator: str | Html, parts: Iterable[str | Html]) -> Html:
    """Put pieces one after the other with a text or HTML between them; texts among them are escaped."""
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


def file_link(name: FileName) -> Html:
    """Make a link to a file that lies beside the page; relative, so that it leads there from wherever the page is.

    Raises:
        ValueError: a report has no such file.
    """
    if name not in _FILES:
        raise ValueError(f"A report has no file {name!r} for people")
    return _html(f'<a href="{name}">{name}</a>')


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
    return html.escape(shown_text(value))


def _html(markup: str) -> Html:
    made = object.__new__(Html)
    made._markup = markup
    return made


LINE_BREAK: Final = _html("\n")
"""Between elements, so that the page's source can be read."""

"""Writes values as Terraform's language has them, in the layout of `terraform fmt`. Pure.

Terraform keeps all text in Unicode's normal form C; text that is no Unicode, such as half a surrogate pair, it can't
hold (`is_text`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_INDENT: Final = "  "
_WIDTH: Final = 110
"""Characters of a line from which on an object or a list of plain values is written over several lines."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TEMPLATE: Final = re.compile(r"([$%]*)([$%])\{")
_OWN_COLUMN: Final = ("L", "N", "P", "S", "Zs")
"""Categories of characters that stand alone; what joins with its neighbours would make columns uncertain."""

_JOINING: Final = (
    (0x0E33, 0x0E33),  # Thai and Lao vowels
    (0x0EB3, 0x0EB3),
    (0x0D4E, 0x0D4E),
    (0x1100, 0x11FF),  # Hangul syllables in pieces
    (0xA960, 0xA97F),
    (0xD7B0, 0xD7FF),
    (0x111C2, 0x111C3),
    (0x11000, 0x11FFF),  # scripts with letters that join from in front
    (0x1F1E6, 0x1F1FF),  # flags
    (0x1F3FB, 0x1F3FF),  # tones of emoji
)


class ByName(dict[str, Any]):
    """An object whose keys are names that people gave, not attributes: they are always quoted."""


@dataclass(frozen=True)
class Expression:
    """Terraform's language as it stands, such as a reference."""

    text: str


def is_text(value: str) -> bool:
    """Whether Terraform can hold a text, and in one piece: Unicode, without NUL."""
    return "\0" not in value and not any(0xD800 <= ord(character) <= 0xDFFF for character in value)


def as_kept(value: str) -> str:
    """Return a text as Terraform keeps it: in normal form C."""
    return unicodedata.normalize("NFC", value)


def attributes(values: Mapping[str, Any], depth: int = 0) -> str:
    """Return the lines of a body: one attribute each, the equals signs of neighbours below each other."""
    return "".join(f"{line}\n" for line in _lines(values, depth))


def quoted(text: str, *, in_columns: bool = False) -> str:
    r"""Return a text as a quoted string that stands for it and nothing else.

    Args:
        text: any for which `is_text` holds.
        in_columns: escape each character that may join with its neighbours, so that every character is one column.
    """
    # After another $ or %, `$${` would be read in another way, so the brace's own sign is written by its number.
    held = _TEMPLATE.sub(lambda match: f"{match[1]}\0{match[2]}" if match[1] else f"{match[2]}{match[2]}{{", text)
    pieces = (_escaped(character, in_columns=in_columns) for character in held)
    return f'"{"".join(pieces)}"'.replace("\0$", "\\u0024{").replace("\0%", "\\u0025{")


def _escaped(character: str, *, in_columns: bool) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character == "\0" or (character.isprintable() and not (in_columns and _joins(character))):
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _joins(character: str) -> bool:
    if character.isascii():
        return False
    number = ord(character)
    plain = unicodedata.category(character).startswith(_OWN_COLUMN)
    return not plain or any(first <= number <= last for first, last in _JOINING)


def _lines(values: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    names = isinstance(values, ByName)
    entries = [(key, _value(value, depth, names=names)) for key, value in values.items()]
    position = 0
    while position < len(entries):
        run = _aligned(entries, position)
        keys = [_key(key, names=names, in_columns=True) for key, _ in entries[position : position + run]]
        width = max(map(len, keys), default=0)
        for key, (_, value) in zip(keys, entries[position : position + run], strict=True):
            yield f"{indent}{key:<{width}} = {value[0]}"
        position += run
        if not run:
            name, value = entries[position]
            yield f"{indent}{_key(name, names=names, in_columns=False)} = {value[0]}"
            yield from value[1:]
            position += 1


def _aligned(entries: Sequence[tuple[str, list[str]]], position: int) -> int:
    """Return how many entries from a position on stand on one line each."""
    end = position
    while end < len(entries) and len(entries[end][1]) == 1:
        end += 1
    return end - position


def _key(key: str, *, names: bool, in_columns: bool) -> str:
    return quoted(key, in_columns=in_columns) if names or not _IDENTIFIER.fullmatch(key) else key


def _value(value: Any, depth: int, *, names: bool = False) -> list[str]:
    """Return a value's lines; the first stands behind the equals sign, the others have their indent."""
    single = None if names and value and isinstance(value, Mapping) else _inline(value)
    if single is not None and len(single) + len(_INDENT) * depth <= _WIDTH:
        return [single]
    inner, close = _INDENT * (depth + 1), _INDENT * depth
    if isinstance(value, Mapping):
        return ["{", *_lines(value, depth + 1), f"{close}}}"]
    if isinstance(value, Sequence) and not isinstance(value, str):
        lines = ["["]
        for item in value:
            first, *others = _value(item, depth + 1)
            lines += [f"{inner}{first}", *others]
            lines[-1] += ","
        return [*lines, f"{close}]"]
    return [_scalar(value)]


def _inline(value: Any) -> str | None:
    """Return a value on one line; None if it is too nested for that."""
    if isinstance(value, Mapping):
        if isinstance(value, ByName) and value:
            return None
        parts = {_key(key, names=False, in_columns=False): item for key, item in value.items()}
        if any(isinstance(item, Mapping | list | tuple) and item for item in parts.values()):
            return None
        body = ", ".join(f"{key} = {_inline(item)}" for key, item in parts.items())
        return f"{{ {body} }}" if body else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(item, Mapping | list | tuple) for item in value):
            return None
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Expression):
        return value.text
    return str(value) if isinstance(value, int) else quoted(value)

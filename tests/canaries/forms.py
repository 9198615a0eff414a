"""The forms in which a text can stand somewhere. Pure."""

from __future__ import annotations

import base64
import html
import json
import urllib.parse
from typing import Final

_GROUP_BYTES: Final = 3
_BITS: Final = 6
"""Of a character of Base64, three bytes of which are four characters."""


def forms_in_small_letters(text: str) -> dict[str, set[bytes]]:
    """Return form → the bytes that stand for a text in it, to be looked for in a content made small letters.

    They stand for the text as it is, and for what is made of it where all letters become small ones or capitals.
    """
    found: dict[str, set[bytes]] = {}
    for written in (text, text.lower(), text.upper()):
        data = written.encode()
        forms = {
            "plain": data,
            "UTF-16": _apart(data, 1),
            "UTF-16 in JSON": rb"\u0000".join(bytes([byte]) for byte in data),
            "UTF-32": _apart(data, 3),
            "hexadecimal": data.hex().encode(),
            "UTF-16 in hexadecimal": _apart(data, 1).hex().encode(),
            "hexadecimal with blanks": data.hex(" ").encode(),
            "percent-encoded": _each("%{:02x}", data),
            r"JSON's \u": _each(r"\u{:04x}", data),
            r"Python's \x": _each(r"\x{:02x}", data),
            "HTML, decimal": _each("&#{};", data),
            "HTML, hexadecimal": _each("&#x{:x};", data),
            "quoted-printable": _each("={:02x}", data),
        }
        for form, content in forms.items():
            found.setdefault(form, set()).add(content.lower())
        escaped = [html.escape(written), json.dumps(written)[1:-1]]
        escaped += [urllib.parse.quote(written, safe) for safe in ("", "/")]
        found.setdefault("escaped", set()).update(content.lower().encode() for content in escaped if content != written)
    return found


def forms_with_capitals(text: str) -> dict[str, set[bytes]]:
    """Return form → the bytes that stand for a text in it, whatever stands before and behind the text."""
    found: dict[str, set[bytes]] = {"Base64": set(), "UTF-16 in Base64": set()}
    for written in (text, text.lower(), text.upper()):
        data = written.encode()
        found["Base64"] |= _base64(data)
        found["UTF-16 in Base64"] |= _base64(_apart(data, 1))
    return found


def _apart(data: bytes, zeros: int) -> bytes:
    """Put zeros between the bytes: what of UTF-16 and UTF-32 is the same in both orders of bytes."""
    return bytes(zeros).join(bytes([byte]) for byte in data)


def _each(pattern: str, data: bytes) -> bytes:
    return "".join(pattern.format(byte) for byte in data).encode()


def _base64(data: bytes) -> set[bytes]:
    """Return the characters that depend on the data alone, for each place that it may have in three bytes."""
    found = set()
    for before in range(_GROUP_BYTES):
        padded = bytes(before) + data + bytes(-(before + len(data)) % _GROUP_BYTES)
        first, end = -(-8 * before // _BITS), 8 * (before + len(data)) // _BITS
        found |= {encode(padded)[first:end] for encode in (base64.b64encode, base64.urlsafe_b64encode)}
    return found

"""Writes an answer of AWS as bytes to look through. Pure."""

from __future__ import annotations

import base64
import json
from typing import Any


def shown(answer: Any) -> bytes:
    """Return all texts of an answer, not escaped; binary values stand in Base64, as AWS sends them."""
    return json.dumps(answer, default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes | bytearray) else str(value)

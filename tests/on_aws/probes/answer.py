"""An answer that was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a probe found.

    Attributes:
        question: as docs/surprises.md leaves it open.
        answer: in few words, the same wherever the same happens: it is compared with local AWS's.
        measured: what was seen: seconds, counts, messages.
    """

    question: str
    answer: str
    measured: Mapping[str, Any] = field(default_factory=dict)

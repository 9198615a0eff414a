"""The forms that values of parameters have, and whether a JSONPath may stand in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

PATH = re.compile(r"""\$(\.?\[('[^']*'|"[^"]*"|\d+)\]|\.[^\s.\[\]'"]+)+""")
"""A single JSONPath identifier, such as ``$.Attributes.name`` or ``$.Attributes['a b']``."""

_INTEGER = re.compile(r"-?\d+")

_TAGS = re.compile(r"<[^>]*>")

BILLED_CHARACTERS = 3000
"""Most characters of a text to speech or a message, tags of SSML not counted."""

CHARACTERS = 6000
"""Most characters of the same, tags counted."""

NotThere = Callable[[str, str], str | None]
"""Says why a static id or ARN of a kind (``queue``, ``flow``, …) can't be used in an instance; None if it can."""


@dataclass(frozen=True)
class Problem:
    """What Connect would refuse.

    Attributes:
        what: as the service words it.
        path: where, for example ``Actions[0].Parameters.Text``.
        why: what is wrong there, in words of this package.
    """

    what: str
    path: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.what}. Path: {self.path}" + (f" ({self.why})" if self.why else "")


def missing(path: str, why: str = "") -> Problem:
    """Return the problem of a property that is not there."""
    return Problem("Action is missing required property", path, why)


def invalid(path: str, why: str) -> Problem:
    """Return the problem of a value that can't be."""
    return Problem("Invalid Action property value", path, why)


class Form(Protocol):
    """The form of a value."""

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""


class Dynamic(Enum):
    """Whether a value may be a JSONPath: not at all, as the whole value, or anywhere in it."""

    NO = "must be static"
    WHOLE = "must be static or one JSONPath"
    ANYWHERE = "may hold JSONPaths"


def is_dynamic(value: Any, dynamic: Dynamic) -> bool:
    """Whether a value is one that only a contact fills in, where that is allowed."""
    if not isinstance(value, str) or dynamic is Dynamic.NO:
        return False
    return PATH.fullmatch(value) is not None if dynamic is Dynamic.WHOLE else "$." in value or "$[" in value


@dataclass(frozen=True)
class Words:
    """Text that is not empty.

    Attributes:
        dynamic: whether JSONPaths may stand in it.
        spoken: whether it is read out or sent as a message, which limits its length.
    """

    dynamic: Dynamic = Dynamic.ANYWHERE
    spoken: bool = False

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not isinstance(value, str) or not value:
            yield invalid(path, "must be text")
        elif self.dynamic is Dynamic.NO and PATH.fullmatch(value):
            yield invalid(path, Dynamic.NO.value)
        elif self.spoken and (len(value) > CHARACTERS or len(_TAGS.sub("", value)) > BILLED_CHARACTERS):
            yield invalid(path, f"{len(value)} characters; at most {BILLED_CHARACTERS} can be said, tags not counted")


@dataclass(frozen=True)
class Number:
    """An integer, as the console writes it in quotes or as a JSON number."""

    low: int | None = None
    high: int | None = None
    dynamic: Dynamic = Dynamic.NO

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if is_dynamic(value, self.dynamic):
            return
        if isinstance(value, bool) or not _INTEGER.fullmatch(str(value)):
            yield invalid(path, "must be an integer")
        elif (self.low is not None and int(value) < self.low) or (self.high is not None and int(value) > self.high):
            yield invalid(path, f"must be from {self.low} to {'any' if self.high is None else self.high}")


@dataclass(frozen=True)
class Choice:
    """One of some words; capitals don't count, as the guides write ``True`` and ``true`` for the same."""

    values: tuple[str, ...]
    dynamic: Dynamic = Dynamic.NO

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not is_dynamic(value, self.dynamic) and str(value).lower() not in {item.lower() for item in self.values}:
            yield invalid(path, f"must be one of {', '.join(self.values)}")


@dataclass(frozen=True)
class Reference:
    """Id or ARN of something that the instance must have, or a JSONPath."""

    kind: str
    dynamic: Dynamic = Dynamic.WHOLE

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if is_dynamic(value, self.dynamic):
            return
        if not isinstance(value, str) or not value:
            yield invalid(path, f"must be an id or ARN ({self.kind})")
            return
        why = not_there(self.kind, value)
        if why:
            yield invalid(path, why)


@dataclass(frozen=True)
class JsonPath:
    """A JSONPath and nothing else."""

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not isinstance(value, str) or not PATH.fullmatch(value):
            yield invalid(path, "must be one JSONPath, such as $.Attributes.name")


@dataclass(frozen=True)
class Anything:
    """A value that is left alone."""

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield nothing."""
        yield from ()

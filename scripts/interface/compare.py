"""Compares two interfaces, and says what a change asks of the next version and of the changelog. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from scripts.interface.kinds import Interface, Kind

Part = Literal["major", "minor", "patch"]
"""The part of a version that grows, as Semantic Versioning has it."""

_OF_SOMETHING: Final = frozenset({"input", "output", "table", "report file"})
"""Kinds whose names end in what the entry belongs to: `queues of the root`."""

_PARTS: Final[tuple[Part, ...]] = ("major", "minor", "patch")

_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_INNERMOST: Final = re.compile(r"\([^(){}[\]]*\)|\{[^(){}[\]]*\}|\[[^(){}[\]]*\]")
"""Brackets with none inside."""


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed about one entry of the interface.

    Attributes:
        kind: of the entry.
        name: of the entry.
        before: what users relied on beside the name; None if there was no such entry.
        after: what there is now; None if the entry is gone.
    """

    kind: Kind
    name: str
    before: str | None
    after: str | None

    @property
    def heading(self) -> str:
        """The heading of the changelog that it belongs below."""
        return "Added" if self.before is None else "Removed" if self.after is None else "Changed"

    @property
    def part(self) -> Part:
        """The part of the version that has to grow for it.

        What is gone or different breaks somebody, and so does what has to be given from now on.
        """
        if self.before is None:
            return "major" if self._has_to_be_given else "minor"
        return "major"

    @property
    def words(self) -> str:
        """What the changelog has to name it by: its own name, without what it belongs to."""
        return self.name.partition(" of ")[0] if self.kind in _OF_SOMETHING else self.name

    @property
    def line(self) -> str:
        """A line for the changelog to begin with."""
        there = "" if self.before is None or self.after is None else f", was `{self.before}`, is `{self.after}`"
        return f"- {self.kind.capitalize()} `{self.words}`{self.name.removeprefix(self.words)}{there}: …"

    @property
    def _has_to_be_given(self) -> bool:
        if self.kind == "input":
            return not _has_default(self.after or "")
        return self.kind == "command" and (self.after or "").startswith("needed")


def _has_default(kind: str) -> bool:
    """Whether a type is followed by ` = ` and a default; the attributes of an object within it have such signs too."""
    kind, found = _TEXT.sub("", kind), 1
    while found:
        kind, found = _INNERMOST.subn("", kind)
    return " = " in kind


def changes(before: Interface, after: Interface) -> list[Change]:
    """Return what differs, by kind and name."""
    return list(chain.from_iterable(_of_kind(kind, before, after) for kind in sorted({*before, *after})))


def _of_kind(kind: Kind, before: Interface, after: Interface) -> Iterator[Change]:
    old, new = before.get(kind, {}), after.get(kind, {})
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield Change(kind, name, old.get(name), new.get(name))


def untold(found: Sequence[Change], unreleased: str) -> list[Change]:
    """Return the changes that the changelog's part for the next version does not name in backticks.

    Args:
        found: all changes.
        unreleased: that part of the changelog.
    """
    return [change for change in found if f"`{change.words}`" not in unreleased]


def next_version(version: str, found: Sequence[Change]) -> str:
    """Return the lowest version that may have these changes.

    What is added within something that is itself added breaks nobody, even if it has to be given there.

    Args:
        version: that of the release before, such as `1.4.2`.
        found: what changed since.
    """
    added = {(change.kind, change.name) for change in found if change.before is None}
    counted = [change for change in found if change.before is not None or added.isdisjoint(_wholes(change))]
    part = min((change.part for change in counted), key=_PARTS.index, default="patch")
    numbers = [int(number) for number in version.split(".")]
    place = _PARTS.index(part)
    return ".".join(map(str, [*numbers[:place], numbers[place] + 1, *[0] * (2 - place)]))


def _wholes(change: Change) -> Iterator[tuple[Kind, str]]:
    """Yield what an entry is a part of: the inputs around an attribute, the command of a parameter."""
    name, of, owner = change.name.partition(" of ")
    if change.kind == "input":
        for step in re.finditer(r"\[\*\]|\.", name):
            yield change.kind, f"{name[: step.start()]}{of}{owner}"
    elif change.kind == "command":
        yield change.kind, change.name.rpartition(" ")[0]

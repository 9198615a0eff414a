"""Forms of values that hold others: lists and objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local_aws.connect.flows.language.forms import Problem, invalid, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from local_aws.connect.flows.language.forms import Form, NotThere


@dataclass(frozen=True)
class Items:
    """A list."""

    form: Form
    low: int = 0

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not isinstance(value, list) or len(value) < self.low:
            yield invalid(path, f"must be a list of {self.low} or more")
            return
        for position, item in enumerate(value):
            yield from self.form.problems(f"{path}[{position}]", item, not_there)


@dataclass(frozen=True)
class Entries:
    """An object with names of the author's, or some of given ones."""

    form: Form
    names: tuple[str, ...] = ()
    high: int | None = None

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not isinstance(value, dict):
            yield invalid(path, "must be an object")
            return
        if self.high is not None and len(value) > self.high:
            yield invalid(path, f"at most {self.high} entries")
        for name, item in value.items():
            if self.names and name not in self.names:
                yield Problem("Invalid Action property name", f"{path}.{name}", f"one of {', '.join(self.names)}")
            yield from self.form.problems(f"{path}.{name}", item, not_there)


@dataclass(frozen=True)
class Fields:
    """An object with given members.

    Attributes:
        members: form by name.
        required: members that must be there.
        one_of: members of which exactly one must be there.
        not_both: members of which one may be there at most.
        open: whether it may have members beside these.
    """

    members: Mapping[str, Form] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    not_both: tuple[str, ...] = ()
    open: bool = False

    def problems(self, path: str, value: Any, not_there: NotThere) -> Iterator[Problem]:
        """Yield what is wrong with a value at a path."""
        if not isinstance(value, dict):
            yield invalid(path, "must be an object")
            return
        yield from self._presence(path, value)
        for name, item in value.items():
            if name in self.members:
                yield from self.members[name].problems(f"{path}.{name}", item, not_there)
            elif not self.open:
                yield Problem("Invalid Action property name", f"{path}.{name}")

    def _presence(self, path: str, value: dict[str, Any]) -> Iterator[Problem]:
        for name in self.required:
            if name not in value:
                yield missing(f"{path}.{name}")
        if self.one_of and not any(name in value for name in self.one_of):
            yield missing(path, f"At least one of [{', '.join(self.one_of)}] must be set")
        several = [name for name in self.one_of or self.not_both if name in value]
        if len(several) > 1:
            yield Problem(f"Only one of these properties may be defined. Properties: [{', '.join(several)}]", path)

"""Which names can be keys of Terraform's inputs, and how one part of a centre refers to another. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rollcall_cli.centre import own_names
from rollcall_cli.centre.model import Centre, Thing
from rollcall_cli.terraform_export.hcl import as_kept, is_text
from rollcall_cli.terraform_export.remark import Remark

OWN: Final[Mapping[str, frozenset[str]]] = {
    "hours_of_operation": own_names.HOURS,
    "queues": own_names.QUEUES,
    "routing_profiles": own_names.ROUTING_PROFILES,
    "security_profiles": own_names.SECURITY_PROFILES,
    "contact_flows": own_names.FLOWS,
}
"""Names of what every instance has, by input: they are not exported."""

KNOWN: Final[Mapping[str, frozenset[str]]] = {
    **OWN,
    "contact_flows": frozenset(name for name in own_names.FLOWS if name.startswith("Default ")),
}
"""Those of them that the module `connect` knows by itself."""

WORDS: Final[Mapping[str, str]] = {
    "hours_of_operation": "hours",
    "queues": "queue",
    "routing_profiles": "routing profile",
    "security_profiles": "security profile",
    "quick_connects": "quick connect",
    "contact_flows": "contact flow",
    "contact_flow_modules": "contact flow module",
    "phone_numbers": "phone number",
}
"""What one of an input's entries is called."""


def word_of(kind: str) -> str:
    """Return what one of an input's entries is called; other inputs are called by their names."""
    return WORDS.get(kind, kind)


_NEVER_EXISTING: Final = "phone_numbers"
"""What the input `existing` has no place for: a number that is not managed can't be named."""


class CannotBeNamedError(Exception):
    """Something refers to what Terraform has no name for; the message says to what."""


class Names:
    """Keys of a centre's parts.

    Args:
        things: a centre's parts by input.
        refused: parts that can't be exported for another reason, by input and id.
        inbound: id of the flow that the input `contact_flow` makes; empty if there is none.

    Attributes:
        existing: names, by input, of what is named and not managed.
    """

    def __init__(
        self, things: Mapping[str, Iterable[Thing]], refused: Mapping[tuple[str, str], str], inbound: str = ""
    ) -> None:
        self.inbound = inbound
        self._things = {kind: {thing.id: thing for thing in of_kind} for kind, of_kind in things.items()}
        self._keys = {kind: dict(_keys(kind, of_kind)) for kind, of_kind in things.items()}
        self._managed = {
            kind: {
                one: key
                for one, key in keys.items()
                if key not in OWN.get(kind, ()) and (kind, one) not in refused and one != inbound
            }
            for kind, keys in self._keys.items()
        }
        self.existing: dict[str, set[str]] = {}

    def managed(self, kind: str) -> Mapping[str, str]:
        """Return the keys of what Terraform is to manage, by id: not what every instance has by itself."""
        return self._managed[kind]

    def key(self, kind: str, thing_id: str) -> str:
        """Return the name by which something refers to a thing; one that is not managed counts as existing.

        Raises:
            CannotBeNamedError: the instance has no such thing, or Terraform can't tell it by its name.
        """
        word = WORDS[kind]
        thing = self._things[kind].get(thing_id)
        if thing is None:
            raise CannotBeNamedError(f"names the {word} {thing_id}, which the instance does not list")
        key = self._keys[kind].get(thing_id)
        if key is None:
            raise CannotBeNamedError(f"names the {word} {thing.name!r}, which can't be told by its name")
        if thing_id not in self._managed[kind] and key not in KNOWN.get(kind, ()):
            if kind == _NEVER_EXISTING:
                raise CannotBeNamedError(f"names the {word} {thing.name!r}, which is left out")
            self.existing.setdefault(kind, set()).add(key)
        return key

    def remarks(self) -> Iterator[Remark]:
        """Yield each thing whose name Terraform can't use, and why."""
        for kind, things in self._things.items():
            counts = Counter(as_kept(thing.name) for thing in things.values())
            for thing in things.values():
                if thing.id not in self._keys[kind]:
                    same = is_text(thing.name) and counts[as_kept(thing.name)] > 1
                    why = "several have this name" if same else "its name is no text that Terraform can hold"
                    yield Remark(kind, thing.name, why)

    def alike(self) -> Iterator[Remark]:
        """Yield managed names that differ in capitals alone, which people and other systems take for one."""
        for kind in self._keys:
            keys = sorted(self._managed[kind].values())
            folded = Counter(key.casefold() for key in keys)
            yield from (
                Remark(kind, key, "another name differs from it in capitals alone")
                for key in keys
                if folded[key.casefold()] > 1
            )


def _keys(kind: str, things: Iterable[Thing]) -> Iterator[tuple[str, str]]:
    """Yield id and key of each thing that its name tells from the others."""
    named = [(thing.id, as_kept(thing.name)) for thing in things if thing.name and is_text(thing.name)]
    counts = Counter(name for _, name in named)
    yield from ((thing_id, name) for thing_id, name in named if counts[name] == 1)


def things_of(centre: Centre) -> dict[str, Sequence[Thing]]:
    """Return a centre's parts by the input that they belong to."""
    return {
        "hours_of_operation": centre.hours,
        "queues": centre.queues,
        "routing_profiles": centre.routing_profiles,
        "security_profiles": centre.security_profiles,
        "quick_connects": centre.quick_connects,
        "contact_flows": centre.flows,
        "contact_flow_modules": centre.flow_modules,
        "phone_numbers": centre.phone_numbers,
    }

"""Looks for texts, such as passwords, in everything that a deployment keeps, and says where it looked and how much."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.canaries.finder import Finder
from tests.canaries.places import KINDS, SECRET_VALUES, Deployed, Found, everything


@dataclass
class Sweep:
    """What was looked through.

    Attributes:
        places: kind of place → how many of them.
        size: kind of place → bytes, with all that is packed in them.
        hits: the texts that were found, each with its form and where.
        kept: those that stand in a secret, each as the password of whose it is.
    """

    places: dict[str, int] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    @property
    def empty(self) -> list[str]:
        """Kinds of places in which there was nothing to look through."""
        return [kind for kind in KINDS if not self.size.get(kind)]

    def table(self) -> list[str]:
        """Return what was looked through as lines of Markdown, and how much was found."""
        return [
            "| looked for passwords in | places | bytes |",
            "|---|---:|---:|",
            *(f"| {kind} | {amount:,} | {self.size[kind]:,} |" for kind, amount in self.places.items()),
            f"| all | {sum(self.places.values()):,} | {sum(self.size.values()):,} |",
            "",
            *([f"{len(self.kept)} passwords stand in Secrets Manager, each as that of its agent"] if self.kept else []),
            f"{len(self.hits)} were found where they must not stand",
        ]


def sweep(
    deployed: Deployed, finder: Finder, owners: Mapping[str, str] | None = None, seen: Iterable[Found] = ()
) -> Sweep:
    """Look for words everywhere.

    Args:
        deployed: the deployment.
        finder: knows the words.
        owners: word → the login whose password it may be, in the value of a secret and nowhere else. Values of secrets
            are passed over if left out.
        seen: what was there on the way and is gone, such as messages.
    """
    done = Sweep()
    for kind, name, content in (*seen, *everything(deployed)):
        text = content
        if kind == SECRET_VALUES:
            if owners is None:
                continue
            text = _without_own(content, owners, done.kept)
        found, size = finder.find(text)
        done.places[kind] = done.places.get(kind, 0) + 1
        done.size[kind] = done.size.get(kind, 0) + size
        done.hits += sorted(f"{hit.word} ({hit.form}) in {kind}: {name}" for hit in found)
    return done


def _without_own(value: bytes, owners: Mapping[str, str], kept: set[str]) -> bytes:
    """Return a secret's value without the passwords that stand under the login of whose they are, and note these."""
    passwords: dict[str, str] = json.loads(value)
    own = {user: word for user, word in passwords.items() if owners.get(word) == user}
    kept |= set(own.values())
    return json.dumps(passwords | dict.fromkeys(own, "")).encode()

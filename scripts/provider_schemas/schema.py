"""A provider's schema, as far as the configuration can ask for it: names, what may be set, what is deprecated. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

REQUIRED: Final = "required"
OPTIONAL: Final = "optional"
COMPUTED: Final = "computed"


@dataclass(slots=True)
class Block:
    """A resource, a data source, a provider, or a block of one.

    Attributes:
        role: `required`, `optional`, or `computed` where it can be read alone.
        attributes: name → role.
        blocks: name → block; attributes that are objects are here too.
        deprecated: name of an attribute or block → what the provider says of it.
    """

    role: str = OPTIONAL
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    deprecated: dict[str, str] = field(default_factory=dict)

    def inner(self, path: Sequence[str]) -> Block | None:
        """Return the block that a path of names leads to; itself for an empty one."""
        block: Block | None = self
        for name in path:
            block = block.blocks.get(name) if block is not None else None
        return block

    def to_json(self) -> dict[str, Any]:
        """Return it as `from_json` reads it, without what is empty."""
        document: dict[str, Any] = {"role": self.role}
        if self.attributes:
            document["attributes"] = dict(sorted(self.attributes.items()))
        if self.deprecated:
            document["deprecated"] = dict(sorted(self.deprecated.items()))
        if self.blocks:
            document["blocks"] = {name: block.to_json() for name, block in sorted(self.blocks.items())}
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Block:
        """Read what `to_json` returned."""
        return cls(
            document["role"],
            dict(document.get("attributes", {})),
            {name: cls.from_json(block) for name, block in document.get("blocks", {}).items()},
            dict(document.get("deprecated", {})),
        )


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of one version.

    Attributes:
        version: The provider's.
        made_from: What it was read from, for people.
        types: (`resource`, `data` or `provider`, type) → its block.
    """

    version: str
    made_from: str
    types: Mapping[tuple[str, str], Block]

    def to_json(self) -> dict[str, Any]:
        """Return it as `from_json` reads it."""
        kinds: dict[str, Any] = {}
        for (kind, name), block in sorted(self.types.items()):
            kinds.setdefault(kind, {})[name] = block.to_json()
        return {"version": self.version, "made_from": self.made_from, **kinds}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Schema:
        """Read what `to_json` returned."""
        types = {
            (kind, name): Block.from_json(block)
            for kind in ("data", "provider", "resource")
            for name, block in document.get(kind, {}).items()
        }
        return cls(document["version"], document["made_from"], types)

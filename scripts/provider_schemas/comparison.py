"""Compares what a configuration uses with a schema. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.provider_schemas.schema import COMPUTED, REQUIRED, Block, Schema
from scripts.provider_schemas.usage import Use


def complaints(uses: Iterable[Use], schema: Schema) -> list[str]:
    """Say what of a configuration the schema does not have, or what it requires and the configuration does not set."""
    uses = list(uses)
    told = {complaint for use in uses if (complaint := _complaint(use, schema))}
    return sorted(told | set(_unset(uses, schema)))


def deprecations(uses: Iterable[Use], schema: Schema) -> dict[tuple[str, str, str], str]:
    """Return what a configuration uses and the schema deprecates: (kind, type, path joined by dots) → what it says."""
    found = {}
    for use in uses:
        block = schema.types.get((use.kind, use.type))
        for length in range(1, len(use.path) + 1):
            inner = block.inner(use.path[: length - 1]) if block else None
            if inner is not None and use.path[length - 1] in inner.deprecated:
                found[(use.kind, use.type, ".".join(use.path[:length]))] = inner.deprecated[use.path[length - 1]]
    return found


def _complaint(use: Use, schema: Schema) -> str | None:
    block = schema.types.get((use.kind, use.type))
    if block is None:
        return f"{use.where}: {schema.version} has no {use.kind} {use.type}"
    if not use.path:
        return None
    *before, last = use.path
    inner = block.inner(before)
    shown = f"{use.where}: {use.type} of {schema.version} has no"
    if use.how == "reads":
        return None if _can_be_read(block, use.path) else f"{shown} attribute {'.'.join(use.path)}"
    if inner is None:
        return f"{shown} block {'.'.join(before)}"
    if use.how == "has":
        settable = last in inner.blocks and inner.blocks[last].role != COMPUTED
        return None if settable else f"{shown} block {'.'.join(use.path)}"
    roles = {**{name: inner.blocks[name].role for name in inner.blocks}, **inner.attributes}
    return None if roles.get(last, COMPUTED) != COMPUTED else f"{shown} argument {'.'.join(use.path)}"


def _can_be_read(block: Block, path: tuple[str, ...]) -> bool:
    inner = block
    for name in path:
        if name in inner.blocks:
            inner = inner.blocks[name]
        else:
            return name in inner.attributes  # what follows is inside a value: a key of a map
    return True


def _unset(uses: Iterable[Use], schema: Schema) -> Iterator[str]:
    for use in uses:
        block = schema.types.get((use.kind, use.type))
        inner = block.inner(use.path) if block and use.how == "has" else None
        if inner is not None:
            needed = {name for name, role in inner.attributes.items() if role == REQUIRED}
            needed |= {name for name, nested in inner.blocks.items() if nested.role == REQUIRED}
            for name in needed - use.given:
                yield f"{use.where}: {use.type} of {schema.version} requires {'.'.join((*use.path, name))}"

"""Reads off HCL which types, arguments, blocks and attributes of the AWS provider a configuration uses. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import hcl2

_META_ARGUMENTS: Final = frozenset(
    {"alias", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "version"}
)
_COMMENT: Final = re.compile(r"^\s*(#|//).*$", re.MULTILINE)
_INDEX: Final = r"\[[^][]*(?:\[[^][]*\][^][]*)*\]"
"""In brackets, and at most one deep in it further ones."""
_STEPS: Final = rf"(?P<steps>(?:{_INDEX}|\.\w+|\.\*)*)"
_REFERENCE: Final = re.compile(rf"(?<![\w.\"/-])(?P<data>data\.)?(?P<type>aws_\w+)\.(?P<label>\w+){_STEPS}")
_LOOP: Final = re.compile(r"\bfor\s+(?:\w+\s*,\s*)?(?P<name>\w+)\s+in\s+(?P<data>data\.)?(?P<type>aws_\w+)\.\w+\s*:")
_NAME: Final = re.compile(r"\.([A-Za-z_]\w*)")
_BRACKETS: Final = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True)
class Use:
    """Something of the provider that a configuration uses.

    Attributes:
        kind: `resource`, `data` or `provider`.
        type: such as `aws_s3_bucket`.
        path: names from the type to an argument, block or attribute; empty for the type itself.
        how: `sets` an argument, `has` a block or a type, `reads` an attribute.
        where: The file and the address, for people.
        given: Of a block or a type, the names of what stands in it.
    """

    kind: str
    type: str
    path: tuple[str, ...]
    how: str
    where: str
    given: frozenset[str] = frozenset()


def uses_of(name: str, text: str) -> list[Use]:
    """List what a file uses, in no particular order.

    Args:
        name: The file's name, for `Use.where`.
        text: Its HCL.
    """
    document = hcl2.loads(text)
    found: list[Use] = []
    for kind in ("resource", "data"):
        for entry in document.get(kind, []):
            for quoted, labels in _named(entry):
                if quoted.startswith("aws_"):
                    for label, body in _named(labels):
                        found += _body(kind, quoted, (), body, f"{name}: {quoted}.{label}")
    for entry in document.get("provider", []):
        for quoted, body in _named(entry):
            if quoted == "aws":
                found += _body("provider", "aws", (), body, f'{name}: provider "aws"')
    return found + list(_reads(name, _COMMENT.sub("", text)))


def _named(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key.strip('"'), value) for key, value in entry.items() if not key.startswith("__"))


def _body(kind: str, of: str, path: tuple[str, ...], body: Mapping[str, Any], where: str) -> Iterator[Use]:
    blocks = list(_blocks(body))
    arguments = {name for name, value in _named(body) if name != "dynamic" and not _is_block(value)}
    if not path:
        arguments -= _META_ARGUMENTS
        blocks = [(name, content) for name, content in blocks if name not in _META_ARGUMENTS]
    yield Use(kind, of, path, "has", where, frozenset(arguments | {name for name, _ in blocks}))
    for name in sorted(arguments):
        yield Use(kind, of, (*path, name), "sets", where)
    for name, content in blocks:
        yield from _body(kind, of, (*path, name), content, where)


def _blocks(body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in _named(body):
        if name == "dynamic":
            for entry in value:
                yield from ((block, content) for block, dynamic in _named(entry) for content in dynamic["content"])
        elif _is_block(value):
            yield from ((name, entry) for entry in value)


def _is_block(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) and "__is_block__" in entry for entry in value)


def _reads(name: str, text: str) -> Iterator[Use]:
    for found in _REFERENCE.finditer(text):
        yield from _read(found, found["steps"], name)
    for loop in _LOOP.finditer(text):
        # The name stands for one of the resources as far as the expression goes.
        for found in re.finditer(rf"(?<![\w.]){loop['name']}(?=[.\[]){_STEPS}", _expression(text, loop.end())):
            yield from _read(loop, found["steps"], name)


def _read(of: re.Match[str], steps: str, name: str) -> Iterator[Use]:
    path = tuple(_NAME.findall(re.sub(_INDEX, "", steps)))
    kind = "data" if of["data"] else "resource"
    if path:
        yield Use(kind, of["type"], path, "reads", f"{name}: reads {of['type']}.{'.'.join(path)}")


def _expression(text: str, begin: int) -> str:
    depth = 1
    for place in range(begin, len(text)):
        depth += _BRACKETS.get(text[place], 0)
        if depth == 0:
            return text[begin:place]
    return text[begin:]

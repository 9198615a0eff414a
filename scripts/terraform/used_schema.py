"""Reads the AWS provider's schema as far as it takes to leave out what a configuration does not use.

The schema is a message of Terraform's plugin protocol 5, the only one that `hashicorp/aws` speaks; of it only the
outermost fields are read: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_TYPES_BY_NAME = frozenset({2, 3, 8})
"""Fields of the message that are maps: resources, data sources and ephemeral resources by the name of the type."""

_LENGTH_DELIMITED = 2

_TYPE = re.compile(rb"\baws_\w+")


def used_types(root: Path, data_dir: Path) -> frozenset[str]:
    """Find the provider's types that a configuration or its tests name.

    Args:
        root: The root module.
        data_dir: Where `terraform init` noted the modules; they count with all that they may make.

    Returns:
        All words that may be a type, such as `aws_s3_bucket`, of the files `*.tf` and `*.hcl`.
    """
    folders = {root, root / "tests" / "terraform"}
    manifest = data_dir / "modules" / "modules.json"
    if manifest.is_file():
        folders |= {root / module["Dir"] for module in json.loads(manifest.read_text("utf-8"))["Modules"]}
    files = (path for folder in folders for path in (*folder.glob("*.tf"), *folder.glob("*.hcl")))
    return frozenset(word.decode() for path in files for word in _TYPE.findall(path.read_bytes()))


def without_unused_types(schema: bytes, used: Collection[str]) -> bytes:
    """Leave types out of a schema.

    Args:
        schema: A `GetProviderSchema.Response` as it is sent.
        used: Names of the types that stay.

    Returns:
        The same message with nothing changed but entries of its maps of types left out.

    Raises:
        ValueError: It is not such a message.
    """
    kept = bytearray()
    place = 0
    while place < len(schema):
        begins = place
        tag, place = _number(schema, place)
        if tag & 7 != _LENGTH_DELIMITED:
            raise ValueError(f"field {tag >> 3} of the provider's schema is not what protocol 5 has there")
        length, place = _number(schema, place)
        if tag >> 3 not in _TYPES_BY_NAME or _name_of_entry(schema, place) in used:
            kept += schema[begins : place + length]
        place += length
    return bytes(kept)


def _name_of_entry(schema: bytes, place: int) -> str:
    """Read the key of a map's entry, which comes first in it."""
    _, place = _number(schema, place)
    length, place = _number(schema, place)
    return schema[place : place + length].decode()


def _number(message: bytes, place: int) -> tuple[int, int]:
    """Read a number of protobuf's variable length, and return it with where it ends."""
    number = shift = 0
    while True:
        if place >= len(message):
            raise ValueError("the provider's schema ends in the middle of a number")
        byte = message[place]
        place += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, place

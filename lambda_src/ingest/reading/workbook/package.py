"""Reads how the parts of an Office document refer to each other (ECMA-376 part 2). Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from ingest.reading.workbook.archive import Archive
from ingest.reading.workbook.safe_xml import SafeXml

_ROOT_LINKS: Final = "_rels/.rels"
_CONTENT_TYPES: Final = "[Content_Types].xml"


def main_part(archive: Archive) -> str | None:
    """Return the name of the part that an Office document begins with; None if the archive is no such document."""
    if _CONTENT_TYPES not in archive or _ROOT_LINKS not in archive:
        return None
    links = read_links(archive, "")
    return next((link.target for link in links.values() if link.kind == "officeDocument"), None)


def content_type(archive: Archive, part: str) -> str:
    """Return the content type of a part; empty if the document does not say."""
    default = ""
    for element in elements(archive.open_xml(_CONTENT_TYPES)):
        if local_name(element) == "Override" and element.get("PartName", "").lstrip("/").casefold() == part.casefold():
            return element.get("ContentType", "")
        if local_name(element) == "Default" and part.casefold().endswith("." + element.get("Extension", "").casefold()):
            default = element.get("ContentType", "")
    return default


@dataclass(frozen=True, slots=True)
class Link:
    """What a part refers to: the last word of the kind, and the name of the other part."""

    kind: str
    target: str


def read_links(archive: Archive, part: str) -> dict[str, Link]:
    """Return id → what a part refers to; of the whole document, where the part has no name."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        element.get("Id", ""): Link(
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in elements(archive.open_xml(links))
        if local_name(element) == "Relationship"
    }


def elements(source: SafeXml) -> Iterator[ElementTree.Element]:
    """Yield the elements of a short part, each with all that is in it."""
    for _, element in ElementTree.iterparse(source):  # noqa: S314 (SafeXml has looked at it)
        yield element


def local_name(element: ElementTree.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]

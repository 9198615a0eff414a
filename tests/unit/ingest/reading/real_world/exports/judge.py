"""Compares what became of an export with what is right."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tests.unit.ingest.reading.real_world.exports.export import Export
from tests.unit.ingest.reading.real_world.exports.observe import Observed

Kind = Literal[
    "password shown",
    "password used that is none",
    "silent plain file",
    "refused though it can be read",
    "read though it is no directory",
    "taken for staff",
    "user of something else",
    "not decoded",
    "wrong value",
    "not read",
    "rows",
    "unused cell shown",
    "not told",
]
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which cell, row or message."""

    kind: Kind
    detail: str


def judge(export: Export, observed: Observed) -> list[Fault]:
    """Return all that is wrong, the gravest first; nothing where the file becomes what it should."""
    faults = [*_secrecy(export, observed), *_outcome(export, observed)]
    if observed.outcome != export.outcome:
        return faults
    if observed.outcome == "agent_directory":
        faults += _rows(export, observed)
    faults += [Fault("unused cell shown", cell) for cell in export.unused if cell in _told(observed)]
    return faults + [Fault("not told", text) for text in export.says if text not in observed.said]


def _told(observed: Observed) -> str:
    return f"{observed.said}\n{observed.shown}"


def _secrecy(export: Export, observed: Observed) -> Iterator[Fault]:
    members = [item for agent in observed.accepted.values() for item in agent.items()]
    told = "\n".join([_told(observed), *(str(value) for name, value in members if name != "password")])
    passwords = [value for name, value in members if name == "password" and value]
    kept = list(_parts(observed.kept))
    for secret in (*export.canaries, *export.never_used):
        if secret in told:
            yield Fault("password shown", f"{secret} in plan, report or agents table")
        if any(secret.encode(encoding) in part for part in kept for encoding in _ENCODINGS):
            yield Fault("password shown", f"{secret} in what is kept of the file")
    for cell in export.never_used:
        if any(cell in password for password in passwords):
            yield Fault("password used that is none", cell)


def _parts(kept: bytes) -> Iterator[bytes]:
    """Yield a file's content, or that of each of its parts if it is an archive."""
    if kept.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(kept)) as archive:
            yield from map(archive.read, archive.namelist())
    elif kept.startswith(b"\x1f\x8b"):
        yield gzip.decompress(kept)
    else:
        yield kept


def _outcome(export: Export, observed: Observed) -> Iterator[Fault]:
    if observed.outcome == export.outcome:
        return
    if export.outcome == "file":
        yield Fault("taken for staff", observed.outcome)
    elif observed.outcome == "file":
        yield Fault("silent plain file", f"should be {export.outcome}")
    elif observed.outcome == "table":
        yield Fault("refused though it can be read", observed.said)
    else:
        yield Fault(
            "read though it is no directory", f"{len(observed.accepted)} agents: {', '.join(observed.accepted)}"
        )


def _rows(export: Export, observed: Observed) -> Iterator[Fault]:
    for login in export.not_agents:
        if login in observed.accepted:
            yield Fault("user of something else", login)
    for login, members in export.agents.items():
        if login in observed.accepted:
            yield from _values(login, members, observed.accepted[login])
        elif not export.or_rejected:
            yield Fault("not read", f"{login}; {observed.said[:200]}")
    if export.or_rejected:
        return
    counts = (("accepted", export.accepted, len(observed.accepted)), ("rejected", export.rejected, observed.rejected))
    for what, right, found in counts:
        if right is not None and right != found:
            yield Fault("rows", f"{found} {what}, should be {right}; {observed.said[:200]}")


def _values(login: str, right: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Fault]:
    for member, value in right.items():
        if found.get(member) != value:
            kind: Kind = "not decoded" if isinstance(value, str) and not value.isascii() else "wrong value"
            yield Fault(kind, f"{login}.{member} is {found.get(member)!r}, should be {value!r}")

"""Tells which agents would get or lose security profiles that can manage others, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from provision.connect.calls import Calls
from provision.connect.profile_permissions import ProfilePermissions
from provision.managing_profiles import ManagingProfiles
from report.findings import Example, Findings
from report.permission_lines import HEADING, names_all, permission_lines
from rollcall_cli.instance import Instance
from rollcall_cli.printing import warn
from roster.profile_moves import ProfileMove, move_text

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def managing_profiles(client: ConnectClient, instance_id: str, instance: Instance) -> ManagingProfiles:
    """Build what knows which security profiles manage others, as provision knows it.

    Args:
        client: a Connect client that slows down by itself when it is throttled.
        instance_id: the instance.
        instance: the same, which lists its profiles.
    """

    def id_of(name: str) -> str | None:
        return next((found for found, listed in instance.security_profiles.items() if listed == name), None)

    return ManagingProfiles(id_of, ProfilePermissions(client, Calls(), instance_id))


def moves_text(moves: Iterable[ProfileMove]) -> str:
    """Say what an agent gets and loses, in one text; empty if it is nothing."""
    return "; ".join(map(move_text, moves))


def print_moves(moves: Mapping[str, Sequence[ProfileMove]], *, more: str = "") -> None:
    """Name those who get or lose a profile that can manage others, each profile on a line.

    Args:
        moves: username → what it gets and loses.
        more: where all of them are named; empty where that is on standard output.
    """
    findings = Findings()
    for username, found in moves.items():
        for move in found:
            findings.add_remark("permissions", {"column": "", "message": move_text(move)}, Example(None, username))
    lines = permission_lines(findings)
    for line in [HEADING, *lines] if lines else ():
        warn(line)
    if more and not names_all(findings):
        warn(more)

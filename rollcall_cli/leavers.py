"""Finds the agents that `rollcall remove` is to remove, and writes the directory that removes them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from ingest.deployment_rules import DeploymentRules
from ingest.importing.removal_guard import plan_removals
from ingest.importing.removal_limit import HOW_TO_LIFT
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from rollcall_cli.agent_items import read_agents
from rollcall_cli.deployment import Deployment
from rollcall_cli.directory_writer import write_sheet
from rollcall_cli.errors import CliError
from rollcall_cli.imports import sentence
from rollcall_cli.printing import some_of
from roster.agent import AgentItem

_COLUMNS: Final = ("username", "status", "error")
"""By its third column the file is a directory, as two columns are too few, and in mirror mode it drops nobody."""

_NOTE: Final = "leaves: rollcall remove"
_MOST_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Leavers:
    """Whom to remove.

    Attributes:
        usernames: the agents that are there.
        gone: those that were removed already.
        listed_by: key of an upload → those of them whom its file listed last.
    """

    usernames: Sequence[str] = ()
    gone: Sequence[str] = ()
    listed_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find_leavers(deployment: Deployment, names: Iterable[str]) -> Leavers:
    """Find agents by their names.

    Raises:
        CliError: a name is no agent's; each such name is told with those that are close to it.
        RetryableError: DynamoDB left keys unprocessed through all tries.
    """
    wanted = list(dict.fromkeys(names))
    items = deployment.agents().read_many(wanted)
    if unknown := [name for name in wanted if name not in items]:
        raise _unknown(unknown, [str(item["username"]) for item in read_agents(deployment)])
    gone = [name for name in wanted if _is_gone(items[name])]
    usernames = [name for name in wanted if not _is_gone(items[name])]
    listed_by: dict[str, list[str]] = {}
    for name in usernames:
        item = items[name]
        if item.get("state") != "absent" and (key := item.get("source_key")):
            listed_by.setdefault(str(key), []).append(name)
    return Leavers(usernames, gone, listed_by)


def _is_gone(item: AgentItem) -> bool:
    return item.get("state") == "absent" and item.get("status") == "REMOVED"


def _unknown(names: Sequence[str], known: Sequence[str]) -> CliError:
    by_casefold = {name.casefold(): name for name in known}

    def told(name: str) -> str:
        close = get_close_matches(name.casefold(), by_casefold, n=3)
        return repr(name) + (f" (close: {', '.join(by_casefold[one] for one in close)})" if close else "")

    # Only those that are told in full are compared with everybody, which takes long.
    shown = [*map(told, names[:_MOST_TOLD]), *names[_MOST_TOLD:]]
    return CliError(
        f"Nobody is removed, as these are no agents: {some_of(shown, _MOST_TOLD)}",
        "logins are case-sensitive; `rollcall agents` lists them. A user of Connect whom no file has listed is removed "
        "in Connect",
    )


def leavers_sheet(usernames: Iterable[str]) -> bytes:
    """Write the directory that removes agents: a row for each, marked inactive."""
    rows = [{"username": username, "status": "inactive", "error": _NOTE} for username in usernames]
    return write_sheet(_COLUMNS, rows).encode()


def check_removals(
    deployment: Deployment, rules: DeploymentRules, body: bytes, *, key: str, allow_removals: bool
) -> Header:
    """Make sure that ingest would remove everybody whom the directory lists, and return its header.

    Args:
        deployment: the deployment.
        rules: its rules.
        body: the directory.
        key: the upload's key.
        allow_removals: whether the guard of removals is lifted.

    Raises:
        CliError: the guard forbids it, or a login or the header would be read as something else.
        RetryableError: DynamoDB left keys unprocessed through all tries.
    """
    stream = io.BytesIO(body)
    header = find_header(stream, key, rules.column_names)
    if header is None or not {"username", "status"} <= header.columns.keys():
        raise CliError(
            "The deployment reads the header username or status as another column (column_names)",
            "upload a file with rows that are inactive, with headers that it reads so: rollcall upload FILE",
        )
    for row in AgentDirectory(io.BytesIO(body), header, rules).rows():
        if row.problems:
            raise CliError(
                f"{row.username!r} can't be removed by a file: {'; '.join(map(sentence, row.problems))}",
                "somebody else wrote the agent's item: remove its user in Connect, then delete the item",
            )
    directory = AgentDirectory(io.BytesIO(body), header, rules)
    removals = plan_removals(
        directory, deployment.agents(), key=key, import_id="", rules=rules, override=allow_removals
    )
    if removals.refused:
        raise CliError(removals.notice.removesuffix(HOW_TO_LIFT).rstrip(), "add --allow-removals if it is meant")
    return header

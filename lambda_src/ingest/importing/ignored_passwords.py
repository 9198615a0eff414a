"""Warns of passwords that are not used, because their agents have an initial password already."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.importing.decide import Decision
from ingest.reading.columns import Header
from roster.errors import PermanentError
from roster.initial_password import Password
from roster.passwords import PasswordStore
from roster.reports_bucket import Problem

_WHY = "Amazon Connect has no call to change one; reset it in Amazon Connect"


def warn_of_ignored_passwords(
    decisions: Iterable[Decision], header: Header, passwords: PasswordStore
) -> list[Decision]:
    """Add a warning wherever a row's password differs from its agent's initial one, or can't be compared with it.

    Args:
        decisions: those of one block.
        header: the file's header.
        passwords: the password secrets, each of which is read once.

    Returns:
        The decisions, with their warnings.

    Raises:
        botocore.exceptions.ClientError: a secret that is there can't be read.
    """
    secrets: dict[str, dict[str, Password]] = {}
    return [
        _with_warning(decision, header, _judge(decision, secrets, passwords)) if _is_ignored(decision) else decision
        for decision in decisions
    ]


def _with_warning(decision: Decision, header: Header, message: str) -> Decision:
    if not message:
        return decision
    warning: Problem = {"column": header.names[header.initial_passwords[0]].strip(), "message": message}
    # Not by `_replace`, which takes nearly twice as long: a file may have as many such lines as agents.
    return Decision(*decision[:-1], (*decision.warnings, warning))


def _is_ignored(decision: Decision) -> bool:
    """Whether the row has a password that will not be stored for its agent."""
    return (
        decision.row.password is not None
        and decision.row.state == "present"
        and decision.outcome != "rejected"
        and not decision.needs_password
    )


def _judge(decision: Decision, secrets: dict[str, dict[str, Password]], passwords: PasswordStore) -> str:
    """Return the warning; empty if the row repeats the initial password."""
    given, item = decision.row.password, decision.item
    name = item.get("password_secret") if item else None
    if name is not None and name not in secrets:
        secrets[name] = _read(name, passwords)
    stored = secrets[name].get(decision.row.username) if name is not None else None
    if stored is None:
        return f"is ignored, because the agent has a user already: {_WHY}. It was not compared with the initial one"
    if given is not None and given.reveal() == stored.reveal():
        return ""
    if item and "user_id" in item:
        return f"is ignored, because the agent has a user with another initial password: {_WHY}"
    return "is ignored, because an earlier upload has given the agent another one, which the user will be made with"


def _read(name: str, passwords: PasswordStore) -> dict[str, Password]:
    try:
        return (passwords.read(name) if passwords.owns(name) else None) or {}
    except PermanentError:
        # Somebody wrote something else into the secret. Where provision needs a password of it, it fails the agent.
        return {}

"""One line of an agent directory as it was read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from roster.initial_password import Password
from roster.reports_bucket import Problem

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Row(NamedTuple):
    """What one line says about its agent, or why it can't be taken.

    `identity`, `phone` and `others` hold what the file has columns for: a value, or None for a cell that
    is empty, which clears the value or takes the default where Connect wants one.

    Nobody changes a row once it was read, nor what it holds: rows that say the same share it, and a block whose agents
    changed meanwhile is decided anew from the same rows.

    Attributes:
        line: where the row begins in the file, counting from 1.
        username: the agent; empty when the row has no readable one.
        cells: the file's own cells in the columns that are used, without passwords.
        state: `present` or `absent`.
        identity: first name, last name, e-mail, …
        phone: members of `roster.agent.Phone`.
        others: the facets that are one value: routing profile, security profiles, hierarchy, tags, proficiencies,
            quick connect.
        password: the initial password, if the row gives one.
        problems: the rules that the row breaks by itself, whatever its agent is like; one is enough to reject it.
        warnings: what to know about it, likewise.
        doubtful: whether nothing of it may be shown, as its cells may have moved in a file with passwords.
        listed: whether the file has it; False for an agent that the file dropped.
    """

    line: int
    username: str = ""
    cells: Sequence[str] = ()
    state: str = "present"
    identity: Mapping[str, Any] = _NOTHING
    phone: Mapping[str, Any] = _NOTHING
    others: Mapping[str, Any] = _NOTHING
    password: Password | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    doubtful: bool = False
    listed: bool = True

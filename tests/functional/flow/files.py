"""Directories of a few agents, and what each of their versions must come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.functional.flow.connect import ROUTING

COLUMNS = ["username", "first_name", "last_name", "password", "routing_profile", "status", "acw_seconds"]


@dataclass(frozen=True)
class Line:
    """One row: an agent's state in one version of its file.

    Attributes:
        name: the agent.
        acw: after-call work in seconds; None breaks a rule.
        evening: whether it has another routing profile than most; None names one that the instance lacks.
        active: whether there shall be such a user.
    """

    name: str
    acw: int | None
    evening: bool | None
    active: bool

    @property
    def routing(self) -> str:
        return {True: "Evening", False: "Basic Routing Profile", None: "Missing"}[self.evening]

    @property
    def password(self) -> str:
        return f"Sesame{self.name}{self.acw or 7}X"

    def cells(self) -> list[str]:
        acw = "soon" if self.acw is None else str(self.acw)
        return [self.name, "Ada", "King", self.password, self.routing, "active" if self.active else "inactive", acw]


Version = tuple[Line, ...]

OLD: Version = (
    Line("ada", 10, evening=False, active=True),
    Line("ben", 10, evening=False, active=True),
    Line("cyd", 10, evening=False, active=True),
    Line("dan", 10, evening=False, active=True),
)
NEW: Version = (
    Line("ada", 10, evening=False, active=True),
    Line("ben", 20, evening=True, active=True),
    Line("cyd", 10, evening=False, active=False),
    Line("eve", 30, evening=False, active=True),
    Line("fay", None, evening=False, active=True),
)
"""After `OLD`: unchanged, changed, removed, created, rejected; and dan is dropped."""


def body(version: Version, *, with_acw: bool = True) -> bytes:
    """Write a version; without the last column, no rule is broken by it and every agent keeps its value."""
    width = len(COLUMNS) if with_acw else len(COLUMNS) - 1
    rows = [COLUMNS, *(line.cells() for line in version)]
    return "".join(",".join(row[:width]) + "\n" for row in rows).encode()


def lines(names: tuple[str, ...]) -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        name=st.sampled_from(names),
        acw=st.sampled_from([10, 20, 30, None]),
        evening=st.sampled_from([False, False, True, None]),
        active=st.sampled_from([True, True, True, False]),
    )


def versions(names: tuple[str, ...]) -> st.SearchStrategy[Version]:
    """Versions of a file that lists some of the names, each once."""
    return st.lists(lines(names), max_size=len(names), unique_by=lambda line: line.name).map(tuple)


def is_as_said(line: Line, user: dict[str, Any] | None, agent: dict[str, Any] | None) -> bool:
    """Whether an agent is as a row that breaks no rule says."""
    if agent is None:
        return False
    if not line.active:
        return user is None and agent["status"] == "REMOVED"
    if line.evening is None:
        return agent["status"] == "FAILED" and "'Missing'" in agent["status_reason"]
    if user is None or agent["status"] != "ACTIVE":
        return False
    told = (user["PhoneConfig"]["AfterContactWorkTimeLimit"], user["RoutingProfileId"])
    return told == (line.acw, ROUTING[line.routing])

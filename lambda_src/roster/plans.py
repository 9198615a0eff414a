"""What a plan says of the lines of a directory. Pure; `roster.reports_bucket` keeps plans."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from roster.agent import Facets, State


class Problem(TypedDict):
    """A rule that a row broke, or something to know about it."""

    column: str
    message: str


class Before(Facets):
    """What an agent wanted before a line took effect: the facets that the line changes, of a removal all of them.

    A facet of which nothing was said is not there. `state` is `absent` where there was no such agent.
    """

    state: State


class Change(TypedDict):
    """A value that a line changes: its column, and its cells in an export before and after; empty if there is none."""

    column: str
    old: str
    new: str


class PlanLine(TypedDict):
    """What is meant to happen to one line.

    `listed` is False for an agent that the file no longer lists; its line comes after the file's last.
    `cells`, empty for an unchanged line, are the file's own cells in the order of the plan's columns. An outcome of
    `provision` means that provisioning decides; the others are final. Such a line has `before`, and `changes` if its
    agent was there and stays.
    """

    line: int
    username: str
    outcome: Literal["provision", "unchanged", "rejected"]
    problems: NotRequired[list[Problem]]
    warnings: NotRequired[list[Problem]]
    listed: NotRequired[bool]
    cells: list[str]
    before: NotRequired[Before]
    changes: NotRequired[list[Change]]


class Plan(TypedDict):
    """One block of a directory.

    `ignored` names the file's columns that nothing is read from, `withheld` those of them that may hold passwords.
    `name_columns` says which of `columns` hold the agents' names: `first_name`, `last_name` or `name` → its index.
    """

    columns: list[str]
    ignored: NotRequired[list[str]]
    withheld: NotRequired[list[str]]
    name_columns: NotRequired[dict[str, int]]
    lines: list[PlanLine]

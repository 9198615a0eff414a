"""All columns of an agent directory. Pure.

From here come the headers that are known, how cells are read and what they look like, where a row's values go in the
agent and from there in Amazon Connect, what counts as drift, the cells of exports, undo's directories and templates,
and the tables in docs/directories.md and Terraform's lists (`make docs`).
"""

from __future__ import annotations

from typing import Final

from roster.columns.channels import CHANNELS
from roster.columns.declaration import Column
from roster.columns.person import PERSON
from roster.columns.phone import PHONE
from roster.columns.sign_in import PASSWORD, USERNAME
from roster.columns.work import MARKS, PROFILES

COLUMNS: Final[tuple[Column, ...]] = (USERNAME, *PERSON, PASSWORD, *PROFILES, *PHONE, *CHANNELS, *MARKS)
"""In the order of exports and of the documentation."""


def members_of(facet: str) -> tuple[Column, ...]:
    """Return the columns whose values are members of a facet."""
    return tuple(column for column in COLUMNS if column.facet == facet and column.member)

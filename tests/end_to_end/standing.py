"""A deployment that stands already when the tests begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.account import Account


@dataclass(frozen=True)
class Standing:
    """Where it is.

    Attributes:
        home: the folder with its staged root and its state.
        account: the account that it stands in.
        variables: with which it was applied.
    """

    home: Path
    account: Account
    variables: Mapping[str, Any]


STANDING = pytest.StashKey[Standing]()
"""Of pytest's configuration; absent where the tests apply a deployment themselves."""

NEEDS_LOCAL_AWS = "needs_local_aws"
"""Marker of tests that no deployment in the environment's account can stand in for; its argument says why."""

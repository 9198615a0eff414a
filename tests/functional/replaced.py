"""Puts functions of our own in place of a library's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Changes = tuple[tuple[Any, str, Any], ...]
"""Of each change: the class or module, the name in it, and what is to have that name."""


def originals(changes: Changes) -> Changes:
    """The changes that take others back: what has their names now."""
    return tuple((owner, name, getattr(owner, name)) for owner, name, _ in changes)


@contextmanager
def replaced(changes: Changes) -> Iterator[None]:
    """Make changes, and take them back at the end."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, value in changes:
            patch.setattr(owner, name, value)
        yield

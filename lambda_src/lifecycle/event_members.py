"""Reads the members of a hook's event. Terraform's configuration writes them; a mistake there is told by name. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roster.errors import PermanentError


def text(event: Any, name: str) -> str:
    """Return a member that is a text.

    Raises:
        PermanentError: it is none, or empty, or not there.
    """
    value = _member(event, name)
    if not isinstance(value, str) or not value:
        raise PermanentError(f"The event of a hook has {name} = {value!r}, which has to be a text")
    return value


def texts(event: Any, name: str) -> list[str]:
    """Return a member that is a list of texts.

    Raises:
        PermanentError: it is none, or not there.
    """
    value = _member(event, name)
    if not isinstance(value, list) or not all(isinstance(member, str) and member for member in value):
        raise PermanentError(f"The event of a hook has {name} = {value!r}, which has to be a list of texts")
    return value


def flag(event: Any, name: str) -> bool:
    """Return a member that is true or false.

    Raises:
        PermanentError: it is neither, or not there.
    """
    value = _member(event, name)
    if not isinstance(value, bool):
        raise PermanentError(f"The event of a hook has {name} = {value!r}, which has to be true or false")
    return value


def structure(event: Any, name: str) -> Mapping[str, Any] | None:
    """Return a member that is a structure; None if it is null.

    Raises:
        PermanentError: it is something else, or not there.
    """
    value = _member(event, name)
    if value is not None and not isinstance(value, Mapping):
        raise PermanentError(f"The event of a hook has {name} = {value!r}, which has to be a structure or null")
    return value


def _member(event: Any, name: str) -> Any:
    if not isinstance(event, Mapping):
        raise PermanentError(f"The event of a hook has to be a structure with {name} in it")
    if name not in event:
        raise PermanentError(f"The event of a hook lacks {name}")
    return event[name]

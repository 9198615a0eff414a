"""Settings of a function: its environment read once into a frozen dataclass, all problems reported together."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from roster.errors import SettingsError

T = TypeVar("T")


def read_settings(cls: type[T], environ: Mapping[str, str]) -> T:
    """Build a settings dataclass from environment variables.

    A field `password_key_arn: str` is read from `PASSWORD_KEY_ARN`. Fields of type `int` are parsed as
    whole numbers, `str` must not be empty, everything else is JSON (a list becomes a tuple).

    Args:
        cls: a dataclass whose fields name the variables.
        environ: usually `os.environ`.

    Raises:
        SettingsError: with one problem for each variable that is missing or malformed.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        variable = field.name.upper()
        text = environ.get(variable, "")
        if not text:
            problems.append(f"{variable} is not set")
            continue
        try:
            values[field.name] = _parse(text, hints[field.name])
        except ValueError as error:
            problems.append(f"{variable} is malformed: {error}")
    if problems:
        raise SettingsError(problems)
    return cls(**values)


def _parse(text: str, kind: Any) -> Any:
    if kind is str:
        return text
    if kind is int:
        return int(text)
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value

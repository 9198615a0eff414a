"""Imports a command when it is asked for: most of a start's time is spent on imports, and a start runs one command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


class Commands(Mapping[str, TyperCommand]):
    """Commands by name, each imported once, at the first look at it.

    Args:
        package: has a module for each command, of the command's name: `run` is the command, `EXAMPLES` stands below
            its help.
        names: the commands, in the order of the help.
    """

    def __init__(self, package: str, names: tuple[str, ...]) -> None:
        self._package = package
        self._names = names
        self._loaded: dict[str, TyperCommand] = {}

    def __getitem__(self, name: str) -> TyperCommand:
        """Import a command.

        Raises:
            KeyError: there is none of that name.
        """
        if name not in self._names:
            raise KeyError(name)
        if name not in self._loaded:
            module = import_module(f"{self._package}.{name}")
            one = typer.Typer(add_completion=False, rich_markup_mode="rich")
            one.command(name, epilog=module.EXAMPLES)(module.run)
            self._loaded[name] = cast("TyperCommand", get_command(one))
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def lazy_group(package: str, names: tuple[str, ...]) -> type[TyperGroup]:
    """Return the class of a group for `typer.Typer(cls=...)`, whose commands are those of a package.

    Only the help of the group looks at all of them, to list what they do. Its arguments are those of `Commands`.
    """

    class LazyGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            # Typer asks it for a command by its name, and for all names where it suggests one for a name that is wrong.
            self.commands = cast("MutableMapping[str, Any]", Commands(package, names))

        def list_commands(self, _ctx: object) -> list[str]:
            return list(names)  # Typer's own goes through the commands for their names

    return LazyGroup

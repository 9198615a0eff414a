"""Asks on a terminal before something is done that may not be meant; without a terminal `--yes` has to say it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.printing import printable

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask; needed where there is no terminal to answer from.")]


def is_terminal() -> bool:
    """Whether there is somebody to show something to and to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def confirm(question: str, *, yes: bool, nothing: str, advice: str = "") -> None:
    """Return if the user wants it.

    Args:
        question: what is asked, on standard error.
        yes: whether `--yes` answers it.
        nothing: what did not happen where the answer is no, such as `deleted`.
        advice: what else to do, where there is nobody to ask.

    Raises:
        CliError: the answer is no, or there is no terminal to ask on.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        also = f"; {advice}" if advice else ""
        raise CliError(f"{question} There is no terminal to answer from", f"add --yes if it is meant{also}", USAGE)
    if not typer.confirm(printable(question), err=True):
        raise CliError(f"Nothing was {nothing}", advice or "answer yes, or add --yes, if it is meant", USAGE)

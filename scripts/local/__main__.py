"""Command line of the local targets: `python -m scripts.local up|down|demo`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.interruptions import interrupt_on_signals
from scripts.local.demo import run_demo
from scripts.local.down import take_down
from scripts.local.errors import LocalError
from scripts.local.narrator import Narrator
from scripts.local.site import Site
from scripts.local.up import bring_up

if TYPE_CHECKING:
    from collections.abc import Callable

_INTERRUPTED = 130

app = typer.Typer(add_completion=False, help="Rollcall on local AWS.", no_args_is_help=True)


@app.command()
def up() -> None:
    """Start local AWS and apply the root into it; leave it running."""
    _run("local", bring_up)


@app.command()
def down() -> None:
    """Destroy and stop what `up` started."""
    _run("local", take_down)


@app.command()
def demo(
    site: Annotated[str, typer.Option(help="Folder below build/ that the demonstration works in.")] = "demo",
) -> None:
    """Show the main job end to end, and leave nothing behind."""
    _run(site, run_demo)


def _run(name: str, work: Callable[[Site, Narrator], None]) -> None:
    interrupt_on_signals("Stopping what was started ...")
    site, narrator = Site(name), Narrator()
    try:
        with site.exclusively():
            work(site, narrator)
    except LocalError as error:
        sys.stderr.write(f"\nFAILED: {error}\n")
        if error.log is not None:
            sys.stderr.write(f"The log is {error.log}\n")
        raise typer.Exit(1) from error
    except KeyboardInterrupt as interruption:
        sys.stderr.write("\nInterrupted. What this run had started has been stopped.\n")
        raise typer.Exit(_INTERRUPTED) from interruption


if __name__ == "__main__":
    app()

"""Command line of the benchmarks: `python -m benchmarks [--only SUBJECT] [--publish]`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks import (
    calls,
    cold_start,
    import_list,
    ingest_memory,
    ingest_rate,
    large,
    machine,
    pace,
    plan_cost,
    store_rate,
)
from benchmarks.bars import Result, exit_status
from benchmarks.centre import Centre, applied_root
from benchmarks.show import as_json, print_bars, print_tables, publish
from scripts.interruptions import interrupt_on_signals
from scripts.local.errors import LocalError
from scripts.local.narrator import Narrator
from scripts.terraform.initialise import PROJECT

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PAGE: Final = PROJECT / "docs" / "benchmarks.md"

Alone = Callable[[Path, Callable[[str], None]], Result]
Deployed = Callable[[Centre, Path, Callable[[str], None]], Result]

ALONE: Final[dict[str, Alone]] = {
    "ingest-rate": ingest_rate.measure,
    "ingest-memory": ingest_memory.measure,
    "cold-start": cold_start.measure,
    "ingest-store": store_rate.measure,
    "status": import_list.measure,
}
DEPLOYED: Final[dict[str, Deployed]] = {
    "pace": pace.measure,
    "calls": calls.measure,
    "plan": plan_cost.measure,
    "large": large.measure,
}
USUAL: Final = ("ingest-rate", "ingest-memory", "cold-start", "ingest-store", "status", "pace", "calls", "plan")
"""What is measured unless something else is asked for; the large directory takes too long."""

PUBLISHED: Final = {USUAL: "bench", ("large",): "bench-large"}
"""Subjects of a run, and the make target that measures them."""


@app.command()
def main(
    only: Annotated[list[str] | None, typer.Option(help="Measure this subject; may be repeated.")] = None,
    publishing: Annotated[
        bool, typer.Option("--publish", help="Write docs/benchmarks.json and the results in docs/benchmarks.md too.")
    ] = False,
) -> None:
    """Measure Rollcall against its bars; a bar that is missed ends it with status 1."""
    interrupt_on_signals("Stopping what was started ...")
    subjects = tuple(only or USUAL)
    if unknown := [name for name in subjects if name not in ALONE and name not in DEPLOYED]:
        raise typer.BadParameter(f"no subject {', '.join(unknown)}; choose from {', '.join([*ALONE, *DEPLOYED])}")
    if publishing and subjects not in PUBLISHED:
        raise typer.BadParameter("publish whole runs: all subjects but `large`, or `large` alone")
    narrator = Narrator()
    load_before = machine.load()
    try:
        results = _measure(subjects, narrator)
    except LocalError as error:
        sys.stderr.write(f"\nFAILED: {error}\nThe log is {error.log}\n")
        raise typer.Exit(1) from error
    about = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": machine.describe(),
        "load_before": load_before,
        "load_after": machine.load(),
    }
    narrator.console.print()
    print_bars(narrator.console, results)
    file = PROJECT / "build" / "benchmarks.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(as_json(results, about), indent=2) + "\n", "utf-8")
    if publishing:
        publish(PAGE, PUBLISHED[subjects], results, about)
    raise typer.Exit(exit_status(results, len(subjects)))


def _measure(subjects: Sequence[str], narrator: Narrator) -> list[Result]:
    def say(what: str) -> None:
        narrator.say(f"  {what}")

    def keep(result: Result) -> None:
        print_tables(narrator.console, result)
        results.append(result)

    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        scratch = Path(folder)
        for name in (name for name in subjects if name in ALONE):
            keep(ALONE[name](scratch, say))
        deployed = [name for name in subjects if name in DEPLOYED]
        if deployed:
            with applied_root(narrator) as centre:
                for name in deployed:
                    keep(DEPLOYED[name](centre, scratch, say))
    return results


if __name__ == "__main__":
    app()

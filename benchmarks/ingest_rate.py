"""How fast ingest reads, checks and compares rows, against a bare `csv.reader` loop over the same file."""

from __future__ import annotations

import csv
import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.bars import Result, Table, at_least
from benchmarks.samples import KEY, RULES, username_of, write_directory
from benchmarks.stand_ins import HeldAgents, MadeAgents, fresh_record, open_upload, stores
from ingest.deadline import Deadline
from ingest.importing.blocks import blocks, transactions
from ingest.importing.decide import decide
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.directory_importer import DirectoryImporter
from ingest.importing.removal_guard import AllowedRemovals
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from roster.clock import utc_now

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
BAR_SIZE: Final = 100_000
BAR_SHARE: Final = 1 / 12
BAR_WHOLE_SHARE: Final = 1 / 25

_MOST_HELD: Final = 100_000
_ROWS_MEASURED: Final = 500_000
"""Of small files, so many rounds that about so many rows are read in all, but no more than `_MOST_ROUNDS`."""
_MOST_ROUNDS: Final = 9


def measure(scratch: Path, say: Callable[[str], None]) -> Result:
    """Measure the rates for all sizes."""
    result = Result("ingest-rate")
    table = Table(
        "Ingest: rows a second of processor time, every row's agent settled",
        ["rows", "bare csv.reader", "parse, check, compare", "share of bare", "whole import", "share of bare"],
    )
    for rows in SIZES:
        say(f"ingest, {rows:,} rows in memory")
        bare, compared, whole = _rates(scratch, rows)
        share = statistics.median(c / b for c, b in zip(compared, bare, strict=True))
        whole_share = statistics.median(w / b for w, b in zip(whole, bare, strict=True))
        rates = [statistics.median(bare), statistics.median(compared), statistics.median(whole)]
        table.rows.append(
            [
                f"{rows:,}",
                f"{rates[0]:,.0f}",
                f"{rates[1]:,.0f}",
                _as_share(share),
                f"{rates[2]:,.0f}",
                _as_share(whole_share),
            ]
        )
        result.raw[str(rows)] = {
            "bare_rows_a_second": rates[0],
            "compared_rows_a_second": rates[1],
            "compared_share": share,
            "whole_rows_a_second": rates[2],
            "whole_share": whole_share,
        }
        if rows == BAR_SIZE:
            result.bars += [
                at_least(f"ingest of {rows:,} rows, share of a bare csv.reader", share, BAR_SHARE, "x"),
                at_least(f"import of {rows:,} unchanged rows, share of that", whole_share, BAR_WHOLE_SHARE, "x"),
            ]
    result.tables.append(table)
    result.notes += [
        "Processor time of one thread; nothing waits for disk or network. Medians of rounds in which bare loop and "
        "ingest take turns.",
        f"Agents: up to {_MOST_HELD:,} are held in memory; beyond, each is made when it is asked for, and the time "
        "that takes is not counted.",
        "The whole import also decodes DynamoDB's format, writes and compresses the plan, and builds the transactions; "
        "what it writes is taken by stand-ins. They make the agents' items too, which is counted.",
    ]
    return result


def _as_share(share: float) -> str:
    return f"1/{1 / share:.1f}"


def _rates(scratch: Path, rows: int) -> tuple[list[float], list[float], list[float]]:
    """Return rows a second of each round: bare loop, comparison, and whole import."""
    path = write_directory(scratch / f"{rows}.csv", rows)
    agents = HeldAgents([username_of(number) for number in range(rows)]) if rows <= _MOST_HELD else MadeAgents()
    # The store is none of ingest's memory; a collector that walks it again and again would be measured instead.
    gc.collect()
    gc.freeze()
    rounds = max(1, min(_MOST_ROUNDS, _ROWS_MEASURED // rows))
    bare, compared, whole = [], [], []
    for _ in range(rounds):
        bare.append(rows / _read_bare(path, rows))
        compared.append(rows / _compare(path, rows, agents))
        whole.append(rows / _import_whole(path))
    gc.unfreeze()
    path.unlink()
    return bare, compared, whole


def _read_bare(path: Path, rows: int) -> float:
    since = time.process_time()
    count = -1
    with path.open(newline="", encoding="utf-8") as file:
        for _ in csv.reader(file):
            count += 1
    seconds = time.process_time() - since
    _check(count, rows)
    return seconds


def _compare(path: Path, rows: int, agents: HeldAgents | MadeAgents) -> float:
    aside = agents.seconds_aside
    since = time.process_time()
    unchanged = 0
    with open_upload(path) as stream:
        for block in blocks(AgentDirectory(stream, read_header(path), RULES).rows()):
            items = agents.read_many(row.username for row in block.rows)
            decisions = [decide(row, items[row.username], RULES, key=KEY) for row in block.rows]  # type: ignore[arg-type]
            for transaction in transactions(decisions):
                unchanged += sum(decision.outcome == "unchanged" for decision in transaction.decisions)
    seconds = time.process_time() - since - (agents.seconds_aside - aside)
    _check(unchanged, rows)
    return seconds


def _import_whole(path: Path) -> float:
    since = time.process_time()
    import_directory(path)
    return time.process_time() - since


def import_directory(path: Path) -> None:
    """Import a directory of settled agents by ingest's own code, over stand-ins for its stores."""
    with open_upload(path) as stream:
        task = DirectoryImport(fresh_record(), AgentDirectory(stream, read_header(path), RULES), AllowedRemovals())
        outcome = DirectoryImporter(stores(), RULES, utc_now).run(task, Deadline(lambda: 900_000))
    if outcome != "whole":
        raise RuntimeError(f"the import of {path} ended as {outcome!r}")


def read_header(path: Path) -> Header:
    """Read the header of a directory as ingest does."""
    with path.open("rb") as file:
        header = find_header(file.read(HEAD_BYTES))
    if header is None:
        raise RuntimeError(f"{path} is not taken for a directory")
    return header


def _check(count: int, rows: int) -> None:
    if count != rows:
        raise RuntimeError(f"{count:,} of {rows:,} rows were counted: this would measure something else")

"""Peak memory of an import, by the number of rows; each in a fresh interpreter.

`python -m benchmarks.ingest_memory FILE` is that interpreter: it prints its peak in bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.bars import Result, Table, at_most
from benchmarks.ingest_rate import import_directory, read_header
from benchmarks.machine import peak_memory_bytes
from benchmarks.samples import RULES, write_directory
from benchmarks.settings import ingest_settings
from benchmarks.stand_ins import fresh_record, open_upload, stores
from ingest.handler import build_intake
from ingest.importing.removal_guard import plan_removals
from ingest.reading.agent_directory import AgentDirectory

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
BAR_SIZE: Final = 1_000_000
BAR_MIB: Final = 200
"""Of the 1,024 that the function has."""

_MIB: Final = 1024 * 1024
_ENVIRONMENT: Final = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_EC2_METADATA_DISABLED": "true",
    **ingest_settings(),
}


def measure(scratch: Path, say: Callable[[str], None]) -> Result:
    """Measure peak memory for all sizes."""
    peaks: dict[int, int] = {}
    for rows in SIZES:
        say(f"memory of an import of {rows:,} rows")
        path = write_directory(scratch / f"{rows}.csv", rows)
        peaks[rows] = _peak_of(path)
        path.unlink()
    table = Table("Ingest: peak memory", ["rows", "MiB"])
    table.rows = [[f"{rows:,}", f"{peak / _MIB:.1f}"] for rows, peak in peaks.items()]
    return Result(
        "ingest-memory",
        [at_most(f"peak memory of an import of {BAR_SIZE:,} rows", peaks[BAR_SIZE] / _MIB, BAR_MIB, "MiB")],
        [table],
        [
            "The resident peak of a fresh interpreter that has loaded the function's handler, reads the file through "
            "for agents to remove, as in mirror mode, and imports it, all by ingest's own code. The file is read from "
            "disk in the ranges that ingest asks Amazon S3 for.",
            "The store is not counted: every row's agent is made in DynamoDB's format when ingest asks for it, and "
            "dropped when ingest drops it; what ingest writes is dropped.",
            "What grows with the rows is a hash and a line for each login, to tell a repeated one.",
        ],
        {str(rows): peak for rows, peak in peaks.items()},
    )


def _peak_of(path: Path) -> int:
    command = [sys.executable, "-m", "benchmarks.ingest_memory", str(path)]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 (our own)
    return int(result.stdout)


def main() -> None:
    """Import a file, as the function does in mirror mode, and print the peak."""
    os.environ.update(_ENVIRONMENT)
    # What a container holds beside the import: the handler with all that it loads, and the clients.
    build_intake()
    path = Path(sys.argv[1])
    with open_upload(path) as stream:
        directory = AgentDirectory(stream, read_header(path), RULES)
        plan_removals(
            directory, stores().agents, record=fresh_record(), rules=replace(RULES, mirror=True), override=False
        )
    import_directory(path)
    sys.stdout.write(f"{peak_memory_bytes()}\n")


if __name__ == "__main__":
    main()

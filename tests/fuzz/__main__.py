"""`make fuzz`: looks for inputs that make an entry fail.

    python -m tests.fuzz                            every entry, FUZZ_SECONDS in all (600), those of FUZZ_ENTRY
    python -m tests.fuzz upload FILE                runs one input again, with its traceback
    python -m tests.fuzz --seconds 60 upload        one entry, for so long

Inputs that fail are kept in the corpus, so that `make test` runs them from then on.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.fuzz.corpus_files import files_of, found_since

PROJECT: Final = Path(__file__).parents[2]

PACKAGES: Final = ("ingest", "lifecycle", "provision", "report", "rollcall_cli", "roster", "upkeep")
"""What atheris watches."""


def main() -> int:
    """Run what the command line asks for and return the exit code: 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("entry", nargs="?", default=os.environ.get("FUZZ_ENTRY", ""))
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("FUZZ_SECONDS") or 600))
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), help="atheris where it is installed")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    engine = arguments.engine or ("atheris" if importlib.util.find_spec("atheris") else "hypothesis")
    if arguments.alone:
        return _search(arguments.entry, arguments.seconds, engine)
    from tests.fuzz.entries import ENTRIES

    names = [name for name in arguments.entry.split(",") if name] or list(ENTRIES)
    if unknown := sorted(set(names) - set(ENTRIES)):
        parser.error(f"there is no entry {', '.join(unknown)}; there are {', '.join(ENTRIES)}")
    if arguments.file is not None:
        if len(names) != 1:
            parser.error("one entry for a file")
        ENTRIES[names[0]].run(arguments.file.read_bytes())
        return 0
    # A process for each entry, since atheris ends its own.
    seconds = arguments.seconds / len(names)
    found = [_search_apart(name, seconds, engine) for name in names]
    return int(any(found))


def _search_apart(entry: str, seconds: float, engine: str) -> bool:
    begun = time.time_ns()
    command = [sys.executable, "-m", "tests.fuzz", entry, "--alone", "--seconds", str(seconds), "--engine", engine]
    done = subprocess.run(command, check=False, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    found = found_since(files_of(entry), begun)
    # atheris ends the process itself, and tells how many cases there were where errors are told.
    counted = re.search(r"number_of_executed_units: *(\d+)|(\d+) cases", done.stderr)
    cases = next(filter(None, counted.groups())) if counted else "no"
    sys.stdout.write(f"{entry}: {cases} cases, {len(found)} found\n")
    sys.stdout.flush()
    if done.returncode and not found:
        sys.stderr.write(done.stderr)
    return bool(found or done.returncode)


def _search(name: str, seconds: float, engine: str) -> int:
    watched: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
    if engine == "atheris":
        import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

        # It watches what is imported in the block below, so nothing of these may be imported before.
        watched = atheris.instrument_imports(include=list(PACKAGES))
    with watched:
        from tests.fuzz.entries import ENTRIES
    from tests.fuzz.search import Finds, search_by_atheris, search_by_hypothesis

    finds = Finds(ENTRIES[name], sys.stdout)
    if engine == "atheris":
        search_by_atheris(atheris, ENTRIES[name], finds, seconds, PROJECT / "build" / "fuzz" / name)
    else:
        search_by_hypothesis(ENTRIES[name], finds, seconds, first=time.time_ns() % 2**32)
        sys.stderr.write(f"{finds.cases} cases\n")
    return int(bool(finds.kinds))


if __name__ == "__main__":
    sys.exit(main())

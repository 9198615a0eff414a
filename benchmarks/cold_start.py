"""How long the handlers take to import, against boto3 alone, and how large their zips are."""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.bars import Result, Table, at_most
from local_aws.ministack.functions.runtime_packages import link_packages
from scripts.terraform.initialise import PROJECT

FUNCTIONS: Final = ("ingest", "provision", "report", "upkeep", "lifecycle")
BAR_IMPORT: Final = 4.5
"""Most of it is compiling the SDK that the zip has, where the runtime's has its byte code."""

BARS_ZIP_MB: Final = {"ingest": 7.0, "provision": 5.0, "report": 5.0, "upkeep": 5.0, "lifecycle": 5.0}
"""What reads workbooks and older encodings is a third of ingest's, and imported only where a file needs it."""

_ROUNDS: Final = 9
_PROGRAM: Final = """
import sys, time
sys.path[:0] = sys.argv[2:]
since = time.perf_counter()
__import__(sys.argv[1])
print(time.perf_counter() - since)
"""


def measure(scratch: Path, say: Callable[[str], None]) -> Result:
    """Import boto3 and each handler in turn, in fresh interpreters."""
    runtime = _runtime(scratch / "runtime")
    paths = {function: _unpack(function, scratch / "functions") for function in FUNCTIONS}
    seconds: dict[str, list[float]] = {name: [] for name in ("boto3", *FUNCTIONS)}
    for number in range(_ROUNDS):
        say(f"imports, round {number + 1} of {_ROUNDS}")
        seconds["boto3"].append(_import_seconds("boto3", runtime))
        for function in FUNCTIONS:
            seconds[function].append(_import_seconds(f"{function}.handler", paths[function], runtime))
    return _result(seconds)


def _result(seconds: dict[str, list[float]]) -> Result:
    table = Table("Cold start", ["import", "ms", "of boto3's", "zip, MB"])
    result = Result("cold-start", tables=[table])
    for name, values in seconds.items():
        ratio = statistics.median(own / boto for own, boto in zip(values, seconds["boto3"], strict=True))
        result.raw[name] = {"seconds": statistics.median(values), "ratio": ratio}
        row = [name, f"{statistics.median(values) * 1000:.0f}", f"{ratio:.2f}", ""]
        if name in FUNCTIONS:
            megabytes = _zip(name).stat().st_size / 1e6
            row[3] = f"{megabytes:.2f}"
            result.raw[name]["zip_megabytes"] = megabytes
            result.bars.append(at_most(f"import of {name}.handler over import boto3", ratio, BAR_IMPORT, "x"))
            result.bars.append(at_most(f"{name}.zip", megabytes, BARS_ZIP_MB[name], "MB"))
        table.rows.append(row)
    result.notes.append(
        f"Medians of {_ROUNDS} rounds of fresh interpreters without site-packages. boto3 has its byte code, as in "
        "AWS's runtime; the function's own files, unpacked from its zip, have none, as Lambda's file system takes none."
    )
    return result


def _runtime(folder: Path) -> Path:
    """Make a folder of what the Lambda runtime holds, with its byte code, which a fresh environment has not."""
    folder.mkdir()
    link_packages(folder)
    for path in folder.iterdir():
        if path.is_dir():
            compileall.compile_dir(path, quiet=1)
        else:
            compileall.compile_file(path, quiet=1)
    return folder


def _unpack(function: str, folder: Path) -> Path:
    target = folder / function
    with zipfile.ZipFile(_zip(function)) as archive:
        archive.extractall(target)
    return target


def _zip(function: str) -> Path:
    return PROJECT / "build" / f"{function}.zip"


def _import_seconds(module: str, *paths: Path) -> float:
    command = [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, module, *map(str, paths)]
    result = subprocess.run(  # noqa: S603 (our own command line)
        command, stdout=subprocess.PIPE, text=True, check=True, env={"POWERTOOLS_SERVICE_NAME": "bench"}
    )
    return float(result.stdout)

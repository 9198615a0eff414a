"""Runs commands of the operator in this process, for benchmarks that measure what they cost once they have started."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

from rollcall_cli.main import main


def run_command(arguments: list[str]) -> Any:
    """Run a command that prints JSON, and return that; None if it printed nothing."""
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    return json.loads(printed.getvalue() or "null")

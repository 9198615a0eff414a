"""`make test-aws`: plans, says what it costs, makes, asks, tests and takes away, where the environment says.

It ends with build/test-aws/report.md, and with status 0 if all went well and nothing is left, 1 if not, 2 if it did not
begin, 130 if it was interrupted.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.interruptions import interrupt_on_signals
from scripts.terraform.initialise import PROJECT
from tests.on_aws.choice import Choice
from tests.on_aws.errors import RefusedError
from tests.on_aws.run import Run

_PREFIX = "rollcall-test-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it.

    Args:
        arguments: words after the program's name; those of the process if None.
    """
    parser = argparse.ArgumentParser(prog="make test-aws", description=__doc__)
    parser.add_argument("--name", default="", help=f"of the deployment; {_PREFIX} and six random digits if left out")
    parser.add_argument("--yes", action="store_true", help="make it without asking")
    parser.add_argument("--requests-per-second", type=float, help="of Connect, where the account has a higher quota")
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / "test-aws", help="where reports go")
    parser.add_argument("tests", nargs="*", help="files, folders or names of tests; all end-to-end tests if left out")
    given = parser.parse_args(arguments)
    choice = Choice(
        name=given.name or f"{_PREFIX}{secrets.token_hex(3)}",
        # What is refused if it is there: any run of before, or one of the very name.
        taken=given.name or _PREFIX,
        yes=given.yes,
        requests_per_second=given.requests_per_second,
        tests=tuple(given.tests) or ("tests/end_to_end",),
        folder=given.folder.resolve(),
    )
    interrupt_on_signals("Stopping; what was made is taken away again, which takes some minutes ...")
    try:
        return Run(choice).whole()
    except RefusedError as error:
        sys.stderr.write(f"Nothing was made: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())

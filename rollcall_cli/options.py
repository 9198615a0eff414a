"""Options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StackFile = Annotated[
    Path | None,
    typer.Option(
        "--stack-file",
        envvar="ROLLCALL_STACK_FILE",
        help="File with the deployment's outputs, such as build/local/outputs.json; without it Terraform is asked.",
        metavar="FILE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
InstanceId = Annotated[
    str | None,
    typer.Option("--instance-id", help="An instance that is not, or not yet, a deployment of Rollcall.", metavar="ID"),
]
ImportArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="IMPORT",
        help="An import's id (its beginning is enough), or the key of an upload for its newest import.",
        show_default=False,
    ),
]

"""Options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StackFile = Annotated[
    Path | None,
    typer.Option(
        "--stack-file",
        help="File with the deployment's outputs, as `terraform output -json` or `make up` writes them; or set "
        "ROLLCALL_STACK_FILE.",
        metavar="FILE",
    ),
]
DeploymentName = Annotated[
    str | None,
    typer.Option(
        "--deployment",
        help="Name of the deployment, which is `name` in its Terraform configuration; or set ROLLCALL_DEPLOYMENT.",
        metavar="NAME",
    ),
]
Region = Annotated[
    str | None,
    typer.Option("--region", help="AWS region to look for it in; the environment's if left out.", metavar="REGION"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help="How many to list.", metavar="NUMBER", show_default=False)
]
InstanceId = Annotated[
    str | None,
    typer.Option("--instance-id", help="An instance that is not, or not yet, a deployment of Rollcall.", metavar="ID"),
]
_IMPORT = typer.Argument(
    metavar="IMPORT",
    help="An import's id (its beginning is enough), or the key of an upload for its newest import.",
    show_default=False,
)
ImportArgument = Annotated[str | None, _IMPORT]
RequiredImport = Annotated[str, _IMPORT]
DirectoryFile = Annotated[Path, typer.Argument(metavar="FILE", help="The agent directory.", show_default=False)]
UploadKey = Annotated[
    str | None,
    typer.Option(
        "--key",
        help="Key in the upload bucket, which owns the agents that the file lists; the file's name if left out. A "
        "newer upload of a key replaces the last.",
    ),
]
WatchAgents = Annotated[bool, typer.Option("--watch", help="Show progress until every agent is done.")]
AllowRemovals = Annotated[
    bool,
    typer.Option("--allow-removals", help="Remove agents even where max_removals_percent would not let it."),
]

"""`rollcall upload`: sends a directory, and shows what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from rollcall_cli.deployment_rules import requests_per_second
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.import_outcome import show_outcome
from rollcall_cli.local_files import open_input
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import print_json, say, warn
from rollcall_cli.progress import progress
from rollcall_cli.watch import Watch, left_to_itself

EXAMPLES: Final = "Example: [bold]rollcall upload agents.csv --watch[/bold]"

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The agent directory.", show_default=False)],
    key: Annotated[
        str | None,
        typer.Option(help="Key in the bucket; the file's name if left out. A newer upload of a key replaces the last."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Show progress until every agent is done.")] = False,
    allow_removals: Annotated[
        bool,
        typer.Option("--allow-removals", help="Remove agents even where max_removals_percent would not let it."),
    ] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Upload a directory; with --watch wait for it and print the outcome."""
    deployment = find_deployment(stack_file, name, region)
    key = key or file.name
    bucket = deployment.output("upload_bucket")
    metadata: dict[str, Any] = {"Metadata": {"allow-removals": "yes"}} if allow_removals else {}
    with open_input(file) as stream:
        header = find_header(stream, key)
        if header is None:
            warn(f"{file} is no agent directory: it will be kept as a plain file")
        elif not header.is_agent_directory:
            warn(f"{file} is no agent directory: nobody will be read from it. `rollcall validate` says why")
        answer = deployment.client("s3", read_timeout=300).put_object(
            Bucket=bucket, Key=key, Body=stream, ContentType=_content_type(header), **metadata
        )
    version = answer["VersionId"]
    if not watch:
        if as_json:
            print_json({"bucket": bucket, "key": key, "version_id": version})
        else:
            later = f". What becomes of it: rollcall status '{key}'" if header is not None else ""
            say(f"Uploaded to s3://{bucket}/{key}{later}")
        return
    with left_to_itself(key), progress(key, quota=requests_per_second(deployment), quiet=as_json) as show:
        record = Watch(deployment).upload(key, version, show)
    raise typer.Exit(show_outcome(deployment, record, as_json=as_json))


def _content_type(header: Header | None) -> str:
    return "text/csv" if header is None or header.dialect.sheet is None else _WORKBOOK

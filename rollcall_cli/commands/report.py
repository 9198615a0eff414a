"""`rollcall report`: fetches an import's report."""

from __future__ import annotations

import os
import shutil
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Final

import typer
from botocore.exceptions import BotoCoreError

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports, short_id
from rollcall_cli.options import AsJson, DeploymentName, ImportArgument, Region, StackFile
from rollcall_cli.printing import print_json, print_lines, print_table, say
from rollcall_cli.readable_records import Record
from rollcall_cli.report_links import LINK_SECONDS, PRESIGNING, ReportFile, report_files
from roster.reports_bucket import report_prefix

EXAMPLES: Final = "Example: [bold]rollcall report agents.csv --open[/bold]"

_PAGE: Final = "report.html"


def run(
    reference: ImportArgument = None,
    to: Annotated[
        Path | None, typer.Option(help="Folder to write to; rollcall-report-<import> if left out.", metavar="DIR")
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Fetch the report of an import: its page, and the CSV files of outcomes and of rows to mend.

    Each file is told with where it lies in Amazon S3, and an https link that opens it for an hour, to pass on.
    """
    deployment = find_deployment(stack_file, name, region)
    record = Imports(deployment).find(reference)
    folder = to or Path(f"rollcall-report-{short_id(record)}")
    files = _fetch(deployment, record, folder)
    opened = _open(folder / _PAGE) if open_page and _PAGE in {file.name for file in files} else False
    if as_json:
        document = {"import_id": record["import_id"], "status": record["status"], "opened": opened}
        links = {file.name: {"s3": file.address, "https": file.link} for file in files}
        print_json(document | {"files": [str(folder / file.name) for file in files], "links": links})
        return
    _print(files, folder)
    say(
        f"The https links open for whoever has them, for {LINK_SECONDS // 60} minutes, or until your sign-in to AWS "
        "ends if that is sooner"
    )
    if open_page and not opened:
        say(f"No browser could be started here. Open it yourself, or set BROWSER: {(folder / _PAGE).resolve()}")


def _print(files: list[ReportFile], folder: Path) -> None:
    """Print each file with its links; on a terminal one below the other, as a link in a table would be broken up."""
    if not sys.stdout.isatty():
        print_table(("file", "s3", "https"), [(folder / file.name, file.address, file.link) for file in files])
        return
    for file in files:
        print_lines([folder / file.name, f"  {file.address}", f"  {file.link}"])


def _fetch(deployment: Deployment, record: Record, folder: Path) -> list[ReportFile]:
    """Fetch all files of a report, without the plans below it, which only the functions need.

    Raises:
        CliError: there is no report yet, or the folder can't be written.
        BotoCoreError: Amazon S3 can't be read.
    """
    s3, bucket = deployment.client("s3", **PRESIGNING), deployment.output("report_bucket")
    prefix = report_prefix(record["key"], record["import_id"])
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
    keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
    if not keys:
        raise CliError(
            f"The import of {record['key']} has no report yet: it is {record['status']}",
            f"wait for it: rollcall status {short_id(record)} --watch",
        )
    files = report_files(s3, bucket, keys)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for key, file in zip(keys, files, strict=True):
            with (folder / file.name).open("wb") as copy:
                shutil.copyfileobj(s3.get_object(Bucket=bucket, Key=key)["Body"], copy)
    except BotoCoreError:  # some are `OSError`s too, and say nothing of the folder
        raise
    except OSError as error:
        raise CliError(
            f"{folder} can't be written: {error.strerror}", "choose another folder by --to", USAGE
        ) from error
    return files


def _open(page: Path) -> bool:
    """Open a page in the browser. What the browser prints goes to standard error: standard output is for results."""
    sys.stdout.flush()
    results = os.dup(1)
    try:
        os.dup2(2, 1)
        return webbrowser.open(page.resolve().as_uri())
    finally:
        os.dup2(results, 1)
        os.close(results)

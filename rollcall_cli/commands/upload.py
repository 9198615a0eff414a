"""`rollcall upload`: sends a directory, and shows what becomes of it."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import BinaryIO, Final

import typer
from botocore.exceptions import ClientError

from ingest.reading.columns import Header
from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from ingest.reading.table_advice import advise
from rollcall_cli.confirmation import Yes, confirm, is_terminal
from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.directory_check import why_no_directory
from rollcall_cli.errors import CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.local_files import open_input
from rollcall_cli.options import (
    AllowRemovals,
    AsJson,
    DeploymentName,
    DirectoryFile,
    Region,
    StackFile,
    UploadKey,
    WatchAgents,
)
from rollcall_cli.planning.show_plan import show_plan
from rollcall_cli.printing import print_json, warn
from rollcall_cli.sending import send, tell_sent, watch_to_the_end
from roster.outside_text import shell_word

EXAMPLES: Final = "Example: [bold]rollcall upload agents.csv --watch[/bold]"

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def run(
    file: DirectoryFile,
    key: UploadKey = None,
    watch: WatchAgents = False,
    allow_removals: AllowRemovals = False,
    yes: Yes = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Upload a directory; with --watch wait for it and print the outcome.

    On a terminal it shows what the upload would do and asks before it sends the file. Elsewhere it sends
    directories at once, and any other file needs --yes.
    """
    deployment = find_deployment(stack_file, name, region)
    key = key or file.name
    with open_input(file) as stream:
        header = _find_header(deployment, stream, key)
        if header is None or not header.is_agent_directory:
            _ask(file, stream, header, yes=yes)
        elif not yes and not as_json and is_terminal():
            show_plan(deployment, stream, header, key=key, allow_removals=allow_removals)
            confirm("Upload it?", yes=False, nothing="uploaded")
        sent = send(deployment, key, stream, _content_type(key, header), allow_removals=allow_removals)
    if watch:
        raise typer.Exit(watch_to_the_end(deployment, sent, as_json=as_json))
    if as_json:
        print_json(sent)
    else:
        tell_sent(sent, is_import=header is not None)


def _find_header(deployment: Deployment, stream: BinaryIO, key: str) -> Header | None:
    """Find a file's header as ingest will; the deployment's own headers are asked for where those built in don't do."""
    header = find_header(stream, key)
    if header is not None and header.is_agent_directory:
        return header
    try:
        column_names = deployed_rules(deployment).column_names
    except (CliError, ClientError):
        return header  # whoever may upload need not be allowed to read the functions' settings
    return find_header(stream, key, column_names) if column_names else header


def _ask(file: Path, stream: BinaryIO, header: Header | None, *, yes: bool) -> None:
    """Say that a file is no directory and what it lacks, and ask whether it is to be sent all the same.

    Raises:
        CliError: it is not, or nobody can be asked.
    """
    if header is None:
        warn(why_no_directory(stream.read(HEAD_BYTES)))
        stream.seek(0)
        what = "it will be kept as a plain file"
    else:
        warn(advise(header))
        what = "nobody will be read from it"
    confirm(
        f"{file} is no agent directory: {what}. Upload it?",
        yes=yes,
        nothing="uploaded",
        advice=f"`rollcall validate {shell_word(str(file))}` says how it is read, `rollcall template` writes a "
        "directory to fill in",
    )


def _content_type(key: str, header: Header | None) -> str:
    if header is not None and not header.refusal:
        return "text/csv" if header.dialect.sheet is None else _WORKBOOK
    return mimetypes.guess_type(key)[0] or "application/octet-stream"

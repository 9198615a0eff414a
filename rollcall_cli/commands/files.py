"""`rollcall files`: plain files that a deployment keeps, to list, read back or delete."""

from __future__ import annotations

import base64
import enum
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from rollcall_cli.confirmation import Yes, confirm
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.local_files import write_pieces
from rollcall_cli.options import AsJson, DeploymentName, Limit, Region, StackFile
from rollcall_cli.plain_files import PlainFiles
from rollcall_cli.printing import MOST_LINES, amount, moment, print_json, print_table, say, selected
from rollcall_cli.readable_records import Record

EXAMPLES: Final = (
    "Examples: [bold]rollcall files[/bold], [bold]rollcall files get welcome.txt --output welcome.txt[/bold], "
    "[bold]rollcall files delete welcome.txt[/bold]"
)

_FIELDS: Final = ("key", "size", "content_type", "uploaded_at", "bucket", "version_id", "versions")


class Action(enum.StrEnum):
    """What is to be done."""

    LIST = enum.auto()
    GET = enum.auto()
    DELETE = enum.auto()


def run(
    action: Annotated[
        Action,
        typer.Argument(
            help="list: all plain files. get: the newest version of one. delete: all versions of one.",
            case_sensitive=False,
        ),
    ] = Action.LIST,
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="The upload's key, for get and delete.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="File that get writes; standard output if left out.", metavar="FILE")
    ] = None,
    limit: Limit = None,
    yes: Yes = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List the plain files, which are all uploads that are no directories; or read one back, or delete it.

    With --json get prints the content in base 64. Deleting takes it out of the files table and the upload bucket;
    directories of the same key stay.
    """
    if (key is None) is not (action is Action.LIST):
        what = "takes no KEY" if key is not None else "wants a KEY"
        raise CliError(f"rollcall files {action} {what}", "rollcall files, or rollcall files get KEY", USAGE)
    if output is not None and action is not Action.GET:
        raise CliError("--output is for rollcall files get", "leave it out, or name get and a KEY", USAGE)
    if limit is not None and action is not Action.LIST:
        raise CliError("--limit is for rollcall files list", "leave it out", USAGE)
    files = PlainFiles(find_deployment(stack_file, name, region))
    if key is None:
        _list(list(islice(files.all(), limit)), most=limit or MOST_LINES, as_json=as_json)
    elif action is Action.GET:
        _get(files, files.of_key(key)[-1], output, as_json=as_json)
    else:
        _delete(files, files.of_key(key), yes=yes, as_json=as_json)


def _list(records: list[Record], *, most: int, as_json: bool) -> None:
    if as_json:
        print_json([selected(record, _FIELDS) for record in records])
        return
    columns = ("uploaded", "key", "size", "type", "versions")
    rows = [
        (moment(one["uploaded_at"]), one["key"], one["size"], one["content_type"], one["versions"]) for one in records
    ]
    if more := print_table(columns, rows, most=most):
        say(f"{amount(more, 'more file')}: --limit, a pipe or --json shows them")
    if not records:
        say("There are no plain files")


def _get(files: PlainFiles, record: Record, output: Path | None, *, as_json: bool) -> None:
    document: dict[str, Any] = selected(record, _FIELDS)
    if output is not None:
        size = write_pieces(output, files.content(record))
        if as_json:
            print_json(document | {"file": str(output)})
        else:
            say(f"{amount(size, 'byte')} written to {output}")
    elif as_json:
        content = b"".join(files.content(record))
        print_json(document | {"content": base64.b64encode(content).decode("ascii")})
    else:
        for piece in _for_standard_output(files.content(record)):
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()


def _for_standard_output(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces unchanged, but for those that would move a terminal's cursor.

    Raises:
        CliError: standard output is a terminal and the file is no plain text.
    """
    for piece in pieces:
        text = piece.decode("utf-8", "replace")
        if sys.stdout.isatty() and not all(character.isprintable() or character in "\r\n\t" for character in text):
            raise CliError(
                "The file is no plain text, so it is not shown on a terminal", "name a file by --output FILE", USAGE
            )
        yield piece


def _delete(files: PlainFiles, records: list[Record], *, yes: bool, as_json: bool) -> None:
    key = records[0]["key"]
    versions = amount(len(records), "version")
    confirm(f"Delete {key} ({versions}) from the files table and the upload bucket?", yes=yes, nothing="deleted")
    for record in records:
        files.delete(record)
    if as_json:
        print_json({"key": key, "deleted": [record["version_id"] for record in records]})
    else:
        say(f"Deleted {key}: {versions}")

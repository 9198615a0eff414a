"""`rollcall passwords`: initial passwords, for whoever hands them out."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports
from rollcall_cli.local_files import write_private
from rollcall_cli.login_url import login_url
from rollcall_cli.options import AsJson, DeploymentName, Region, RequiredImport, StackFile
from rollcall_cli.printing import amount, print_json, print_table, say, warn
from rollcall_cli.readable_records import Record
from roster.cells import safe_cell
from roster.password import Password
from roster.passwords import PasswordStore

EXAMPLES: Final = "Example: [bold]rollcall passwords agents.csv --output passwords.csv[/bold]"

_COLUMNS: Final = ("username", "name", "email", "login_url", "password")


def run(
    reference: RequiredImport,
    output: Annotated[
        Path | None,
        typer.Option(
            help="New file to write them to, which only you may read: CSV, or JSON if it ends in .json.", metavar="FILE"
        ),
    ] = None,
    everyone: Annotated[
        bool,
        typer.Option("--all", help="Also passwords stored for agents that this import did not create."),
    ] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Show the initial passwords of the agents that an import created: on a terminal, or into a private file.

    Each stands beside its agent's login, name and e-mail address, and where to log in, as one hands them over. A pipe
    gets them only where --json asks for it; with --output that says what was written. Agents should change theirs when
    they first sign in. They are deleted after password_retention_days.
    """
    if output is None and not as_json and not sys.stdout.isatty():
        raise CliError(
            "Passwords are shown on a terminal only",
            "name a file by --output FILE, which will be readable for you alone, or have them as JSON by --json",
            USAGE,
        )
    deployment = find_deployment(stack_file, name, region)
    record = Imports(deployment).find(reference)
    outcomes = deployment.outcomes().of_import(record["import_id"])
    created = {outcome["username"] for outcome in outcomes if outcome["outcome"] == "created"}
    held = _held(deployment, record, created)
    if not everyone:
        # A password that was stored for a user who existed already, or who is not made yet, does not sign in.
        held = {username: password for username, password in held.items() if username in created}
    if not held:
        raise CliError(
            f"No initial passwords are kept for the import of {record['key']}: it created nobody, or they were deleted "
            "after password_retention_days",
            "name the import that created them (rollcall status), or set new passwords in Connect's console",
        )
    if missing := created - held.keys():
        warn(
            f"{amount(len(missing), 'agent')} that the import created have none here: it was deleted, or does not show "
            "yet and will in a few minutes"
        )
    _hand_over(_entries(deployment, held), output, as_json=as_json)


def _held(deployment: Deployment, record: Record, created: Collection[str]) -> dict[str, Password]:
    """Read an import's secrets, whatever their names below its own, and those that the agents it created name.

    A listing may lag behind by five minutes, and an agent's password may be of an upload before; the agents know.
    """
    client, prefix = deployment.client("secretsmanager"), deployment.output("password_secret_prefix")
    store = PasswordStore(client, prefix=prefix, key_arn="")
    own = store.secret_name(record["import_id"], "")
    pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [own]}])
    listed = {secret["Name"] for page in pages for secret in page["SecretList"] if secret["Name"].startswith(own)}
    secrets = {name: store.read(name) or {} for name in sorted(listed)}
    # Of a user who was deleted in Connect and made again the import has two: its item names the one that holds.
    agents = deployment.agents().read_many({*created, *(username for held in secrets.values() for username in held)})
    named = {username: str(item.get("password_secret", "")) for username, item in agents.items()}
    named = {username: name for username, name in named.items() if username in created or name.startswith(own)}
    secrets |= {name: store.read(name) or {} for name in sorted(set(named.values()) - listed) if store.owns(name)}
    held: dict[str, Password] = {}
    for name, passwords in secrets.items():
        if name.startswith(own):
            held |= passwords
    held |= {username: secrets[name][username] for username, name in named.items() if username in secrets.get(name, ())}
    return dict(sorted(held.items()))


def _entries(deployment: Deployment, held: Mapping[str, Password]) -> list[dict[str, str]]:
    """Return for each agent what it has to be told."""
    items = deployment.agents().read_many(held)
    url = login_url(deployment)
    return [
        dict(zip(_COLUMNS, (username, *_called(items.get(username, {})), url, password.reveal()), strict=True))
        for username, password in held.items()
    ]


def _called(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return an agent's name and e-mail address; others write the table too, and may have put something else there."""
    identity = item.get("identity")
    told: Mapping[str, Any] = identity if isinstance(identity, dict) else {}
    name = " ".join(str(told[part]) for part in ("first_name", "last_name") if told.get(part))
    return name, str(told.get("email") or told.get("secondary_email") or "")


def _hand_over(entries: list[dict[str, str]], output: Path | None, *, as_json: bool) -> None:
    url = entries[0]["login_url"]
    if output is None and as_json:
        print_json(entries)
        return
    if output is None:
        columns = [column for column in _COLUMNS if column != "login_url"]
        print_table(columns, ([entry[column] for column in columns] for entry in entries))
        say(f"They log in at {url} and should change it there" if url else "They should change it when they log in")
        return
    write_private(output, _json(entries) if output.suffix == ".json" else _sheet(entries))
    if as_json:
        print_json({"file": str(output), "passwords": len(entries), "login_url": url or None})
    else:
        say(f"{amount(len(entries), 'password')} written to {output}; delete it when they are handed out")


def _json(entries: list[dict[str, str]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _sheet(entries: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    text.write("\ufeff")  # by the byte order mark a spreadsheet knows that names are UTF-8
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for entry in entries:
        # A password is not guarded against formulas as other cells are: an apostrophe would belong to it. Nor is a
        # login, which is typed as it stands, and has no characters for a formula.
        guarded = entry | {column: safe_cell(entry[column]) for column in ("name", "email")}
        writer.writerow(guarded[column] for column in _COLUMNS)
    return text.getvalue()

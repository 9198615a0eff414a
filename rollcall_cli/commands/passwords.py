"""`rollcall passwords`: initial passwords, for whoever hands them out."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Final

import typer

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports, Record
from rollcall_cli.local_files import write_private
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import amount, print_json, print_table, say, warn
from roster.passwords import Password, PasswordStore

EXAMPLES: Final = "Example: [bold]rollcall passwords agents.csv --output passwords.csv[/bold]"


def run(
    reference: Annotated[
        str, typer.Argument(metavar="IMPORT", help="The import's id or the upload's key.", show_default=False)
    ],
    output: Annotated[
        Path | None, typer.Option(help="New file to write them to, as CSV that only you may read.", metavar="FILE")
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

    Agents should change theirs when they first sign in. They are deleted after password_retention_days.
    """
    if output is None and (as_json or not sys.stdout.isatty()):
        raise CliError(
            "Passwords are shown on a terminal only, and never as JSON",
            "name a file by --output FILE; it will be readable for you alone",
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
    _hand_over(held, output, as_json=as_json)


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


def _hand_over(held: dict[str, Password], output: Path | None, *, as_json: bool) -> None:
    rows = [(username, password.reveal()) for username, password in held.items()]
    if output is None:
        print_table(("username", "password"), rows)
        return
    text = io.StringIO(newline="")
    # Not guarded against formulas as other cells are: an apostrophe would belong to the password.
    csv.writer(text).writerows([("username", "password"), *rows])
    write_private(output, text.getvalue())
    if as_json:
        print_json({"file": str(output), "passwords": len(rows)})
    else:
        say(f"{amount(len(rows), 'password')} written to {output}; delete it when they are handed out")

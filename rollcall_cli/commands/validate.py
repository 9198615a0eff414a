"""`rollcall validate`: what would be rejected, without asking AWS, or by what a deployment and its instance say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Final

import typer

from rollcall_cli.deployment_rules import DEFAULTS, chosen_rules, deployed_rules, with_column_names
from rollcall_cli.directory_check import Check, check_file
from rollcall_cli.errors import ATTENTION
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.finding_lines import findings_document, print_remarks
from rollcall_cli.instance import CLIENT_OPTIONS
from rollcall_cli.local_files import open_input
from rollcall_cli.name_check import NameCheck
from rollcall_cli.options import AsJson, DeploymentName, DirectoryFile, Region, StackFile
from rollcall_cli.printing import amount, print_json, say, warn
from roster.outside_text import shell_word

EXAMPLES: Final = "Example: [bold]rollcall validate agents.csv --phone-country DE[/bold]"

_COLUMNS: Final = ("line", "username", "column", "message")


def run(
    file: DirectoryFile,
    phone_country: Annotated[
        str, typer.Option(help="Country of phone numbers without a +, as default_phone_country.", metavar="CC")
    ] = DEFAULTS.phone_country,
    saml: Annotated[bool, typer.Option("--saml", help="The instance signs in by SAML.")] = False,
    allow_profile: Annotated[
        list[str] | None,
        typer.Option(
            help="A security profile that rows may ask for; repeat it. Without it all but Admin.", metavar="NAME"
        ),
    ] = None,
    column_names: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="A further header and its column, as column_names; repeat it. An upload is read by the deployment's.",
            metavar="HEADER=COLUMN",
        ),
    ] = None,
    deployed: Annotated[
        bool,
        typer.Option(
            "--deployed",
            help="Ask AWS for the deployment's own rules instead of the three above, and whether its instance has each "
            "profile, group and proficiency that a row names; --deployment asks too.",
        ),
    ] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Check a directory with the code that imports it; offline, nothing is uploaded."""
    names = None
    if deployed or name:
        deployment = find_deployment(stack_file, name, region)
        rules = deployed_rules(deployment)
        names = NameCheck(deployment.client("connect", **CLIENT_OPTIONS), rules)
    else:
        rules = chosen_rules(saml=saml, allowed=allow_profile, phone_country=phone_country)
    rules = with_column_names(rules, column_names)
    with open_input(file) as stream:
        check = check_file(stream, rules, file.name, names)
    if as_json:
        document = {part.name: getattr(check, part.name) for part in dataclasses.fields(check)}
        print_json({"file": str(file), "good": check.good, **document, "findings": findings_document(check.findings)})
    else:
        _print(file, check)
    raise typer.Exit(0 if check.good else ATTENTION)


def _print(file: Path, check: Check) -> None:
    if check.problem:
        warn(f"{file}: {check.problem}")
        return
    if check.unknown_columns:
        say(f"Ignored columns: {', '.join(check.unknown_columns)}")
    if check.notice:
        warn(check.notice)
    if check.withheld_columns:
        say(f"Columns that may hold passwords, which are not used: {', '.join(check.withheld_columns)}")
    found = [("error", entry) for entry in check.problems] + [("warning", entry) for entry in check.warnings]
    if found:
        rows = [[what, *(entry[name] for name in _COLUMNS)] for what, entry in found]
        if more := print_remarks(("what", *_COLUMNS), rows, check.findings):
            say(f"{more} more; a pipe gets all, as does --json: rollcall validate {shell_word(str(file))} | less")
    good = check.rows - check.rejected
    say(f"{file}: {amount(check.rows, 'row')}, {good} good, {check.rejected} would be rejected")

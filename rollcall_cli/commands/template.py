"""`rollcall template`: a directory to fill in."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.chosen_instance import choose_instance
from rollcall_cli.directory_writer import columns_for, optional_columns, write_sheet
from rollcall_cli.instance import Instance
from rollcall_cli.local_files import refuse_existing, write_output
from rollcall_cli.options import AsJson, DeploymentName, InstanceId, Region, StackFile
from rollcall_cli.printing import amount, print_json, say
from roster.agent import profile_allowed
from roster.columns.table import COLUMNS

EXAMPLES: Final = "Example: [bold]rollcall template --output agents.csv[/bold]"

_FEWEST_ROWS: Final = 3


def run(
    output: Annotated[
        Path | None, typer.Option(help="New file to write; standard output if left out.", metavar="FILE")
    ] = None,
    instance_id: InstanceId = None,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Write a directory to fill in, with this instance's profiles and groups as examples.

    A file that exists is not overwritten. The rows have no logins and no names, so that a template which is uploaded
    as it is creates no user.
    """
    refuse_existing(output)
    instance, rules = choose_instance(instance_id, stack_file, name, region)
    columns, names = columns_for(rules), _names(instance, rules)
    rows = _rows(names)
    if as_json:
        own = {"column_names": dict(rules.column_names), "column_values": dict(rules.column_values)}
        print_json({"columns": columns, "rows": rows, **names, **own})
        if output is None:
            return
    write_output(output, write_sheet(columns, rows), new=True)
    if not as_json:
        written = f"{amount(len(rows), 'row')} written to {output}. " if output else ""
        say(f"{written}Fill in username, first_name and last_name; leave out columns that you don't need")
        say(f"More columns, for what you want to set: {', '.join(optional_columns(rules))}")
        _say_own(rules)


def _say_own(rules: DeploymentRules) -> None:
    """Print what the deployment adds to the headers and values of directories."""
    for header, column in rules.column_names.items():
        say(f"The deployment reads the header '{header}' as {column}")
    for column, value in rules.column_values.items():
        say(f"Directories without the column {column} get '{value}' for it")


def _names(instance: Instance, rules: DeploymentRules) -> dict[str, list[str]]:
    profiles = instance.security_profiles.values()
    return {
        "routing_profiles": sorted(instance.routing_profiles.values()),
        "security_profiles": sorted(
            name for name in profiles if profile_allowed(name, rules.allowed_security_profiles)
        ),
        "groups": instance.groups(),
    }


def _rows(names: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return rows that show each profile and group once at least."""
    amount = max(_FEWEST_ROWS, *map(len, names.values()))
    columns = (_repeated(names[kind], amount) for kind in ("routing_profiles", "security_profiles", "groups"))
    return [
        {
            "routing_profile": routing,
            "security_profiles": security,
            "user_hierarchy": group,
            **{column.name: column.example for column in COLUMNS if column.example},
        }
        for routing, security, group in zip(*columns, strict=True)
    ]


def _repeated(names: list[str], amount: int) -> list[str]:
    return list(islice(cycle(names or [""]), amount))

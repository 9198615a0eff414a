"""`rollcall diagram`: the contact centre as one picture, or its menus as trees."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from rollcall_cli.centre.reader import FOR_PICTURE, read_centre
from rollcall_cli.chosen_instance import choose_client
from rollcall_cli.diagram.condense import condensed
from rollcall_cli.diagram.graph import graph_of
from rollcall_cli.diagram.menus import menus
from rollcall_cli.diagram.mermaid import mermaid, page
from rollcall_cli.local_files import write_text
from rollcall_cli.options import AsJson, DeploymentName, InstanceId, Region, StackFile
from rollcall_cli.printing import amount, print_json, say
from rollcall_cli.progress import progress
from roster.outside_text import shown_text

EXAMPLES: Final = "Examples: [bold]rollcall diagram --output centre.md[/bold], [bold]rollcall diagram --tree[/bold]"


def run(
    output: Annotated[
        Path | None,
        typer.Option(
            help="File to write; standard output if left out. One that ends in .md is a page that GitHub draws.",
            metavar="FILE",
        ),
    ] = None,
    tree: Annotated[
        bool, typer.Option("--tree", help="Show the flows that numbers lead to as trees of keys, words and queues.")
    ] = False,
    instance_id: InstanceId = None,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Draw the contact centre: numbers, flows, queues, routing profiles and how many agents have them.

    The picture is Mermaid text. In a big centre alike boxes are drawn as one; --json has them all. Amazon Connect is
    asked two questions a second, one or two for each part of the centre, and nothing is changed.
    """
    chosen = choose_client(instance_id, stack_file, name, region)
    with progress("Reading the instance", quiet=as_json) as show:
        centre = read_centre(chosen.client, chosen.instance_id, FOR_PICTURE, show)
    graph = graph_of(centre)
    if as_json:
        print_json(graph.document() | {"menus": menus(centre)})
    if as_json and output is None:
        return
    if tree:
        text = "".join(f"{shown_text(line)}\n" for lines in menus(centre).values() for line in lines)
    else:
        graph = condensed(graph)
        title = f"Contact centre {centre.alias or centre.id}"
        text = page(graph, title) if output and output.suffix == ".md" else mermaid(graph)
    write_text(output, text)
    if not as_json:
        for remark in graph.left_out:
            say(remark)
        say(f"{amount(len(graph.nodes), 'part')} and {amount(len(graph.edges), 'connection')} of the centre")

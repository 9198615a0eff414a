"""Writes a graph as Mermaid text. Pure.

Labels are quoted, and what Mermaid or the Markdown in its labels would read as more than text is written by its number
(https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rollcall_cli.diagram.graph import COLUMNS, Graph, Node

_LONGEST: Final = 60
"""Characters of a line in a box."""

_MOST_NOTES: Final = 4
"""Lines of a box below its name."""

_UNSEEN: Final = "no name"

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|!])")
_SPECIAL: Final = re.compile(r"""["#&<>`|\[\]{}()\\*_~^$%;@]|^\d+[.)](?=\s)|^[-+](?=\s)|(?<=:)//|www\.""")
_TITLES: Final = {"number": "Phone numbers", "flow": "Flows", "queue": "Queues", "profile": "Routing profiles"}
_SHAPES: Final = {"number": ('(["', '"])'), "flow": ('["', '"]'), "queue": ('[("', '")]'), "profile": ('[["', '"]]')}


def escaped(text: str) -> str:
    """Return text as a quoted label shows it as it is, on one line and cut to 60 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST - 1]}…"
    return _SPECIAL.sub(lambda match: "".join(f"#{ord(char)};" for char in match[0]), line)


def mermaid(graph: Graph) -> str:
    """Return the picture: a column for each kind of node, and the agents at the end."""
    names = _short_ids(graph.nodes)
    lines = ["flowchart LR"]
    for kind in COLUMNS:
        nodes = [node for node in graph.nodes if node.kind == kind]
        if nodes:
            lines += [f'  subgraph {kind}s["{_TITLES[kind]}"]', "    direction TB"]
            lines += [f"    {names[node.id]}{_box(node)}" for node in nodes]
            lines += ["  end"]
    profiles = [node for node in graph.nodes if node.kind == "profile"]
    if profiles:
        lines += ['  subgraph agents["Agents"]', "    direction TB"]
        lines += [f'    a{names[node.id]}(("{_agents(node.agents)}"))' for node in profiles]
        lines += ["  end"]
    lines += [
        f"  {names[edge.start]} -->{_label(edge.label)} {names[edge.end]}"
        for edge in graph.edges
        if edge.start in names and edge.end in names
    ]
    lines += [f"  {names[node.id]} --> a{names[node.id]}" for node in profiles]
    return "\n".join(lines) + "\n"


def page(graph: Graph, title: str) -> str:
    """Return a page in Markdown with the picture, which GitHub draws, and what it leaves out."""
    remarks = "".join(f"- {_plain(remark)}\n" for remark in graph.left_out)
    return f"# {_plain(title)}\n\n```mermaid\n{mermaid(graph)}```\n" + (f"\n{remarks}" if remarks else "")


def _plain(text: str) -> str:
    """Return text as Markdown shows it as it is, on one line."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return _MARKDOWN.sub(r"\\\1", " ".join(line.split()))


def _short_ids(nodes: Sequence[Node]) -> dict[str, str]:
    """Return an id for each node that Mermaid takes: its kind's letter and its number in order."""
    return dict(_numbered(nodes))


def _numbered(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for kind in COLUMNS:
        of_kind = [node for node in nodes if node.kind == kind]
        yield from ((node.id, f"{kind[0]}{number}") for number, node in enumerate(of_kind, 1))


def _box(node: Node) -> str:
    begin, end = _SHAPES[node.kind]
    more = ("…",) if len(node.notes) > _MOST_NOTES else ()
    # Mermaid takes no empty label, and a name may consist of nothing that can be seen.
    lines = (escaped(line) or _UNSEEN for line in (node.name, *node.notes[:_MOST_NOTES], *more))
    return f"{begin}{'<br/>'.join(lines)}{end}"


def _label(text: str) -> str:
    return f'|"{escaped(text)}"|' if text else ""


def _agents(amount: int) -> str:
    return "no agents" if not amount else f"{amount} agent{'' if amount == 1 else 's'}"

"""Makes the graph of a big centre small enough to be read and drawn. Pure.

GitHub draws a Mermaid picture of at most 50,000 characters and 500 edges (mermaid's `maxTextSize` and `maxEdges`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from rollcall_cli.diagram.graph import COLUMNS, Edge, Graph, Node
from rollcall_cli.diagram.mermaid import mermaid

MOST_EDGES: Final = 400
LONGEST_TEXT: Final = 50_000
_LIMITS: Final = (30, 20, 12, 8, 5, 3)
"""How many nodes of a kind are drawn; the next lower one where there would be too many edges or too much text."""

_SHOWN_NAMES: Final = 3


def condensed(graph: Graph) -> Graph:
    """Return a graph with at most 30 nodes of a kind and `MOST_EDGES` edges, in at most `LONGEST_TEXT` characters.

    Nodes that lead from and to the same become one; of what is still too many, those with the fewest edges do. What
    was put together is said in `left_out`.
    """
    for limit in _LIMITS:
        smaller = _limited(graph, limit)
        if len(smaller.edges) <= MOST_EDGES and len(mermaid(smaller)) <= LONGEST_TEXT:
            break
    return smaller


def _limited(graph: Graph, limit: int) -> Graph:
    smaller = graph
    for kind in COLUMNS:
        if sum(node.kind == kind for node in smaller.nodes) > limit:
            smaller = _merged(smaller, kind, _alike(smaller, kind))
        if sum(node.kind == kind for node in smaller.nodes) > limit:
            smaller = _merged(smaller, kind, _least(smaller, kind, limit))
        if smaller is not graph and (less := _said(graph, smaller, kind)):
            smaller.left_out.append(less)
    return smaller


def _alike(graph: Graph, kind: str) -> list[list[Node]]:
    """Return groups of nodes that the same edges lead from and to."""
    edges: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for edge in graph.edges:
        edges[edge.start].add(("to", edge.end, edge.label))
        edges[edge.end].add(("from", edge.start, edge.label))
    groups: dict[frozenset[tuple[str, str, str]], list[Node]] = defaultdict(list)
    for node in graph.nodes:
        if node.kind == kind:
            groups[frozenset(edges[node.id])].append(node)
    return [group for group in groups.values() if len(group) > 1]


def _least(graph: Graph, kind: str, limit: int) -> list[list[Node]]:
    """Return one group: all but the nodes with the most edges, of which there are one fewer than the limit."""
    counts: dict[str, int] = defaultdict(int)
    for edge in graph.edges:
        counts[edge.start] += 1
        counts[edge.end] += 1
    nodes = sorted((node for node in graph.nodes if node.kind == kind), key=lambda node: (-counts[node.id], node.name))
    return [nodes[limit - 1 :]]


def _merged(graph: Graph, kind: str, groups: list[list[Node]]) -> Graph:
    """Return a graph in which each group is one node, in the place of its first."""
    into = {node.id: group[0].id for group in groups for node in group}
    united = {group[0].id: _united(kind, group) for group in groups}
    nodes = [united.get(node.id, node) for node in graph.nodes if into.get(node.id, node.id) == node.id]
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in graph.edges:
        start, end = into.get(edge.start, edge.start), into.get(edge.end, edge.end)
        if start != end:
            labels[start, end] |= set(edge.label.split(", ")) if edge.label else set()
    edges = [Edge(start, end, ", ".join(sorted(words))) for (start, end), words in labels.items()]
    return Graph(nodes, edges, list(graph.left_out))


def _united(kind: str, group: list[Node]) -> Node:
    members = sorted((node for node in group), key=lambda node: node.name)
    amount = sum(node.members for node in members)
    shown = ", ".join(node.name for node in members[:_SHOWN_NAMES])
    more = ", …" if len(members) > _SHOWN_NAMES else ""
    agents = sum(node.agents for node in members)
    return Node(group[0].id, kind, f"{amount} {kind}s: {shown}{more}", (), agents, amount)


def _said(graph: Graph, smaller: Graph, kind: str) -> str:
    before = sum(node.kind == kind for node in graph.nodes)
    after = sum(node.kind == kind for node in smaller.nodes)
    return f"Of {before} {kind}s some are drawn as one: {after} boxes" if after < before else ""

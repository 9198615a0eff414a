"""A centre as a graph: numbers lead to flows, flows to queues, queues to the profiles that serve them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rollcall_cli.centre import own_names
from rollcall_cli.centre.flow_content import Reference, function_name, parse_flow, references
from rollcall_cli.centre.model import Centre, Flow

COLUMNS: Final = ("number", "flow", "queue", "profile")
"""Kinds of nodes, from left to right."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the centre.

    Attributes:
        id: Amazon Connect's.
        kind: one of `COLUMNS`.
        name: what people call it.
        notes: what else is to be known of it, such as a queue's hours.
        agents: of a profile: how many users have it.
        members: how many parts it stands for.
    """

    id: str
    kind: str
    name: str
    notes: tuple[str, ...] = ()
    agents: int = 0
    members: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One leads to another; `label` says by what, such as the channels on which a profile serves a queue."""

    start: str
    end: str
    label: str = ""


@dataclass(slots=True)
class Graph:
    """A centre's nodes and edges, both in a stable order, and what is not among them, in words."""

    nodes: list[Node]
    edges: list[Edge]
    left_out: list[str] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """Return it for `--json`."""
        nodes = [
            {"id": node.id, "kind": node.kind, "name": node.name, "notes": list(node.notes)}
            | ({"agents": node.agents} if node.kind == "profile" else {})
            for node in self.nodes
        ]
        edges = [{"from": edge.start, "to": edge.end, "label": edge.label} for edge in self.edges]
        return {"nodes": nodes, "edges": edges, "left_out": self.left_out}


def graph_of(centre: Centre) -> Graph:
    """Return the graph of a centre that was read with `FOR_PICTURE`.

    Flows that no number leads to are not shown, nor what a new instance has if nothing uses it.
    """
    flows = {flow.id: flow for flow in centre.flows}
    named, unreadable = _named(centre)
    reached = _reached([number.flow for number in centre.phone_numbers], named, flows)
    edges = {Edge(number.id, number.flow) for number in centre.phone_numbers if number.flow in flows}
    queues = {queue.id: queue for queue in centre.queues}
    for flow_id in reached:
        for one in named.get(flow_id, ()):
            if (one.kind == "flow" and one.id in reached) or (one.kind == "queue" and one.id in queues):
                edges.add(Edge(flow_id, one.id))
    served = {edge.end for edge in edges}
    profiles = [
        profile
        for profile in centre.routing_profiles
        if centre.agents.get(profile.id) or profile.name not in own_names.ROUTING_PROFILES
    ]
    for profile in profiles:
        channels: dict[str, list[str]] = {}
        for route in profile.routes:
            channels.setdefault(route.queue, []).append(route.channel.lower())
        served |= channels.keys()
        edges |= {Edge(queue, profile.id, ", ".join(sorted(of_queue))) for queue, of_queue in channels.items()}
    shown = [queue for queue in centre.queues if queue.id in served or queue.name not in own_names.QUEUES]
    hours = {one.id: one.name for one in centre.hours}
    words = {one.id: one.name for one in centre.flow_modules} | dict(centre.prompts) | hours
    nodes = [
        *(
            Node(one.id, "number", one.name, () if one.flow in flows else ("leads nowhere",))
            for one in centre.phone_numbers
        ),
        *(Node(one, "flow", flows[one].name, _notes(named.get(one, set()), words)) for one in reached),
        *(
            Node(one.id, "queue", one.name, _queue_notes(hours.get(one.hours, ""), enabled=one.enabled))
            for one in shown
        ),
        *(Node(one.id, "profile", one.name, (), centre.agents.get(one.id, 0)) for one in profiles),
    ]
    hidden = [flow for flow in centre.flows if flow.id not in reached and flow.name not in own_names.FLOWS]
    left_out = [f"Flows that no number leads to, by way of others either: {len(hidden)}"] if hidden else []
    left_out += [f"The flow {flows[one].name!r} can't be read: it is a draft" for one in reached if one in unreadable]
    ordered = sorted(nodes, key=lambda node: (COLUMNS.index(node.kind), node.name, node.id))
    return Graph(ordered, _in_order(edges, ordered), left_out)


def _named(centre: Centre) -> tuple[dict[str, set[Reference]], set[str]]:
    """Return what each flow names, what its modules name included, by the flow's id; and the flows without content."""
    kinds = {one.id: "queue" for one in centre.queues} | {one.id: "flow" for one in centre.flows}
    kinds |= {one.id: "hours" for one in centre.hours} | {one.id: "module" for one in centre.flow_modules}
    kinds |= dict.fromkeys(centre.prompts, "prompt")
    own: dict[str, set[Reference]] = {}
    for flow in (*centre.flows, *centre.flow_modules):
        try:
            own[flow.id] = references(parse_flow(flow.content), kinds) if flow.content else set()
        except ValueError:
            own[flow.id] = set()
    named = {flow.id: set(_with_modules(flow, own)) for flow in centre.flows}
    return named, {flow.id for flow in centre.flows if not flow.content and flow.name not in own_names.FLOWS}


def _with_modules(flow: Flow, own: dict[str, set[Reference]]) -> Iterator[Reference]:
    seen, waiting = {flow.id}, [flow.id]
    while waiting:
        for one in own.get(waiting.pop(), ()):
            yield one
            if one.kind == "module" and one.id not in seen:
                seen.add(one.id)
                waiting.append(one.id)


def _reached(starts: list[str], named: dict[str, set[Reference]], flows: dict[str, Flow]) -> list[str]:
    """Return the flows that calls get into, sorted by name; helpers that every instance has are not followed to."""
    reached: set[str] = set()
    waiting = [start for start in starts if start in flows]
    while waiting:
        flow = waiting.pop()
        if flow in reached:
            continue
        reached.add(flow)
        waiting += [
            one.id
            for one in named.get(flow, ())
            if one.kind == "flow" and one.id in flows and flows[one.id].name not in own_names.FLOWS
        ]
    return sorted(reached, key=lambda one: (flows[one].name, one))


def _notes(named: set[Reference], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a flow uses besides flows and queues, such as `hours Office`."""
    used: dict[str, set[str]] = {"hours": set(), "function": set(), "module": set(), "prompt": set()}
    for one in named:
        if one.kind in used:
            used[one.kind].add(function_name(one.id) if one.kind == "function" else names.get(one.id, one.id))
    return tuple(f"{kind} {name}" for kind, of_kind in used.items() for name in sorted(of_kind))


def _queue_notes(hours: str, *, enabled: bool) -> tuple[str, ...]:
    return (*((f"hours {hours}",) if hours else ()), *(() if enabled else ("disabled",)))


def _in_order(edges: set[Edge], nodes: list[Node]) -> list[Edge]:
    """Return the edges between nodes that are shown, in the nodes' order."""
    places = {node.id: place for place, node in enumerate(nodes)}
    shown = [edge for edge in edges if edge.start in places and edge.end in places]
    return sorted(shown, key=lambda edge: (places[edge.start], places[edge.end], edge.label))

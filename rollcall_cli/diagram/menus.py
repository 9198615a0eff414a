"""The trees of the flows that a centre's numbers lead to. Pure."""

from __future__ import annotations

from collections import Counter

from rollcall_cli.centre.model import Centre, Flow
from rollcall_cli.diagram.menu_tree import menu_tree, tree_lines


def menus(centre: Centre) -> dict[str, list[str]]:
    """Return the trees of the flows that numbers lead to: lines, the first of which says which flow it is.

    They are by name; where several flows have one name, by name and id.
    """
    names = {
        thing.id: thing.name
        for things in (centre.queues, centre.flows, centre.flow_modules, centre.hours)
        for thing in things
    }
    names |= centre.prompts
    numbers: dict[str, list[str]] = {}
    for number in sorted(centre.phone_numbers, key=lambda one: one.name):
        numbers.setdefault(number.flow, []).append(number.name)
    flows = sorted((flow for flow in centre.flows if flow.id in numbers and flow.content), key=lambda flow: flow.name)
    counts = Counter(flow.name for flow in flows)
    keys = {flow.id: flow.name if counts[flow.name] == 1 else f"{flow.name} ({flow.id})" for flow in flows}
    return {keys[flow.id]: [f"{flow.name} ({', '.join(numbers[flow.id])})", *_tree(flow, names)] for flow in flows}


def _tree(flow: Flow, names: dict[str, str]) -> list[str]:
    try:
        return list(tree_lines(menu_tree(flow.content or "", names)))
    except ValueError as error:
        return [f"can't be read: {error}"]

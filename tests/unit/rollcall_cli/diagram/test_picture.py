"""The picture shows every name as it is, in a stable order, and stays readable for a big centre."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest

from rollcall_cli.centre.model import Centre, Flow, PhoneNumber, Queue, Route, RoutingProfile
from rollcall_cli.diagram.condense import LONGEST_TEXT, MOST_EDGES, condensed
from rollcall_cli.diagram.graph import Graph, graph_of
from rollcall_cli.diagram.menus import menus
from rollcall_cli.diagram.mermaid import escaped, mermaid, page

CODE = re.compile(r"#(\d+);")


def flow_to(*targets: str) -> str:
    actions = [{"Identifier": str(place), "Parameters": {"Id": target}} for place, target in enumerate(targets)]
    return json.dumps({"Actions": actions})


def arn(kind: str, own: str) -> str:
    return f"arn:aws:connect:eu-central-1:111122223333:instance/i/{kind}/{own}"


def flow(own: str, *targets: str, name: str = "", kind: str = "CONTACT_FLOW") -> Flow:
    return Flow(id=own, name=name or own, arn=arn("contact-flow", own), type=kind, content=flow_to(*targets))


def number(own: str, flow: str) -> PhoneNumber:
    return PhoneNumber(id=own, name=f"+49{own}", arn=own, country="DE", type="DID", flow=flow)


def profile(own: str, *queues: str) -> RoutingProfile:
    routes = tuple(Route(queue, "VOICE", 1, 0) for queue in queues)
    return RoutingProfile(id=own, name=own, channels={"VOICE": 1}, routes=routes, default_queue="")


def centre(**parts: Any) -> Centre:
    return Centre(id="i", arn="arn", alias="acme", identity_management_type="SAML", **parts)


def big(numbers: int, queues: int, profiles: int) -> Centre:
    chance = random.Random(11)  # noqa: S311 (any centre will do, always the same)
    names = [f"q{place}" for place in range(queues)]
    return centre(
        phone_numbers=tuple(number(f"n{place}", f"f{place % 9}") for place in range(numbers)),
        flows=tuple(flow(f"f{place}", *(arn("queue", name) for name in names[place::9])) for place in range(9)),
        queues=tuple(Queue(id=name, name=name, hours="") for name in names),
        routing_profiles=tuple(profile(f"p{place}", *chance.sample(names, queues // 4)) for place in range(profiles)),
        agents={f"p{place}": place for place in range(profiles)},
    )


def test_names_by_arn_and_by_id_and_through_other_flows_and_modules() -> None:
    module = Flow(id="m", name="Common", arn="m", content=flow_to("arn:aws:lambda:eu-central-1:1:function:find"))
    made = centre(
        phone_numbers=(number("n", "one"),),
        flows=(
            flow("one", arn("contact-flow", "two"), arn("flow-module", "m")),
            flow("two", arn("queue", "q1"), "q2", "$.Attributes.queue"),
            flow("unused", arn("queue", "q1")),
        ),
        flow_modules=(module,),
        queues=(Queue(id="q1", name="A", hours=""), Queue(id="q2", name="B", hours="", enabled=False)),
    )

    graph = graph_of(made)

    assert {(edge.start, edge.end) for edge in graph.edges} == {
        ("n", "one"),
        ("one", "two"),
        ("two", "q1"),
        ("two", "q2"),
    }
    notes = {node.name: node.notes for node in graph.nodes}
    assert notes["one"] == ("function find", "module Common")
    assert notes["B"] == ("disabled",)
    assert graph.left_out == ["Flows that no number leads to, by way of others either: 1"]


@pytest.mark.parametrize(
    "text",
    ['a "b" <c> & #35; `d`', "1. one", "- a", "+ b", "x|y{z}[1](2)", "**bold** _it_", "https://x.y", "ünï 日本 👍"],
)
def test_labels_are_read_as_they_are(text: str) -> None:
    label = escaped(text)

    assert CODE.sub(lambda match: chr(int(match[1])), label) == text
    assert not re.search(r'["<>`|\[\]{}*]', label)
    assert not re.match(r"\d+\. |[-+] ", label)


def test_labels_are_one_short_line() -> None:
    assert escaped("a\n\tb\x1b[2J") == "a b #91;2J"
    assert len(escaped("x" * 500)) == 60


def test_the_same_centre_gives_the_same_text() -> None:
    made = big(5, 8, 4)
    mixed = centre(
        **{
            part: tuple(reversed(getattr(made, part)))
            for part in ("phone_numbers", "flows", "queues", "routing_profiles")
        },
        agents=made.agents,
    )

    assert mermaid(graph_of(made)) == mermaid(graph_of(mixed))


def test_a_small_centre_is_drawn_whole() -> None:
    graph = graph_of(big(5, 8, 4))

    assert condensed(graph).nodes == graph.nodes


@pytest.mark.slow
@pytest.mark.parametrize(("numbers", "queues", "profiles"), [(200, 50, 40), (1000, 400, 500)])
def test_a_big_centre_stays_readable(numbers: int, queues: int, profiles: int) -> None:
    whole = graph_of(big(numbers, queues, profiles))
    graph = condensed(whole)

    text = mermaid(graph)
    assert len(graph.edges) <= MOST_EDGES
    assert len(text) < 50_000
    assert text.count("-->") < 500
    assert max(count_by_kind(graph).values()) <= 30
    assert sum(node.agents for node in graph.nodes) == sum(node.agents for node in whole.nodes)
    assert sum(node.members for node in graph.nodes) == len(whole.nodes)
    assert any(f"Of {numbers} numbers" in remark for remark in graph.left_out)


def test_long_names_of_signs_are_drawn_in_fewer_boxes() -> None:
    """Each sign that Mermaid would read is written by its number, so that a picture grows beyond what it takes."""
    made = big(5, 60, 40)
    queues = tuple(replace(one, name=f"{one.name} {'(*)' * 25}") for one in made.queues)
    profiles = tuple(replace(one, name=f"{one.name} {'_' * 80}") for one in made.routing_profiles)
    flows = tuple(replace(one, name=f"{one.name} {'#' * 80}") for one in made.flows)

    graph = condensed(graph_of(replace(made, queues=queues, routing_profiles=profiles, flows=flows)))

    assert len(mermaid(graph)) <= LONGEST_TEXT == 50_000
    assert count_by_kind(graph)["queue"] > 3


def test_a_name_of_nothing_that_can_be_seen_is_no_empty_label() -> None:
    assert 'q1[("no name")]' in mermaid(graph_of(centre(queues=(Queue(id="q", name="\u200b", hours=""),))))


def test_flows_of_one_name_each_have_a_tree() -> None:
    trees = menus(
        centre(phone_numbers=(number("1", "a"), number("2", "b")), flows=(flow("a", name="In"), flow("b", name="In")))
    )

    assert {key: lines[0] for key, lines in trees.items()} == {"In (a)": "In (+491)", "In (b)": "In (+492)"}


def count_by_kind(graph: Graph) -> dict[str, int]:
    kinds = [node.kind for node in graph.nodes]
    return {kind: kinds.count(kind) for kind in kinds}


def test_the_page_says_what_is_not_drawn() -> None:
    graph = Graph([], [], ["The flow 'a*b' can't be read: it is a draft"])

    assert page(graph, "Acme") == (
        "# Acme\n\n```mermaid\nflowchart LR\n```\n\n- The flow 'a\\*b' can't be read: it is a draft\n"
    )

"""`diagram` draws who answers a call, from the number to the agents, as Connect has it now."""

from __future__ import annotations

from pathlib import Path

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers
from tests.functional.rollcall_cli.command_line import CommandLine


def test_from_the_numbers_to_the_agents(
    centre: Centre, made: CallCentre, numbers: Numbers, rollcall: CommandLine
) -> None:
    for name in ("ada", "bob"):
        centre.connect.update_user_routing_profile(
            InstanceId=centre.instance_id, UserId=centre.create_user(name), RoutingProfileId=made.ids["Bills"]
        )

    document = rollcall.run("diagram", "--json").json

    assert [(node["kind"], node["name"], node["notes"]) for node in document["nodes"]] == [
        ("number", numbers.menu, []),
        ("number", numbers.lost, ["leads nowhere"]),
        ("flow", "Welcome", ["hours Office"]),
        ("queue", "BasicQueue", ["hours Basic Hours"]),
        ("queue", "Billing", ["hours Office"]),
        ("queue", 'Help "${now}"', ["hours Night"]),
        ("profile", "Bills", []),
        ("profile", "Nights", []),
    ]
    assert {node["name"]: node["agents"] for node in document["nodes"] if "agents" in node} == {"Bills": 2, "Nights": 0}
    ids = made.ids
    assert {(edge["from"], edge["to"], edge["label"]) for edge in document["edges"]} == {
        (ids["menu"], ids["Welcome"], ""),
        (ids["Welcome"], ids["Billing"], ""),
        (ids["Welcome"], ids['Help "${now}"'], ""),
        (ids["Billing"], ids["Bills"], "chat, voice"),
        (ids["BasicQueue"], ids["Bills"], "voice"),
        (ids['Help "${now}"'], ids["Nights"], "voice"),
    }


def test_a_page_that_github_draws(made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path) -> None:
    rollcall.run("diagram", "--output", str(tmp_path / "centre.md"))
    text = (tmp_path / "centre.md").read_text("utf-8")
    plain = rollcall.run("diagram")

    assert text.startswith("# Contact centre rollcall-test\n\n```mermaid\nflowchart LR\n")
    assert plain.out in text
    assert f'n1(["{numbers.menu}"])' in plain.out
    assert 'q3[("Help #34;#36;#123;now#125;#34;<br/>hours Night")]' in plain.out
    assert "f1 --> q2" in plain.out
    assert 'q2 -->|"chat, voice"| p1' in plain.out
    assert "8 parts and 6 connections of the centre" in plain.err


def test_the_menu_as_a_tree(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    assert rollcall.run("diagram", "--tree").out.splitlines() == [
        f"Welcome ({numbers.menu})",
        'says "Welcome." → hours Office',
        '├─ open: asks "For bills press 1, for help press 2."',
        "│  ├─ 1: queue Billing",
        "│  │  └─ queue full: hangs up",
        '│  ├─ 2: queue Help "${now}"',
        "│  │  └─ queue full: hangs up",
        '│  └─ no key, other key: says "Sorry." → back to asks "For bills press 1, for help press…',
        '└─ closed: says "We are closed." → hangs up',
    ]


def test_a_new_instance_has_no_calls(made: CallCentre, rollcall: CommandLine) -> None:
    assert rollcall.run("diagram").out == "flowchart LR\n"
    assert rollcall.run("diagram", "--tree").out == ""

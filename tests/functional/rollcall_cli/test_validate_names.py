"""`validate --deployed` knows which profiles, groups and proficiencies the instance has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import watch
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = "Login,First Name,Last Name,Routing Profile,Security Profiles,User Hierarchy,Proficiencies,Status\n"
GOOD = "Basic Routing Profile,Agent,Support/IT,Language:German:4"


@pytest.fixture
def furnished(centre: Centre) -> Centre:
    centre.make_groups("Support", "IT")
    centre.make_attribute("Language", "German", "French")
    return centre


def validated(rollcall: CommandLine, tmp_path: Path, *rows: str) -> Any:
    file = tmp_path / "staff.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    result = rollcall.run("validate", str(file), "--deployed", "--json")
    assert result.exit_code == (0 if result.json["good"] else 1)
    return result.json


def test_names_that_the_instance_has_are_good(furnished: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    rows = [f"ada,Ada,King,{GOOD},active", "bob,Bob,Own,,,,,active"]

    assert validated(rollcall, tmp_path, *rows)["problems"] == []


@pytest.mark.parametrize(
    ("has", "instead", "column", "told"),
    [
        ("Basic Routing Profile", "Basic Routing", "Routing Profile", "(is 'Basic Routing Profile' meant?)"),
        ("Agent", "Agent|CallCentreManager", "Security Profiles", "(is 'CallCenterManager' meant?)"),
        ("Support/IT", "Support/TI", "User Hierarchy", "(is 'Support/IT' meant?)"),
        ("Language:", "Langauge:", "Proficiencies", "(is 'Language' meant?)"),
        (":German:", ":Germn:", "Proficiencies", "(is 'German' meant?)"),
    ],
)
def test_a_name_that_it_lacks_is_a_problem_with_the_nearest_one(
    furnished: Centre, rollcall: CommandLine, tmp_path: Path, has: str, instead: str, column: str, told: str
) -> None:
    row = f"ada,Ada,King,{GOOD},active".replace(has, instead)

    result = validated(rollcall, tmp_path, row, row.replace("ada", "bob"), f"cy,Cy,Own,{GOOD},active")

    assert [(problem["line"], problem["column"]) for problem in result["problems"]] == [(2, column), (3, column)]
    assert all(told in problem["message"] for problem in result["problems"])
    assert (result["rows"], result["rejected"]) == (3, 2)
    [finding] = result["findings"]
    assert (finding["kind"], finding["count"]) == ("rejected", 2)


def test_whoever_leaves_may_name_what_is_gone(furnished: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    row = f"ada,Ada,King,{GOOD},inactive".replace("Basic", "Gone")

    assert validated(rollcall, tmp_path, row)["good"]


def test_each_name_is_asked_for_once(furnished: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    rows = [f"agent{number},Ada,King,{GOOD},active" for number in range(30)]

    with watch() as wire:
        assert validated(rollcall, tmp_path, *rows)["good"]

    asked = [call for call in wire.calls if call.startswith("connect.")]
    assert len(asked) == len(set(asked)) == 6


def test_without_it_nobody_is_asked(furnished: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text(HEADER + f"ada,Ada,King,{GOOD.replace('Basic', 'Gone')},active\n", "utf-8")

    with watch() as wire:
        result = rollcall.run_alone("validate", str(file), "--json")

    assert (result.exit_code, result.json["good"]) == (0, True)
    assert wire.calls == []


def test_the_flow_that_quick_connects_need_is_looked_up(
    furnished: Centre, rollcall: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("username,first_name,last_name,quick_connect\nada,Ada,King,yes\nbob,Bob,Own,no\n", "utf-8")
    assert rollcall.run("validate", str(file), "--deployed", "--json").json["problems"] == []
    flows = furnished.connect.list_contact_flows(InstanceId=furnished.instance_id, ContactFlowTypes=["AGENT_TRANSFER"])
    [flow] = flows["ContactFlowSummaryList"]
    furnished.connect.update_contact_flow_name(
        InstanceId=furnished.instance_id, ContactFlowId=flow["Id"], Name="Our transfer"
    )

    [problem] = rollcall.run("validate", str(file), "--deployed", "--json").json["problems"]

    assert (problem["line"], problem["column"]) == (2, "quick_connect")
    assert "Default agent transfer" in problem["message"]

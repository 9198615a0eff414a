"""`drift --mend` has provision bring users back to what the agents table wants, and touches nobody else."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import watch
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = "username,first_name,last_name,email,security_profiles,user_hierarchy,tags,proficiencies,quick_connect\n"
ROW = "{0},Ada,King,{0}@example.com,Agent,Support,floor=2,Language:German:4,yes"


@pytest.fixture
def staffed(centre: Centre) -> Centre:
    """Three agents whose users Connect knows for long."""
    centre.make_groups("Support")
    centre.make_attribute("Language", "German", "French")
    names = ("ada", "bob", "cy")
    centre.ingest("agents.csv", *map(ROW.format, names), header=HEADER)
    assert centre.wake(*names) == []
    for name in names:
        centre.settle(name)
    return centre


def place(centre: Centre, username: str) -> dict[str, str]:
    return {"InstanceId": centre.instance_id, "UserId": centre.agent(username)["user_id"]}


def identity(centre: Centre, user: str) -> None:
    info = {"FirstName": "Eve", "LastName": "King", "Email": "eve@example.com", "Mobile": "+491512345678"}
    centre.connect.update_user_identity_info(**place(centre, user), IdentityInfo=info)


def phone(centre: Centre, user: str) -> None:
    """Nothing of it is in the file: Connect was told the defaults."""
    config = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+442079460002", "AutoAccept": True}
    centre.connect.update_user_phone_config(**place(centre, user), PhoneConfig=config)


def routing_profile(centre: Centre, user: str) -> None:
    """The file names none, the deployment's default was told."""
    centre.connect.update_user_routing_profile(
        **place(centre, user), RoutingProfileId=centre.make_routing_profile("Nights")
    )


def security_profiles(centre: Centre, user: str) -> None:
    centre.connect.update_user_security_profiles(
        **place(centre, user), SecurityProfileIds=[centre.profile_ids()["QualityAnalyst"]]
    )


def hierarchy(centre: Centre, user: str) -> None:
    centre.connect.update_user_hierarchy(**place(centre, user))


def tags(centre: Centre, user: str) -> None:
    arn = centre.users()[user]["Arn"]
    centre.connect.tag_resource(resourceArn=arn, tags={"floor": "3", "theirs": "1"})


def proficiencies(centre: Centre, user: str) -> None:
    where = place(centre, user)
    entry = {"AttributeName": "Language", "AttributeValue": "German", "Level": 1.0}
    centre.connect.update_user_proficiencies(**where, UserProficiencies=[entry])
    theirs = entry | {"AttributeValue": "French"}
    centre.connect.associate_user_proficiencies(**where, UserProficiencies=[theirs])


def quick_connect(centre: Centre, user: str) -> None:
    kept = centre.agent(user)["applied"]["quick_connect"]["id"]
    centre.connect.delete_quick_connect(InstanceId=centre.instance_id, QuickConnectId=kept)


KINDS: list[Callable[[Centre, str], None]] = [
    identity,
    phone,
    routing_profile,
    security_profiles,
    hierarchy,
    tags,
    proficiencies,
    quick_connect,
]


def test_each_facet_is_brought_back(staffed: Centre, rollcall: CommandLine) -> None:
    before = staffed.users()["ada"]
    for change in KINDS:
        change(staffed, "ada")
    found = rollcall.run("drift", "--json").json
    assert [entry["facet"] for entry in found["different"]] == [change.__name__ for change in KINDS]

    result = rollcall.run("drift", "--mend", "--json")

    assert (result.exit_code, result.json["put_back"], result.json["made_again"]) == (0, ["ada"], [])
    assert staffed.agent("ada")["status"] == "PENDING"
    assert staffed.wake("ada") == []
    after = staffed.users()["ada"]
    assert after.pop("Tags") == before.pop("Tags") | {"theirs": "1"}
    theirs = after["IdentityInfo"].pop("Mobile")  # no file said anything of it
    assert theirs == "+491512345678"
    for changed in ("LastModifiedTime", "LastModifiedRegion"):
        before.pop(changed, None), after.pop(changed, None)
    assert after == before
    assert staffed.proficiencies(before["Id"]) == {("Language", "German"): 4.0, ("Language", "French"): 1.0}
    assert "Ada King (ada)" in staffed.quick_connects()
    agent = staffed.agent("ada")
    assert agent["status"] == "ACTIVE"
    assert "mend_since" not in agent
    assert rollcall.run("drift", "--json").exit_code == 0


def test_what_is_mended_twice_is_sent_once(staffed: Centre, rollcall: CommandLine) -> None:
    hierarchy(staffed, "ada")
    rollcall.run("drift", "--mend")
    staffed.connect.update_user_hierarchy(
        **place(staffed, "ada"), HierarchyGroupId=staffed.users()["bob"]["HierarchyGroupId"]
    )

    with watch() as wire:
        assert staffed.wake("ada") == []

    assert [call for call in wire.calls if call.startswith("connect.Update")] == []
    assert staffed.agent("ada")["status"] == "ACTIVE"


def test_a_deleted_user_is_made_again_with_a_new_password(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path
) -> None:
    before = {name: dict(held) for name, held in staffed.deployment.passwords().items()}
    old = next(held["ada"] for held in before.values() if "ada" in held)
    staffed.connect.delete_user(**place(staffed, "ada"))
    was = staffed.agent("ada")

    result = rollcall.run("drift", "--mend")

    assert result.exit_code == 0
    assert ["missing", "ada", "", "active", "no such user"] in result.lines
    assert "1 user made again" in result.err
    assert f"rollcall passwords {was['import_id'][:8]} --all" in result.err
    with watch() as wire:
        assert staffed.wake("ada") == []
    assert wire.count("connect.DescribeUser") == 1  # it is believed at once that the user is gone
    agent = staffed.agent("ada")
    assert agent["status"] == "ACTIVE"
    assert agent["user_id"] == staffed.users()["ada"]["Id"] != was["user_id"]
    assert staffed.quick_connects().count("Ada King (ada)") == 1
    file = tmp_path / "passwords.csv"
    rollcall.run("passwords", was["import_id"][:8], "--output", str(file))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        shown = {row["username"]: row["password"] for row in csv.DictReader(stream)}
    assert shown["ada"] == staffed.deployment.passwords()[agent["password_secret"]]["ada"] != old
    assert rollcall.run("drift", "--json").exit_code == 0


def test_a_file_with_nothing_new_points_to_drift(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    """Its row is unchanged although the user was deleted by hand."""
    staffed.connect.delete_user(**place(staffed, "ada"))
    file = tmp_path / "agents.csv"
    file.write_text(HEADER + "".join(f"{ROW.format(name)}\n" for name in ("ada", "bob", "cy")))
    record = staffed.ingest("agents.csv", *map(ROW.format, ("ada", "bob", "cy")), header=HEADER)

    assert staffed.counts(record) == {"rows": 3, "unchanged": 3}
    for command in (["plan", str(file)], ["status", record["import_id"]]):
        assert "rollcall drift" in rollcall.run(*command).err


def test_agents_that_wait_or_failed_are_skipped(staffed: Centre, rollcall: CommandLine) -> None:
    hierarchy(staffed, "ada")
    hierarchy(staffed, "bob")
    record = staffed.ingest("agents.csv", ROW.format("bob").replace("Support", ""), header=HEADER)
    staffed.put_agent(**(staffed.agent("cy") | {"status": "FAILED"}))
    waiting = staffed.agent("bob")

    result = rollcall.run("drift", "--mend")

    assert result.exit_code == 0
    assert "Neither compared nor mended, being PENDING or FAILED: 2 agents" in result.err
    assert staffed.agent("bob") == waiting
    named = rollcall.run("drift", "--mend", "bob", "cy", "--json")
    assert (named.exit_code, named.json["put_back"]) == (1, [])
    assert [entry["username"] for entry in named.json["left_alone"]] == ["bob", "cy"]
    assert "rollcall retry" in named.json["left_alone"][1]["why"]
    staffed.wake("ada", "bob")
    assert staffed.counts(record) == {"rows": 1, "updated": 1}


def test_names_limit_what_is_looked_at_and_mended(staffed: Centre, rollcall: CommandLine) -> None:
    for name in ("ada", "bob"):
        hierarchy(staffed, name)

    assert [one["username"] for one in rollcall.run("drift", "bob", "--json").json["different"]] == ["bob"]
    assert rollcall.run("drift", "cy", "--json").exit_code == 0
    result = rollcall.run("drift", "--mend", "bob", "--json")

    assert result.json["put_back"] == ["bob"]
    assert staffed.agent("ada")["status"] == "ACTIVE"
    nobody = rollcall.run("drift", "--mend", "bob", "dora")
    assert nobody.exit_code == 2
    assert "neither an agent nor a Connect user 'dora'" in nobody.err


def test_unknown_users_and_those_of_profiles_that_are_not_allowed_stay(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.create_user("stranger", tags={"rollcall:import": "direct"})
    staffed.create_user("root", "Admin")
    staffed.connect.update_user_security_profiles(
        **place(staffed, "ada"), SecurityProfileIds=[staffed.profile_ids()["Admin"]]
    )

    result = rollcall.run("drift", "--mend", "--json")

    assert (result.exit_code, result.json["put_back"]) == (1, [])
    why = {entry["username"]: entry["why"] for entry in result.json["left_alone"]}
    assert why.keys() == {"ada", "stranger"}
    assert "Admin" in why["ada"]
    assert "adopts it" in why["stranger"]
    assert staffed.agent("ada")["status"] == "ACTIVE"
    told = rollcall.run("drift", "--mend")
    assert "Not touched: stranger: no agent stands for it" in told.err


def test_an_adopted_user_gets_back_what_a_file_said_and_keeps_the_rest(staffed: Centre, rollcall: CommandLine) -> None:
    user_id = staffed.create_user("eve", "QualityAnalyst", tags={"theirs": "1"})
    by_hand = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+442079460002", "AutoAccept": True}
    staffed.connect.update_user_phone_config(
        InstanceId=staffed.instance_id, UserId=user_id, PhoneConfig=by_hand | {"AfterContactWorkTimeLimit": 5}
    )
    staffed.ingest("eve.csv", "eve,Eve,Own,9", header="username,first_name,last_name,acw_seconds\n")
    assert staffed.wake("eve") == []
    before = staffed.users()["eve"]
    identity(staffed, "eve")
    phone(staffed, "eve")

    assert rollcall.run("drift", "--mend", "--json").json["put_back"] == ["eve"]
    assert staffed.wake("eve") == []

    after = staffed.users()["eve"]
    assert after["PhoneConfig"] == before["PhoneConfig"] == by_hand | {"AfterContactWorkTimeLimit": 9}
    assert after["IdentityInfo"] == {
        "FirstName": "Eve",
        "LastName": "Own",
        "Email": "eve@example.com",
        "Mobile": "+491512345678",
    }
    assert after["SecurityProfileIds"] == before["SecurityProfileIds"]
    assert after["Tags"] == {"theirs": "1"}
    assert staffed.agent("eve")["status"] == "ACTIVE"


def test_an_adopted_user_who_was_deleted_is_made(staffed: Centre, rollcall: CommandLine) -> None:
    """It kept a password that nobody knows; the new one is stored."""
    staffed.create_user("eve")
    staffed.ingest("eve.csv", "eve,Eve,Own", header="username,first_name,last_name\n")
    assert staffed.wake("eve") == []
    staffed.settle("eve")
    assert "password_secret" not in staffed.agent("eve")
    staffed.connect.delete_user(**place(staffed, "eve"))

    rollcall.run("drift", "--mend", "eve")
    assert staffed.wake("eve") == []

    agent = staffed.agent("eve")
    assert (agent["status"], agent["user_id"]) == ("ACTIVE", staffed.users()["eve"]["Id"])
    assert "eve" in staffed.deployment.passwords()[agent["password_secret"]]


def test_a_failure_leaves_it_to_be_mended_by_the_next_try(staffed: Centre, rollcall: CommandLine) -> None:
    hierarchy(staffed, "ada")
    rollcall.run("drift", "--mend")
    group = next(
        entry["Id"]
        for entry in staffed.connect.list_user_hierarchy_groups(InstanceId=staffed.instance_id)[
            "UserHierarchyGroupSummaryList"
        ]
    )
    staffed.connect.update_user_hierarchy_group_name(
        InstanceId=staffed.instance_id, HierarchyGroupId=group, Name="Other"
    )
    staffed.new_container()
    staffed.wake("ada")
    assert staffed.agent("ada")["status"] == "FAILED"
    staffed.connect.update_user_hierarchy_group_name(
        InstanceId=staffed.instance_id, HierarchyGroupId=group, Name="Support"
    )
    staffed.new_container()

    rollcall.run("retry", "ada")
    staffed.wake("ada")

    assert staffed.users()["ada"]["HierarchyGroupId"] == group


@pytest.mark.parametrize(("answer", "mended"), [("y\n", True), ("n\n", False)])
def test_a_terminal_is_shown_and_asked(
    staffed: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch, answer: str, mended: bool
) -> None:
    hierarchy(staffed, "ada")
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)

    result = rollcall.run("drift", "--mend")

    assert "hierarchy" in result.out
    assert "Mend 1 agent?" in result.err
    assert result.exit_code == (0 if mended else 2)
    assert staffed.agent("ada")["status"] == ("PENDING" if mended else "ACTIVE")

"""`export` writes what ingest reads back as the same agents."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import boto3
import pytest

from local_aws.connect import controls
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import watch
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = (
    "username,first_name,last_name,email,secondary_email,mobile,routing_profile,security_profiles,user_hierarchy,"
    "phone_type,desk_phone_number,auto_accept,acw_seconds,tags,proficiencies\n"
)
ADA = (
    "ada,Ada,King,ada@example.com,ada@home.example,+442079460001,Basic Routing Profile,Agent|QualityAnalyst,"
    "Support/North,desk,+442079460002,yes,45,floor=2;site=x,Language:German:4"
)
BOB = "bob,=Bob,O'Neill,bob@example.com,,,Basic Routing Profile,Agent,,soft,,no,0,,"


@pytest.fixture
def staffed(centre: Centre) -> Centre:
    centre.make_groups("Support", "North")
    centre.make_attribute("Language", "German")
    centre.ingest("agents.csv", ADA, BOB, header=HEADER)
    assert centre.wake("ada", "bob") == []
    return centre


def read(text: str) -> dict[str, dict[str, str]]:
    return {row["username"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_an_export_uploaded_again_changes_nobody(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("export", "--output", str(tmp_path / "export.csv"))
    assert result.exit_code == 0
    text = (tmp_path / "export.csv").read_text("utf-8-sig")

    header, _, body = text.partition("\n")
    record = staffed.ingest("again.csv", body, header=header + "\n")

    assert staffed.counts(record) == {"rows": 2, "unchanged": 2}
    assert read(text)["ada"]["user_hierarchy"] == "Support/North"
    assert read(text)["ada"]["tags"] == "floor=2;site=x"  # not the tag of ours
    assert read(text)["bob"]["first_name"] == "'=Bob"  # a spreadsheet would run it


def test_whom_rollcall_never_touches_is_left_out_and_named(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.create_user("root", "Admin")

    result = rollcall.run("export")

    assert sorted(read(result.out)) == ["ada", "bob"]
    assert "root holds Admin" in result.err


def test_what_a_csv_can_not_say_is_left_out_and_named(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.create_user("odd", tags={"note": "a;b"})

    result = rollcall.run("export", "--json")

    assert [user["username"] for user in result.json["users"]] == ["ada", "bob"]
    assert "tags" in result.json["left_out"]["odd"]
    assert result.err == ""


def test_an_instance_that_rollcall_never_saw(staffed: Centre, rollcall: CommandLine, monkeypatch: Any) -> None:
    """Only the id is needed: no outputs, no tables, no functions."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    rollcall.stack_file.unlink()

    result = rollcall.run("export", "--instance-id", staffed.instance_id)

    assert result.exit_code == 0, result.err
    assert read(result.out)["ada"]["email"] == "ada@example.com"


def test_an_unknown_instance(staffed: Centre, rollcall: CommandLine) -> None:
    arn = "arn:aws:connect:eu-central-1:123456789012:instance/00000000-0000-0000-0000-000000000000"

    result = rollcall.run("export", "--instance-id", arn)

    assert result.exit_code == 3
    assert "There is no Amazon Connect instance" in result.err
    assert "What to do:" in result.err


def test_a_template_never_overwrites(rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "agents.csv"
    first = rollcall.run("template", "--output", str(file))
    file.write_text("filled in", "utf-8")

    for mode in ([], ["--json"]):
        again = rollcall.run("template", "--output", str(file), *mode)
        assert (again.exit_code, again.out) == (2, "")
        assert f"{file} exists and is not overwritten" in again.err

    assert first.exit_code == 0
    assert file.read_text("utf-8") == "filled in"


def test_a_template_shows_what_there_is_and_makes_nobody(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.make_routing_profile("Night Shift")

    result = rollcall.run("template")

    rows = list(csv.DictReader(io.StringIO(result.out, newline="")))
    assert {"Night Shift", "Basic Routing Profile"} <= {row["routing_profile"] for row in rows}
    assert {row["user_hierarchy"] for row in rows} == {"Support", "Support/North"}
    assert "Admin" not in {row["security_profiles"] for row in rows}
    header, _, body = result.out.partition("\n")
    record = staffed.ingest("template.csv", body, header=header + "\n")
    assert staffed.counts(record) == {"rows": len(rows), "rejected": len(rows)}


def test_a_template_says_which_headers_and_values_the_deployment_adds(staffed: Centre, rollcall: CommandLine) -> None:
    client = boto3.client("lambda", region_name="eu-central-1")
    variables = client.get_function_configuration(FunctionName="rollcall-ingest")["Environment"]["Variables"]
    variables |= {"COLUMN_NAMES": '{"Badge": "username"}', "COLUMN_VALUES": '{"phone_type": "desk"}'}
    client.update_function_configuration(FunctionName="rollcall-ingest", Environment={"Variables": variables})

    shown = rollcall.run("template")
    document = rollcall.run("template", "--json").json

    assert "the header 'Badge' as username" in shown.err
    assert (document["column_names"], document["column_values"]) == ({"Badge": "username"}, {"phone_type": "desk"})


def test_settings_kept_by_channel(staffed: Centre, rollcall: CommandLine) -> None:
    """As the newer console keeps them: the voice channel's are the agent's."""
    user_id = staffed.create_user("new.style")
    staffed.connect.update_user_config(
        InstanceId=staffed.instance_id,
        UserId=user_id,
        AutoAcceptConfigs=[{"Channel": "CHAT", "AutoAccept": False}, {"Channel": "VOICE", "AutoAccept": True}],
        AfterContactWorkConfigs=[{"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 7}}],
        PhoneNumberConfigs=[{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+442079460009"}],
    )

    row = read(rollcall.run("export").out)["new.style"]

    phone = (row["phone_type"], row["desk_phone_number"], row["auto_accept"], row["acw_seconds"])
    assert phone == ("desk", "+442079460009", "yes", "7")


NEW_HEADER = "username,first_name,last_name,email,acw_seconds,voice_enhancement,acw_seconds_chat,quick_connect\n"
OPTIONAL = {"persistent_connection", "voice_enhancement", "auto_accept_chat", "acw_seconds_chat", "quick_connect"}


def test_settings_that_nobody_has_are_no_columns(staffed: Centre, rollcall: CommandLine) -> None:
    """An upload of such an export leaves them alone, also where the function's SDK does not know them."""
    columns = set(next(csv.reader(io.StringIO(rollcall.run("export").out))))

    assert not OPTIONAL & columns


def test_settings_that_one_user_has_are_columns_for_all(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    staffed.ingest("more.csv", "cy,Cy,Own,cy@example.com,20,noise suppression,5,yes", header=NEW_HEADER)
    assert staffed.wake("cy") == []

    assert rollcall.run("export", "--output", str(tmp_path / "export.csv")).exit_code == 0
    text = (tmp_path / "export.csv").read_text("utf-8-sig")
    rows = read(text)

    # `cy` has a limit for every channel by now; `ada` has one for all of them.
    assert OPTIONAL & rows["cy"].keys() == {"voice_enhancement", "acw_seconds_chat", "quick_connect"}
    assert (rows["cy"]["voice_enhancement"], rows["cy"]["acw_seconds_chat"]) == ("noise suppression", "5")
    assert (rows["cy"]["acw_seconds_task"], rows["cy"]["quick_connect"]) == ("20", "yes")
    assert (rows["ada"]["voice_enhancement"], rows["ada"]["acw_seconds_chat"]) == ("none", "45")
    assert (rows["ada"]["acw_seconds"], rows["ada"]["quick_connect"]) == ("45", "no")
    header, _, body = text.partition("\n")
    record = staffed.ingest("again.csv", body, header=header + "\n")
    with watch() as wire:
        assert staffed.wake("ada", "bob", "cy") == []
    assert staffed.counts(record) == {"rows": 3, "updated": 3}  # what the rows say is noted, and Connect has it
    assert not [call for call in wire.calls if call.startswith(("connect.Update", "connect.Create"))]
    assert rollcall.run("drift", "--json").json["drift"] is False


def test_a_quick_connect_of_the_same_name_that_leads_elsewhere_is_not_the_users(
    staffed: Centre, rollcall: CommandLine
) -> None:
    staffed.make_quick_connect("Ada King (ada)", staffed.agent("bob")["user_id"])

    assert "quick_connect" not in read(rollcall.run("export").out)["ada"]


def test_what_is_deleted_meanwhile_is_none(staffed: Centre, rollcall: CommandLine) -> None:
    """As when an agent is removed: a big export takes minutes."""
    staffed.make_quick_connect("Ada King (ada)", staffed.agent("ada")["user_id"])
    controls().fail_next("DescribeQuickConnect", "ResourceNotFoundException")
    controls().fail_next("ListUserProficiencies", "ResourceNotFoundException")

    result = rollcall.run("export")

    row = read(result.out)["ada"]
    assert (result.exit_code, "quick_connect" in row, row["proficiencies"]) == (0, False, "")


def test_a_template_names_the_columns_that_it_leaves_out(staffed: Centre, rollcall: CommandLine) -> None:
    shown = rollcall.run("template")

    assert not OPTIONAL & set(next(csv.reader(io.StringIO(shown.out))))
    assert all(column in shown.err for column in OPTIONAL)

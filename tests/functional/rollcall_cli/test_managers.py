"""Commands name who would get or lose a security profile that can manage others, and so do the reports."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local_aws.connect import controls
from tests.functional.provision.centre import Centre
from tests.functional.provision.managers import HEADER, LEADS, PLAIN, make_profiles, row, set_profiles, told
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.test_plan import set_variables
from tests.functional.rollcall_cli.test_undo import settle, take_in

KEY = "agents.csv"
BEFORE = [row("ada", LEADS), row("ben", PLAIN), row("cem", "Agent"), row("dan", LEADS)]
AFTER = [row("ada", "Agent"), row("ben", f"{PLAIN}|{LEADS}"), row("cem", PLAIN), row("dan", "", "inactive")]
NEW = [row("eve", LEADS), row("fay", PLAIN), row("gus", "Agent"), row("hal", LEADS)]
MOVES = {"ada": "loses", "ben": "gets", "dan": "loses", "eve": "gets", "gus": "loses"}


@pytest.fixture
def staffed(centre: Centre, rollcall: CommandLine) -> Centre:
    """Gus and Hal are users whom somebody made, with a profile that manages others."""
    set_variables(MAX_REMOVALS_PERCENT="100")
    make_profiles(centre)
    settle(centre, centre.ingest(KEY, *BEFORE, header=HEADER))
    for name in ("ada", "ben", "cem", "dan"):
        centre.settle(name)
    centre.create_user("gus", LEADS)
    centre.create_user("hal", LEADS)
    return centre


def write(folder: Path, *rows: str) -> str:
    file = folder / KEY
    file.write_text(HEADER + "".join(f"{one}\n" for one in rows), "utf-8")
    return str(file)


def moves(document: dict[str, Any]) -> dict[str, str]:
    return {
        agent["username"]: move["move"]
        for agent in document["agents"]
        for move in agent["profile_moves"]
        if move["profile"] == LEADS
    }


def test_the_plan_names_whom_the_import_names(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    planned = rollcall.run("plan", write(tmp_path, *AFTER, *NEW), "--json").json

    record = staffed.ingest(KEY, *AFTER, *NEW, header=HEADER)
    settle(staffed, record)

    assert moves(planned) == MOVES
    assert told(staffed, record) == {name: [(move, LEADS)] for name, move in MOVES.items()}


def test_people_read_it_as_lines(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("plan", write(tmp_path, *AFTER, *NEW))

    assert f"- ada, dan, gus: Loses the security profile {LEADS}, which can manage others\n" in result.err
    assert f"- ben, eve: Gets the security profile {LEADS}, which can manage others\n" in result.err
    notes = {line[2]: line[6] for line in result.lines[1:]}
    assert {name for name, note in notes.items() if "manage others" in note} == MOVES.keys()
    assert notes["eve"] == (
        f"an initial password will be made; Gets the security profile {LEADS}, which can manage others"
    )


def test_an_upload_shows_it_before_it_asks(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path, on_a_terminal: Callable[[str], None]
) -> None:
    file = write(tmp_path, *(row(f"lead{number}", LEADS) for number in range(60)))
    on_a_terminal("n\n")

    result = rollcall.run("upload", file)

    shown = " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", result.err).split())
    assert "lead0, lead1, lead2, lead3, lead4, lead5, lead6, lead7, lead8, lead9 and 50 more: Gets the" in shown
    assert "A pipe gets all of them, as does --json" in shown
    assert shown.index("and 50 more") < shown.index("Upload it?")


def test_what_the_instance_does_not_tell_is_said_to_be_unknown(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path
) -> None:
    controls().fail_next("ListSecurityProfilePermissions", "AccessDeniedException", status=403, times=10)

    result = rollcall.run("plan", write(tmp_path, NEW[0]))

    assert "- eve: Gets the security profile Team leads; whether it can manage others is not known" in result.err


def test_undoing_gives_and_takes_it_back(staffed: Centre, rollcall: CommandLine) -> None:
    done = settle(staffed, staffed.ingest(KEY, *AFTER, NEW[0], header=HEADER))

    result = rollcall.run("undo", done["import_id"], "--yes", "--json")
    undone = take_in(staffed, result.json["version_id"])

    found = {name: one[0][0] for name, one in told(staffed, undone).items()}
    assert found == {"ada": "gets", "ben": "loses", "dan": "gets", "eve": "loses"}


def test_the_report_of_a_stopped_import_names_who_was_done(staffed: Centre, rollcall: CommandLine) -> None:
    record = staffed.ingest(KEY, *AFTER, header=HEADER)
    staffed.wake("ben")

    assert rollcall.run("stop", KEY, "--json").exit_code == 0
    staffed.wake_report(record)

    key = f"{KEY}/{record['import_id']}/outcome.csv"
    text = staffed.deployment.s3.get_object(Bucket="rollcall-reports", Key=key)["Body"].read().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["username"] for one in rows if "manage others" in one["reason"]] == ["ben"]


def test_drift_names_whom_mending_would_give_or_take_it(staffed: Centre, rollcall: CommandLine) -> None:
    set_profiles(staffed, "ada", "Agent")
    set_profiles(staffed, "cem", "Agent", LEADS)
    set_profiles(staffed, "ben", PLAIN, "Agent")
    staffed.connect.delete_user(InstanceId=staffed.instance_id, UserId=staffed.users()["dan"]["Id"])

    found = rollcall.run("drift", "--json")
    mended = rollcall.run("drift", "--mend", "--yes")

    assert found.json["profile_moves"] == {
        "ada": [{"profile": LEADS, "move": "gets"}],
        "cem": [{"profile": LEADS, "move": "loses"}],
        "dan": [{"profile": LEADS, "move": "gets"}],
    }
    assert f"- ada, dan: Gets the security profile {LEADS}, which can manage others\n" in mended.err
    assert f"- cem: Loses the security profile {LEADS}, which can manage others\n" in mended.err


def test_drift_asks_the_profiles_by_which_a_missing_user_would_be_made(staffed: Centre, rollcall: CommandLine) -> None:
    """Provision makes it by what its item states, and the deployment's defaults: not by what Connect was last told."""
    staffed.deployment.dynamodb.update_item(
        TableName="rollcall-agents", Key={"username": {"S": "dan"}}, UpdateExpression="REMOVE security_profiles"
    )
    assert staffed.deployment.agents()["dan"]["applied"]["security_profiles"] == [LEADS]
    staffed.connect.delete_user(InstanceId=staffed.instance_id, UserId=staffed.users()["dan"]["Id"])

    found = rollcall.run("drift", "--json").json

    assert (found["missing"], found["profile_moves"]) == (["dan"], {})


def test_a_pipe_is_not_told_to_use_a_pipe(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("plan", write(tmp_path, *(row(f"lead{number}", LEADS) for number in range(60))))

    assert "and 50 more: Gets the" in result.err
    assert "A pipe gets" not in result.err

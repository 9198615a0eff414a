"""The other roots: an instance with SAML, and one that is there already."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local_aws.client import LocalAws
from tests.end_to_end import by_hand
from tests.end_to_end.example import Example, run_every_command
from tests.end_to_end.operator import Operator

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

HEADER = b"first name,last name,email address,password,user login,routing profile name,phone type (soft/desk)\n"
ALIAS = "somebody-elses"
SETTINGS = {"connect_requests_per_second": 40}
"""The quotas of the local Connect are 20 times what AWS gives."""
LONG_NAME = "maria.de.los.angeles@north.example.com"


@dataclass(frozen=True)
class Examples:
    """Both examples in one account, and the instance that one of them finds there."""

    saml: Example
    existing: Example
    instance_id: str
    by_hand: dict[str, str]

    def at_once(self, do: Callable[[Example], object]) -> list[object]:
        """Do something with both at once: Terraform waits most of the time."""
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(do, (self.saml, self.existing)))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examples]:
    """Both examples, applied; the tests run in their order, and the last one destroys them."""
    home = tmp_path_factory.mktemp("examples")
    with (
        LocalAws(home / "server", connect_quota_factor=20.0) as server,
        Example(home / "saml-instance", server, "saml-instance") as saml,
        Example(home / "existing-instance", server, "existing-instance") as existing,
    ):
        connect = existing.client("connect")
        instance_id = create_instance(connect)
        users = {
            name: by_hand.create_user(connect, instance_id, name, *profiles)
            for name, profiles in {"boss": ("Admin",), LONG_NAME: ("Agent",), "carl": ("Agent",)}.items()
        }
        existing.variables = {"instance_alias": ALIAS, "settings": SETTINGS}
        saml.variables = {"settings": SETTINGS}
        for example in (saml, existing):
            example.home.mkdir()
            example.stage()
        examples = Examples(saml, existing, instance_id, users)
        examples.at_once(Example.apply)
        yield examples


def create_instance(connect: Any) -> str:
    """Make the instance that was there first."""
    instance_id: str = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=ALIAS,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    deadline = time.monotonic() + 30
    while connect.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"] != "ACTIVE":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return instance_id


def test_a_plan_after_the_apply_is_empty(examples: Examples) -> None:
    assert examples.at_once(Example.pending_changes) == ["", ""]


def test_with_saml_there_are_no_passwords_and_no_addresses(examples: Examples) -> None:
    rows = (
        "Ada,King,ada@example.com,Sesame4711,ada.king@example.com,Basic Routing Profile,soft\n"
        "Ben,King,ben@example.com,,ben.king,Basic Routing Profile,soft\n"
    )

    record = examples.saml.upload("agents.csv", HEADER + rows.encode())

    assert (record["rows"], record["created"], record["pending"]) == (2, 2, 0)
    users = examples.saml.users()
    assert {name: user["IdentityInfo"] for name, user in users.items()} == {
        "ada.king@example.com": {"FirstName": "Ada", "LastName": "King"},
        "ben.king": {"FirstName": "Ben", "LastName": "King"},
    }
    assert not [name for name in examples.saml.passwords() if name.startswith("rollcall-saml/")]
    [warned] = [row for row in examples.saml.report_rows(record, "outcome.csv") if row["reason"]]
    assert (warned["username"], "SAML" in warned["reason"]) == ("ada.king@example.com", True)


def test_an_instance_that_is_there_is_staffed(examples: Examples) -> None:
    rows = (
        "Ada,King,ada@example.com,Sesame4711,ada,Basic Routing Profile,soft\n"
        f"Maria,Angeles,maria@example.com,,{LONG_NAME},Basic Routing Profile,soft\n"
        "The,Boss,boss@example.com,,boss,Basic Routing Profile,soft\n"
    )
    before = examples.existing.client("connect").describe_instance(InstanceId=examples.instance_id)["Instance"]
    boss = describe(examples, "boss")

    record = examples.existing.upload("agents.csv", HEADER + rows.encode())

    counts = {name: record.get(name, 0) for name in ("rows", "created", "adopted", "failed", "pending")}
    assert counts == {"rows": 3, "created": 1, "adopted": 1, "failed": 1, "pending": 0}
    assert describe(examples, LONG_NAME)["IdentityInfo"]["FirstName"] == "Maria"
    assert describe(examples, "boss") == boss
    assert examples.existing.outputs()["instance_id"] == examples.instance_id
    after = examples.existing.client("connect").describe_instance(InstanceId=examples.instance_id)["Instance"]
    assert after == before


def describe(examples: Examples, username: str) -> dict[str, Any]:
    """A user that was made by hand, as Amazon Connect has it."""
    connect = examples.existing.client("connect")
    return by_hand.describe(connect, examples.instance_id, examples.by_hand[username])


@pytest.mark.parametrize("name", ["saml", "existing"])
def test_every_command_of_the_operator_works(examples: Examples, name: str, tmp_path: Path) -> None:
    example: Example = getattr(examples, name)
    operator = Operator(example, tmp_path)

    run_every_command(example, operator, others=name == "existing")

    if name == "existing":
        operator.run("passwords", "operator.csv", "--output", "passwords.csv")
        with (tmp_path / "passwords.csv").open(encoding="utf-8-sig", newline="") as stream:
            assert {row["username"] for row in csv.DictReader(stream)} == {"op.ida", "op.jon"}
    else:  # which keeps no passwords
        refused = operator.run("passwords", "operator.csv", "--output", "passwords.csv", exit_code=3)
        assert "No initial passwords are kept for the import of operator.csv" in refused.stderr


def test_a_destroy_leaves_nothing_but_the_instance_that_was_there_with_all_its_users(examples: Examples) -> None:
    connect = examples.existing.client("connect")
    users = by_hand.user_ids(connect, examples.instance_id)
    assert set(users) == {"ada", "op.ida", "op.jon", *examples.by_hand}
    carl = describe(examples, "carl")

    examples.at_once(Example.destroy)

    assert by_hand.user_ids(connect, examples.instance_id) == users
    assert describe(examples, "carl") == carl
    left = {kind: names for kind, names in examples.existing.server.controls.inventory().items() if names}
    assert set(left) == {"connect_instances", "connect_users"}, left
    assert left["connect_instances"] == [examples.instance_id]

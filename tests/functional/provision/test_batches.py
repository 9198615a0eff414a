"""Batches of a stream: replayed, reordered, duplicated, partly bad, or cut short anywhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.provision.centre import LONG_AGO, Centre
from tests.functional.provision.wire import Death, server_error, watch

NAMES = [f"agent{number}" for number in range(6)]
HEADER = "username,first_name,last_name,email,security_profiles,user_hierarchy,tags,proficiencies,status\n"


def rows(*names: str, last_name: str = "King", group: str = "Support", status: str = "active") -> list[str]:
    return [
        f"{name},Ada,{last_name},{name}@example.com,Agent,{group},floor=2,Language:German:4,{status}" for name in names
    ]


@pytest.fixture
def staffed(centre: Centre) -> Centre:
    """A centre with the groups and attributes that the rows name."""
    centre.make_groups("Support", "North")
    centre.make_attribute("Language", "German")
    return centre


def test_an_empty_batch_is_fine(centre: Centre) -> None:
    assert centre.deliver([]) == []


def test_replayed_reordered_and_duplicated_records_make_each_user_once(staffed: Centre) -> None:
    record = staffed.ingest("agents.csv", *rows(*NAMES), header=HEADER)
    records = [staffed.record_for(name) for name in NAMES] * 3
    shuffle = random.Random(7)  # noqa: S311 (a fixed order)
    for _ in range(3):
        shuffle.shuffle(records)
        assert staffed.deliver(records) == []

    assert sorted(staffed.users()) == NAMES
    assert staffed.counts(record) == {"rows": 6, "created": 6}
    assert staffed.outcomes(record) == {line: (name, "created") for line, name in enumerate(NAMES, start=2)}
    assert all(agent["attempts"] == 1 for agent in staffed.deployment.agents().values())


def test_several_records_of_an_agent_are_one_piece_of_work(centre: Centre) -> None:
    centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "King"})

    with watch() as wire:
        assert centre.wake("ada", "ada", "ada") == []

    assert wire.count("dynamodb.GetItem") == 1


def test_what_is_refused_stops_nobody(centre: Centre) -> None:
    record = centre.ingest("agents.csv", *rows(*NAMES, group="", last_name="King"), header=HEADER)
    centre.make_attribute("Language", "German")
    # The only one that is looked up before anything else.
    broken = centre.raw_agent(NAMES[2])
    centre.put_agent(**(centre.agent(NAMES[2]) | {"user_id": "unreadable", "instance_id": centre.instance_id}))
    controls().fail_next("DescribeUser", "AccessDeniedException")

    assert centre.deliver([centre.record_for(name) for name in NAMES]) == []

    assert centre.usernames() == [name for name in NAMES if name != NAMES[2]]
    centre.deployment.dynamodb.put_item(TableName="rollcall-agents", Item=broken)
    assert centre.wake(NAMES[2]) == []
    assert centre.deliver_retries() == []
    assert centre.counts(record) == {"rows": 6, "created": 6}


def test_a_service_that_refuses_everybody_has_the_batch_come_again(centre: Centre) -> None:
    names = [f"new{number}" for number in range(12)]
    for name in names:
        centre.put_agent(name, identity={"first_name": "Ada", "last_name": "King"})
    records = [centre.record_for(name) for name in names * 2]
    controls().fail_next("ListRoutingProfiles", "AccessDeniedException", times=12)

    assert centre.deliver(records) == [{"itemIdentifier": records[0]["dynamodb"]["SequenceNumber"]}]

    assert centre.take_messages() == []
    assert centre.deliver(records) == []
    assert centre.usernames() == sorted(names)


def test_a_stale_record_finds_its_work_done(centre: Centre) -> None:
    record = centre.ingest("agents.csv", *rows("ada", group=""), header=HEADER.replace("proficiencies", "ignored"))
    stale = centre.record_for("ada")
    centre.wake("ada")

    with watch() as wire:
        assert centre.deliver([stale]) == []

    assert wire.calls == ["dynamodb.GetItem"]
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_an_agent_that_changes_meanwhile_keeps_what_is_known_and_comes_again(staffed: Centre) -> None:
    first = staffed.ingest("agents.csv", *rows("ada"), header=HEADER)
    second: list[dict[str, Any]] = []

    def upload_again() -> None:
        second.append(staffed.ingest("agents.csv", *rows("ada", last_name="Byron"), header=HEADER))

    with watch() as wire:
        wire.on("connect.CreateUser", upload_again)
        assert staffed.wake("ada") == []

    agent = staffed.agent("ada")
    assert agent["status"] == "PENDING"
    assert agent["user_id"] == staffed.users()["ada"]["Id"]
    assert staffed.counts(second[0]) == {"rows": 1, "pending": 1}
    assert staffed.wake("ada") == []
    # As if only the second upload had ever been.
    assert staffed.counts(second[0]) == {"rows": 1, "created": 1}
    assert staffed.import_record(first)["superseded"] == 1
    assert staffed.outcomes(first) == {}
    assert staffed.users()["ada"]["IdentityInfo"]["LastName"] == "Byron"


def test_a_wanted_state_that_others_change_meanwhile_is_not_lost(centre: Centre) -> None:
    """Others do not count revisions."""
    centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "King"})

    def rewrite() -> None:
        centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "Byron"})

    with watch() as wire:
        wire.on("connect.CreateUser", rewrite)
        assert centre.wake("ada") == []

    assert centre.agent("ada").get("status") is None
    assert centre.wake("ada") == []
    assert centre.users()["ada"]["IdentityInfo"]["LastName"] == "Byron"
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_password_that_comes_meanwhile_is_the_one_to_use(centre: Centre) -> None:
    """The try had made one of its own for an agent without; no user was created with it."""
    centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "King"})
    header = "username,first_name,last_name,password\n"

    def upload() -> None:
        centre.ingest("agents.csv", "ada,Ada,Byron,Secret123", header=header)

    controls().fail_next("CreateUser", "AccessDeniedException")
    with watch() as wire:
        wire.on("secretsmanager.CreateSecret", upload)
        assert centre.wake("ada") == []
        assert centre.wake("ada") == []

    assert [call["Password"] for call in wire.parameters_of("connect.CreateUser")][-1] == "Secret123"


def test_two_at_once_make_one_user(centre: Centre) -> None:
    record = centre.ingest("agents.csv", *rows("ada", group=""), header=HEADER.replace("proficiencies", "ignored"))
    other = centre.provisioner()
    nested: list[object] = []

    def run_other() -> None:
        nested.append(other.provision("ada"))

    with watch() as wire:
        wire.on("connect.ListRoutingProfiles", run_other)
        assert centre.wake("ada") == []

    assert list(centre.users()) == ["ada"]
    assert centre.counts(record) == {"rows": 1, "created": 1}
    assert centre.agent("ada")["user_id"] == centre.users()["ada"]["Id"]


def test_a_run_that_a_newer_one_overtook_does_not_have_the_last_word(staffed: Centre) -> None:
    """Its call comes after that of the newer run, which is done by then."""
    staffed.ingest("agents.csv", *rows("ada"), header=HEADER)
    staffed.wake("ada")
    staffed.ingest("agents.csv", *rows("ada", last_name="Byron"), header=HEADER)
    newer: list[dict[str, Any]] = []

    def overtake() -> None:
        newer.append(staffed.ingest("agents.csv", *rows("ada", last_name="Lovelace"), header=HEADER))
        staffed.provisioner().provision("ada")

    with watch() as wire:
        wire.on("connect.DescribeUser", overtake)
        assert staffed.wake("ada") == []

    assert staffed.agent("ada")["status"] == "PENDING"
    assert staffed.wake("ada") == []
    assert staffed.users()["ada"]["IdentityInfo"]["LastName"] == "Lovelace"
    assert staffed.agent("ada")["applied"]["identity"]["last_name"] == "Lovelace"
    assert staffed.counts(newer[0]) == {"rows": 1, "updated": 1}


@dataclass
class Scenario:
    """What an agent is before, and what is to become of it.

    Attributes:
        known: whether it has a user that Rollcall made before.
        user: security profiles of the user of its name that there is; none where there is no user.
        status: the row's.
        final: the agent's status in the end.
    """

    known: bool = False
    user: tuple[str, ...] = ()
    status: str = "active"
    final: str = "ACTIVE"

    def ingest(self, centre: Centre) -> dict[str, Any]:
        if self.known:
            centre.ingest("agents.csv", *rows("ada", last_name="Byron", group="Support/North"), header=HEADER)
            centre.wake("ada")
        return centre.ingest("agents.csv", *rows("ada", status=self.status), header=HEADER)

    def begin_anew(self, centre: Centre, agent: dict[str, Any], record: dict[str, Any]) -> None:
        """Put everything back to where ingest left it."""
        centre.delete_users()
        user = {"user_id": centre.create_user("ada", *self.user), "user_since": LONG_AGO} if self.user else {}
        centre.put_agent(**(agent | (user if self.known else {})))
        centre.put_import(record)


SCENARIOS: dict[str, Scenario] = {
    "created": Scenario(),
    "updated": Scenario(known=True, user=("Agent",)),
    "adopted": Scenario(user=("QualityAnalyst",)),
    "removed": Scenario(known=True, user=("Agent",), status="inactive", final="REMOVED"),
}


def provision_to_the_end(centre: Centre, name: str) -> None:
    """Provision as the stream does: a try that dies or fails is followed by another, in a new container."""
    for _ in range(5):
        try:
            centre.provisioner().provision(name)
        except (Death, RetryableError, ClientError):
            continue
        return
    pytest.fail("five tries were not enough")


@pytest.mark.parametrize(("make", "after"), [(Death, False), (server_error, True)])
@pytest.mark.parametrize("outcome", SCENARIOS)
def test_one_call_that_goes_wrong_changes_nothing_in_the_end(
    staffed: Centre, outcome: str, make: Callable[[str], BaseException], after: bool
) -> None:
    """Each call in turn, until none is left to go wrong. A death after a call is one before the next write."""
    scenario = SCENARIOS[outcome]
    record = scenario.ingest(staffed)
    agent = staffed.agent("ada")
    for index in itertools.count():
        staffed.forget_containers()
        scenario.begin_anew(staffed, agent, record)
        with watch() as wire:
            wire.fail(index, after=after, make=make, writes_alone=make is Death)
            provision_to_the_end(staffed, "ada")
        assert staffed.counts(record) == {"rows": 1, outcome: 1}, (index, wire.calls)
        assert staffed.outcomes(record) == {2: ("ada", outcome)}
        assert staffed.agent("ada")["status"] == scenario.final
        assert staffed.usernames() == (["ada"] if scenario.final == "ACTIVE" else [])
        if not wire.went_wrong:
            break
    assert index >= (2 if make is Death else 5)
    # No secret but those of the imports' blocks.
    assert all(secret.endswith("/2") for secret in staffed.deployment.passwords())

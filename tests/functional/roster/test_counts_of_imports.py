"""The counts of an import move for its own agents, each once, and for nobody else, whatever an item carries."""

from __future__ import annotations

import itertools
from typing import Any, Literal

import boto3
import pytest

from roster.agents_table import AgentsTable
from roster.files_table import FilesTable
from roster.items import to_wire
from roster.outcomes_table import OutcomesTable
from roster.requeue_failed_agents import RequeueFailedAgents
from tests.functional.provision.centre import Centre
from tests.functional.stores import NOW
from tests.functional.upkeep.workshop import HOUR, Workshop, never

HEADER = "username,first_name,last_name,email\n"
EVE = {"state": "present", "identity": {"first_name": "Eve", "last_name": "Moss"}}

Which = Literal["finished", "running", "own"]


def row(name: str) -> str:
    return f"{name},Ada,King,{name}@example.com"


class Site:
    """An import that is finished, one that runs, and one that eve came from."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.records = {
            "finished": self._ingest("finished.csv", "ada"),
            "own": self._ingest("own.csv", "eve"),
        }
        self.old_ada = centre.agent("ada")
        assert centre.wake("ada", "eve") == []
        for name in ("finished", "own"):
            assert centre.wake_report(self.records[name]) == []
        self.records["running"] = self._ingest("running.csv", "ben", "bob")
        self.ben = centre.agent("ben")
        self.before = self.counts()

    def _ingest(self, key: str, *names: str) -> dict[str, Any]:
        return self.centre.ingest(key, *map(row, names), header=HEADER)

    def counts(self) -> list[Any]:
        """All that the imports say of their counts."""
        records = [self.centre.import_record(record) for record in self.records.values()]
        outcomes = [self.centre.outcomes(record) for record in self.records.values()]
        return [records, outcomes]

    def source(self, which: Which, line: int) -> dict[str, Any]:
        return {"key": f"{which}.csv", "sequencer": self.records[which]["sequencer"], "line": line}

    def check_that_the_running_import_ends_well(self) -> None:
        assert self.centre.wake("ben", "bob") == []
        record = self.records["running"]
        assert self.centre.counts(record) == {"rows": 2, "created": 2}
        assert self.centre.outcomes(record) == {2: ("ben", "created"), 3: ("bob", "created")}
        assert self.centre.wake_report(record) == []
        assert self.centre.import_record(record)["status"] == "FINISHED"


@pytest.fixture
def site(centre: Centre) -> Site:
    return Site(centre)


def carried(site: Site) -> list[tuple[str, dict[str, Any]]]:
    """Attributes of imports that an item may carry: every id with every source, with ben's mark and without."""
    ids: dict[str, Any] = {name: record["import_id"] for name, record in site.records.items()}
    ids |= {"unknown": "f" * 32, "empty": "", "short": "abc", "presence": "#presence", "upper": "F" * 32}
    ids |= {"long": "f" * 3000, "number": 7, "list": ["f" * 32], "null": None}
    sources: dict[str, Any] = {
        "of finished": site.source("finished", 2),
        "of own": site.source("own", 2),
        "of running": site.source("running", 2),
        "of a line that is none": site.source("running", 999),
        "of no record": {"key": "nobody.csv", "sequencer": "1", "line": 2},
        "none": None,
    }
    marks: dict[str, Any] = {"no mark": None, "ben's mark": site.ben["awaited_mark"], "a mark of a kind": 7}
    return [
        (
            f"{one}, {source}, {mark}",
            {"awaited_by": ids[one], "source": sources[source], "awaited_mark": marks[mark]},
        )
        for one, source, mark in itertools.product(ids, sources, marks)
    ]


@pytest.mark.parametrize(("status", "first"), [(None, 0), ("PENDING", 3)])
def test_an_item_that_others_put_moves_no_counts(site: Site, status: str | None, first: int) -> None:
    """Over eve's item, without a status or set to PENDING."""
    before_wake = site.centre.agent("eve")
    for what, attributes in carried(site)[first::5]:
        item = before_wake | EVE | attributes | {"status": status}
        if isinstance(attributes["awaited_by"], str) and attributes["awaited_by"]:
            item["import_id"] = attributes["awaited_by"]
        site.centre.put_agent(**item)

        assert site.centre.wake("eve") == [], what

        agent = site.centre.agent("eve")
        assert agent["status"] == "ACTIVE", (what, agent)
        assert not {"awaited_by", "awaited_mark"} & agent.keys(), what
        assert site.counts() == site.before, what
    site.check_that_the_running_import_ends_well()


def test_a_new_item_and_its_deletion_move_no_counts(site: Site) -> None:
    for what, attributes in carried(site)[::13]:
        site.centre.put_agent("zoe", **EVE, **{name: value for name, value in attributes.items() if value is not None})
        removal = site.centre.delete_agent("zoe")

        assert site.centre.deliver([removal]) == [], what

        assert site.counts() == site.before, what
    site.check_that_the_running_import_ends_well()


def test_a_source_with_keys_that_no_table_takes_is_told(site: Site) -> None:
    for source in ({"key": "k" * 2049, "sequencer": "1", "line": 2}, {"key": "k", "sequencer": "1" * 1025, "line": 2}):
        site.centre.put_agent("zoe", **EVE, source=source, awaited_by="f" * 32, status="PENDING")

        assert site.centre.wake("zoe") == []

        assert "`source` must be" in site.centre.agent("zoe")["status_reason"]


def test_an_earlier_state_of_an_item_is_not_counted_again(site: Site) -> None:
    """Somebody restores what the table held: of an import that has ended, and of one that runs."""
    site.centre.put_agent(**site.old_ada)
    assert site.centre.wake("ada") == []
    assert site.counts() == site.before

    assert site.centre.wake("ben") == []
    assert site.centre.counts(site.records["running"]) == {"rows": 2, "pending": 1, "created": 1}
    site.centre.put_agent(**site.ben)
    assert site.centre.wake("ben") == []
    assert site.centre.counts(site.records["running"]) == {"rows": 2, "pending": 1, "created": 1}
    assert site.centre.agent("ben")["status"] == "ACTIVE"
    site.check_that_the_running_import_ends_well()


def test_a_directory_that_lists_such_an_agent_counts_its_own(site: Site) -> None:
    for number, (what, attributes) in enumerate(carried(site)[::13]):
        names = {name: value for name, value in attributes.items() if value is not None}
        site.centre.put_agent("zoe", **EVE, **names, status="PENDING")

        record = site.centre.ingest(f"mine{number}.csv", row("zoe"), header=HEADER)
        assert site.centre.counts(record) == {"rows": 1, "pending": 1}, what
        assert site.centre.wake("zoe") == [], what

        assert site.centre.import_record(record)["pending"] == 0, what
        assert site.counts() == site.before, what
    site.check_that_the_running_import_ends_well()


def test_its_own_directory_counts_right_over_such_an_agent(site: Site) -> None:
    """The item carries the id of the very import that is to list it."""
    event = site.centre.deployment.upload("next.csv", (HEADER + row("zoe") + "\n" + row("yan") + "\n").encode())
    workshop = Workshop(site.centre.deployment, None, "")
    record = workshop.begin(event)
    source = {"key": "next.csv", "sequencer": event.sequencer, "line": 2}
    site.centre.put_agent("zoe", **EVE, awaited_by=record["import_id"], source=source, status="PENDING")

    site.centre.deployment.run_ingest(event, site.centre.policy)

    assert site.centre.counts(record) == {"rows": 2, "pending": 2}
    assert site.centre.wake("zoe", "yan") == []
    assert site.centre.import_record(record)["pending"] == 0


def test_upkeep_does_not_take_such_an_item_for_an_agent_of_the_import(site: Site) -> None:
    """Else it would wait for ever for one that was deleted in its stead."""
    running = site.records["running"]
    site.centre.put_agent(
        "zoe",
        **EVE,
        awaited_by=running["import_id"],
        source=site.source("running", 2),
        source_key="running.csv",
        status="PENDING",
    )
    site.centre.delete_agent("ben")  # and the stream record of it is lost
    workshop = Workshop(site.centre.deployment, None, "")
    workshop.later(hours=2)

    workshop.imports.resume_all(HOUR, set(), never)

    assert site.centre.wake("zoe", "bob") == []
    now = site.centre.import_record(running)
    assert (now["pending"], now["created"], now["superseded"]) == (0, 1, 1)


@pytest.mark.parametrize("line", [2, 999])
def test_a_retry_of_such_an_item_reopens_nobodys_import(site: Site, line: int) -> None:
    bad = site.centre.ingest("bad.csv", row("cy") + ",Night Shift", header=HEADER.strip() + ",routing_profile\n")
    assert site.centre.wake("cy") == []
    assert site.centre.wake_report(bad) == []
    before = site.centre.import_record(bad), site.centre.outcomes(bad)
    assert before[0]["failed"] == 1
    source = {"key": "bad.csv", "sequencer": bad["sequencer"], "line": line}
    site.centre.put_agent("zoe", **EVE, import_id=bad["import_id"], source=source, status="FAILED")
    site.centre.put_agent("yan", **EVE, import_id=["x"], source=source, status="FAILED")
    dynamodb = boto3.client("dynamodb", region_name="eu-central-1")
    requeue = RequeueFailedAgents(
        dynamodb,
        agents=AgentsTable(dynamodb, "rollcall-agents"),
        outcomes=OutcomesTable(dynamodb, "rollcall-outcomes"),
        files=FilesTable(dynamodb, "rollcall-files"),
        clock=lambda: NOW,
    )

    done = requeue.requeue(["zoe", "yan"])

    assert (sorted(done.agents), done.imports) == (["yan", "zoe"], {})
    assert (site.centre.import_record(bad), site.centre.outcomes(bad)) == before
    assert site.centre.wake("zoe") == []
    assert (site.centre.import_record(bad), site.centre.outcomes(bad)) == before
    again = requeue.requeue(["cy"])
    assert again.imports == {bad["import_id"]: 1}


def test_an_item_of_the_running_import_under_another_name_is_none_of_its_agents(site: Site) -> None:
    site.centre.deployment.dynamodb.put_item(TableName="rollcall-agents", Item=to_wire(site.ben | {"username": "zoe"}))

    assert site.centre.wake("zoe") == []

    assert site.centre.agent("zoe")["status"] == "ACTIVE"
    assert site.counts() == site.before
    site.check_that_the_running_import_ends_well()

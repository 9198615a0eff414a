"""Who a directory removes: inactive rows, and in mirror mode what it no longer lists, under a guard."""

from __future__ import annotations

import dataclasses

import pytest

from ingest.deployment_rules import DeploymentRules
from ingest.upload_bucket import UploadEvent
from tests.deployment_rules import BRITISH
from tests.functional.stores import Deployment

MIRROR = dataclasses.replace(BRITISH, mirror=True)
HEADER = "user login,first name,last name,routing profile name,status\n"


def row(number: int, status: str = "active") -> str:
    return f"agent{number:03d},First,Last,Basic Routing Profile,{status}\n"


def directory(*rows: str) -> bytes:
    return (HEADER + "".join(rows)).encode()


def staffed(deployment: Deployment, numbers: range, key: str = "agents.csv") -> UploadEvent:
    """Ingest agents and let all of them be provisioned."""
    event = deployment.upload(key, directory(*map(row, numbers)))
    deployment.run_ingest(event, MIRROR)
    deployment.settle_agents()
    return event


def absent(deployment: Deployment) -> list[str]:
    return sorted(name for name, item in deployment.agents().items() if item["state"] == "absent")


def test_agents_that_a_directory_drops_are_removed_and_the_others_stay_as_they_are(deployment: Deployment) -> None:
    staffed(deployment, range(100))
    before = deployment.agents()

    event = deployment.upload("agents.csv", directory(*map(row, range(3, 100))))
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == ["agent000", "agent001", "agent002"]
    after = deployment.agents()
    assert {name: after[name] for name in after if name > "agent002"} == {
        name: before[name] for name in before if name > "agent002"
    }
    record = deployment.record(event)
    assert {name: record.get(name, 0) for name in ("rows", "dropped", "pending", "unchanged", "rejected")} == {
        "rows": 97,
        "dropped": 3,
        "pending": 3,
        "unchanged": 97,
        "rejected": 0,
    }
    plans = list(deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/"))
    dropped = [line for plan in plans for line in plan["lines"] if line.get("listed") is False]
    assert [line["username"] for line in dropped] == ["agent000", "agent001", "agent002"]
    assert len({line["line"] for plan in plans for line in plan["lines"]}) == 100


def test_a_directory_that_drops_too_many_removes_nobody_and_says_how_to_go_on(deployment: Deployment) -> None:
    staffed(deployment, range(10))

    event = deployment.upload("agents.csv", directory(*map(row, range(5))))
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == []
    notice = deployment.record(event)["notice"]
    assert "5 of 10" in notice
    assert "allow-removals: yes" in notice


def test_the_guard_allows_its_share_and_no_agent_more(deployment: Deployment) -> None:
    assert MIRROR.max_removals_percent == 20
    staffed(deployment, range(10))

    deployment.run_ingest(deployment.upload("agents.csv", directory(*map(row, range(3, 10)))), MIRROR)
    assert absent(deployment) == []

    deployment.run_ingest(deployment.upload("agents.csv", directory(*map(row, range(2, 10)))), MIRROR)
    assert absent(deployment) == ["agent000", "agent001"]


def test_the_uploader_can_lift_the_guard(deployment: Deployment) -> None:
    staffed(deployment, range(4))

    event = deployment.upload("agents.csv", directory(row(0)), metadata={"allow-removals": "yes"})
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == ["agent001", "agent002", "agent003"]
    assert "notice" not in deployment.record(event)


def test_agents_that_were_never_made_do_not_count_against_the_guard(deployment: Deployment) -> None:
    staffed(deployment, range(10))
    for number in range(5):
        deployment.dynamodb.update_item(
            TableName="rollcall-agents",
            Key={"username": {"S": f"agent{number:03d}"}},
            UpdateExpression="SET #status = :failed REMOVE user_id",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":failed": {"S": "FAILED"}},
        )

    leavers = [row(number, "inactive") for number in range(3)]
    event = deployment.upload("agents.csv", directory(*leavers, *map(row, range(5, 10))))
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == [f"agent{number:03d}" for number in range(5)]
    assert "notice" not in deployment.record(event)


def test_merge_mode_drops_nobody(deployment: Deployment) -> None:
    staffed(deployment, range(10))

    event = deployment.upload("agents.csv", directory(*map(row, range(1, 10))))
    deployment.run_ingest(event)

    assert absent(deployment) == []


def test_the_guard_holds_for_inactive_rows_too(deployment: Deployment) -> None:
    staffed(deployment, range(4))

    event = deployment.upload("agents.csv", directory(row(0, "inactive"), *map(row, range(1, 4))))
    deployment.run_ingest(event)

    assert absent(deployment) == []
    record = deployment.record(event)
    assert record["rejected"] == 1
    [plan] = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    assert "allow-removals" in plan["lines"][0]["problems"][0]["message"]


@pytest.mark.parametrize("rules", [MIRROR, BRITISH], ids=["mirror", "merge"])
def test_a_file_of_leavers_is_measured_by_all_agents_whoever_lists_them(
    deployment: Deployment, rules: DeploymentRules
) -> None:
    staffed(deployment, range(30))
    staffed(deployment, range(30, 50), "second.csv")
    few, many = ([row(number, "inactive") for number in range(25, 25 + amount)] for amount in (10, 11))

    deployment.run_ingest(deployment.upload("many.csv", directory(*many)), rules)
    assert absent(deployment) == []

    deployment.run_ingest(deployment.upload("few.csv", directory(*few)), rules)
    assert absent(deployment) == [f"agent{number:03d}" for number in range(25, 35)]


def test_agents_that_were_never_made_or_are_gone_are_nobody_to_measure_by(deployment: Deployment) -> None:
    staffed(deployment, range(50))
    for number, (state, status) in enumerate([("absent", "REMOVED")] * 10 + [("present", "FAILED")] * 15):
        deployment.dynamodb.update_item(
            TableName="rollcall-agents",
            Key={"username": {"S": f"agent{number:03d}"}},
            UpdateExpression="SET #state = :state, #status = :status REMOVE user_id",
            ExpressionAttributeNames={"#state": "state", "#status": "status"},
            ExpressionAttributeValues={":state": {"S": state}, ":status": {"S": status}},
        )

    assert deployment.stores.agents.count_with_user(1_000) == 25
    deployment.run_ingest(deployment.upload("leavers.csv", directory(*(row(n, "inactive") for n in range(40, 46)))))
    assert not set(absent(deployment)) & {"agent040", "agent045"}
    deployment.run_ingest(deployment.upload("leavers.csv", directory(*(row(n, "inactive") for n in range(40, 45)))))
    assert set(absent(deployment)) >= {"agent040", "agent044"}


def test_half_a_list_is_refused_however_many_agents_other_files_have(deployment: Deployment) -> None:
    staffed(deployment, range(10))
    staffed(deployment, range(10, 100), "second.csv")

    event = deployment.upload("agents.csv", directory(*map(row, range(5))))
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == []
    assert "--allow-removals" in deployment.record(event)["notice"]


def test_an_inactive_row_removes_its_agent(deployment: Deployment) -> None:
    staffed(deployment, range(10))

    event = deployment.upload("agents.csv", directory(row(0, "terminated"), *map(row, range(1, 10))))
    deployment.run_ingest(event)

    assert absent(deployment) == ["agent000"]
    assert deployment.agents()["agent000"]["status"] == "PENDING"


@pytest.mark.parametrize(
    ("header", "bad_row"),
    [(HEADER, "agent009,First,Last,Basic Routing Profile,perhaps\n")],
    ids=["a rejected row"],
)
def test_a_rejected_row_keeps_its_agent(deployment: Deployment, header: str, bad_row: str) -> None:
    staffed(deployment, range(10))

    body = (header + "".join(map(row, range(9))) + bad_row).encode()
    deployment.run_ingest(deployment.upload("agents.csv", body), MIRROR)

    assert absent(deployment) == []


@pytest.mark.parametrize(
    "body",
    [
        directory(*map(row, range(9)), ",First,Last,Basic Routing Profile,active\n"),
        directory(*map(row, range(9))).replace(b"status\n", b"status,error\n").replace(b"active\n", b"active,\n"),
    ],
    ids=["a row without a login", "an error column"],
)
def test_a_file_that_may_not_be_whole_drops_nobody(deployment: Deployment, body: bytes) -> None:
    staffed(deployment, range(10))

    event = deployment.upload("agents.csv", body)
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == []
    assert "were kept" in deployment.record(event)["notice"]


@pytest.mark.parametrize(
    "body",
    [
        b"first name,last name,routing profile name,status,password\nAda,King,B,inactive,Secret123\n",
        b"login,user name,first name,status,password\nagent001,agent001,Ada,inactive,Secret123\n",
        b"account,password\nroot,Secret123\n",
    ],
    ids=["no column for the login", "two columns for the login", "a list of passwords"],
)
def test_a_file_that_is_rejected_whole_removes_nobody(deployment: Deployment, body: bytes) -> None:
    staffed(deployment, range(10))

    event = deployment.upload("agents.csv", body, metadata={"allow-removals": "yes"})
    deployment.run_ingest(event, MIRROR)

    assert absent(deployment) == []
    record = deployment.record(event)
    assert record["status"] == "PROVISIONING"
    assert record["reason"]
    assert record["redaction"] == "done"


def test_an_agent_that_another_file_lists_belongs_to_that_file(deployment: Deployment) -> None:
    staffed(deployment, range(10))
    before = deployment.agents()["agent000"]

    event = deployment.upload("second.csv", directory(row(0)))
    deployment.run_ingest(event, MIRROR)

    moved = deployment.agents()["agent000"]
    assert moved == before | {"source_key": "second.csv", "source": moved["source"]}
    assert moved["source"] == {"key": "second.csv", "sequencer": event.sequencer, "line": 2}
    assert deployment.record(event)["unchanged"] == 1
    deployment.run_ingest(deployment.upload("agents.csv", directory(*map(row, range(1, 10)))), MIRROR)
    assert absent(deployment) == []


def test_an_agent_that_another_file_lists_at_the_last_moment_stays(deployment: Deployment) -> None:
    """The other file's write comes behind the last look at the agent, and changes nothing else of it."""
    staffed(deployment, range(10))
    event = deployment.upload("agents.csv", directory(*map(row, range(9))))
    transactions = 0

    def list_it(**_: object) -> None:
        nonlocal transactions
        transactions += 1
        if transactions == 2:  # the first holds the rows, the second what the file drops
            deployment.dynamodb.update_item(
                TableName="rollcall-agents",
                Key={"username": {"S": "agent009"}},
                UpdateExpression="SET source_key = :key",
                ExpressionAttributeValues={":key": {"S": "second.csv"}},
            )

    name = "before-call.dynamodb.TransactWriteItems"
    deployment.dynamodb.meta.events.register(name, list_it)
    deployment.run_ingest(event, MIRROR)
    deployment.dynamodb.meta.events.unregister(name, list_it)

    assert transactions == 3
    assert absent(deployment) == []
    record = deployment.record(event)
    assert (record["rows"], record["dropped"], record["unchanged"], record["pending"]) == (9, 1, 10, 0)


def test_a_run_that_comes_after_a_crash_drops_the_rest_on_lines_of_their_own(deployment: Deployment) -> None:
    staffed(deployment, range(98))
    event = deployment.upload("agents.csv", directory(row(0)), metadata={"allow-removals": "yes"})
    transactions = 0

    def fail_in_the_middle(**_: object) -> None:
        nonlocal transactions
        transactions += 1
        if transactions == 3:
            raise RuntimeError("the function died here")

    name = "before-call.dynamodb.TransactWriteItems"
    deployment.dynamodb.meta.events.register(name, fail_in_the_middle)
    with pytest.raises(RuntimeError, match="died"):
        deployment.run_ingest(event, MIRROR)
    assert 0 < len(absent(deployment)) < 97
    deployment.run_ingest(event, MIRROR)
    deployment.dynamodb.meta.events.unregister(name, fail_in_the_middle)

    agents = deployment.agents()
    lines = [item["source"]["line"] for item in agents.values() if item["state"] == "absent"]
    assert len(lines) == len(set(lines)) == 97
    record = deployment.record(event)
    assert (record["rows"], record["dropped"], record["pending"], record["unchanged"]) == (1, 97, 97, 1)
    plans = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    assert sorted(line["line"] for plan in plans for line in plan["lines"]) == sorted([2, *lines])

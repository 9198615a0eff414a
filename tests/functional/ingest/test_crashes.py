"""Whatever goes wrong while a directory is taken in, each of its lines takes effect once."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.functional.ingest.console_directory import console_row, directory
from tests.functional.ingest.failing import Failing
from tests.functional.stores import Deployment

FEWEST_WRITES = 8
"""Writes of the import in the crash test, in order: create the record, write the plan, write the passwords, two
transactions, end. Then those of the redaction: put the copy, delete the version, update the record."""

WRITES = ("Create", "Delete", "Put", "TransactWrite", "Update")


@pytest.mark.parametrize("at", range(1, FEWEST_WRITES + 4))
def test_a_crash_at_any_call_and_a_second_run_give_the_clean_outcome(deployment: Deployment, at: int) -> None:
    """A death after a write, or at a read, leaves what one before the next write does; so only those are tried."""
    # Six imports wait for one agent each, which is more than one transaction can take over: two are needed.
    waiting = [deployment.upload(f"{number}.csv", directory(console_row(number))) for number in range(1, 7)]
    for event in waiting:
        deployment.run_ingest(event)
    event = deployment.upload("all.csv", directory(*map(console_row, range(1, 8)), console_row(8, acw="bad")))
    failing = Failing([deployment.s3, deployment.dynamodb, deployment.secretsmanager], at, among=WRITES)

    try:
        deployment.run_ingest(event)
    except RuntimeError:
        deployment.run_ingest(event)
    failing.stop()

    assert failing.failed or at > FEWEST_WRITES, f"an import makes only {failing.calls} writes"
    record = deployment.record(event)
    counts = [record.get(name, 0) for name in ("rows", "pending", "rejected", "unchanged", "superseded")]
    assert counts == [8, 7, 1, 0, 0]
    assert (record["status"], record["position"]) == ("PROVISIONING", 10)
    agents = deployment.agents()
    assert {agent["awaited_by"] for agent in agents.values()} == {record["import_id"]}
    assert [agent["revision"] for agent in agents.values()].count(2) == 6
    for other in map(deployment.record, waiting):
        assert (other["pending"], other["superseded"]) == (0, 1)
    held = {name: user for name, secret in deployment.passwords().items() for user in secret}
    assert {name: held[agent["password_secret"]] for name, agent in agents.items()} == {name: name for name in agents}
    assert len(held) == 7  # no secret is left that no agent names


def test_an_unexpected_refusal_of_dynamodb_is_raised(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", directory(console_row(1)))
    deployment.dynamodb.delete_table(TableName="rollcall-agents")

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        deployment.run_ingest(event)


def test_an_end_that_meets_a_transaction_of_provision_is_written_behind_it(deployment: Deployment) -> None:
    """The first agents are counted in the import's record while its last lines are taken in."""
    event = deployment.upload("agents.csv", directory(console_row(1)))
    refused: list[str] = []

    def conflict(**_: Any) -> None:
        if len(refused) < 2:
            refused.append("UpdateItem")
            raise ClientError({"Error": {"Code": "TransactionConflictException", "Message": ""}}, "UpdateItem")

    deployment.dynamodb.meta.events.register("before-call.dynamodb.UpdateItem", conflict)
    try:
        deployment.run_ingest(event)
    finally:
        deployment.dynamodb.meta.events.unregister("before-call.dynamodb.UpdateItem", conflict)

    assert len(refused) == 2
    assert deployment.record(event)["status"] == "PROVISIONING"

"""A destroy: what stops it, what it leaves, and the apply after it."""

from __future__ import annotations

from roster.items import to_wire
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.directories import directory
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.recovery import wait_until


def test_the_deletion_guard_refuses_before_anything_is_touched(lifecycle: LocalStack) -> None:
    lifecycle.apply(deletion_protection=True)
    lifecycle.finished_import("agents.csv")
    lifecycle.settle()
    before = lifecycle.server.controls.inventory()

    refused = lifecycle.terraform("destroy", "-auto-approve", check=False)

    assert refused.returncode == 1
    assert "deletion_protection" in refused.stdout
    assert lifecycle.server.controls.inventory() == before
    lifecycle.apply(deletion_protection=False)


def test_a_destroy_after_uploads_leaves_nothing(lifecycle: LocalStack, deployer: Deployer) -> None:
    bucket = lifecycle.outputs()["upload_bucket"]
    for version in range(3):
        lifecycle.client("s3").put_object(Bucket=bucket, Key="notes.txt", Body=f"version {version}".encode())
    lifecycle.settle()
    controls, listed = lifecycle.server.controls, lifecycle.passwords().keys()
    assert listed
    # AWS lists a secret up to five minutes later, and nobody waits that long with a destroy.
    controls.lag_secret_listings(on=True)
    body = directory([{"username": "young", "first name": "A", "last name": "B"}])
    assert lifecycle.upload("young.csv", body)["created"] == 1
    by_hand = {"username": "by-hand", "identity": {"first_name": "By", "last_name": "Hand"}}
    lifecycle.client("dynamodb").put_item(TableName=lifecycle.outputs()["agents_table"], Item=to_wire(by_hand))
    lifecycle.settle()
    assert lifecycle.passwords().keys() == listed
    assert len(controls.inventory()["secrets"]) == len(listed) + 2

    lifecycle.destroy()

    controls.lag_secret_listings(on=False)
    assert deployer.inventory() == {}


def test_a_second_apply_straight_after_works(lifecycle: LocalStack) -> None:
    lifecycle.stage()
    lifecycle.apply()

    assert lifecycle.finished_import("agents.csv")["created"] == 11
    assert lifecycle.pending_changes() == ""


def test_a_destroy_in_the_middle_of_an_import_leaves_nothing(lifecycle: LocalStack, deployer: Deployer) -> None:
    agent = {"first name": "A", "last name": "B", "user hierarchy": "Berlin/Returns", "acw seconds": 30}
    body = directory({"user login": f"agent{number:04d}"} | agent for number in range(3_000))
    lifecycle.client("s3").put_object(Bucket=lifecycle.outputs()["upload_bucket"], Key="many.csv", Body=body)

    def made() -> int:
        return lifecycle.server.controls.connect_calls().get("CreateUser", 0)

    enough = made() + 100
    wait_until(lambda: made() >= enough, "making 100 users", seconds=120)

    lifecycle.destroy()

    assert deployer.inventory() == {}
    deployer.compare("lifecycle_destroy")

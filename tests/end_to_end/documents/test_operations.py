"""The runbook: being told, plain files, what failed, drift, pictures, permissions, logs; and the commands of make."""

from __future__ import annotations

import json

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end import by_hand
from tests.end_to_end.documents.scene import Scene
from tests.end_to_end.recovery import wait_until

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")

_ID = "0a1b2c3d-1111-4222-8333-444455556666"
"""Of a key, and of a number."""


def test_being_told(scene: Scene) -> None:
    scene.shell.run("aws sns subscribe …")
    topic = scene.deployed.outputs()["notification_topic_arn"]
    subscribed = scene.deployed.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert "supervisor@example.com" in {one["Endpoint"] for one in subscribed}


def test_plain_files(scene: Scene) -> None:
    shell = scene.shell
    assert "welcome.txt" in shell.run("rollcall files")
    shell.run("rollcall files get welcome.txt > welcome.txt")
    assert (shell.folder / "welcome.txt").read_bytes() == (PROJECT / "uploads" / "welcome.txt").read_bytes()
    shell.run("rollcall files delete welcome.txt")
    assert scene.deployed.records("welcome.txt") == []


def test_failed_agents_and_what_got_stuck(scene: Scene) -> None:
    shell, outputs = scene.shell, scene.deployed.outputs()
    scene.write("agents.csv", "night.owl,Night,Owl", profile="Night Shift")
    record = scene.deployed.upload("agents.csv", (shell.folder / "agents.csv").read_bytes())
    assert record["failed"] == 1
    by_hand.make_routing_profile(scene.deployed.client("connect"), outputs["instance_id"], "Night Shift")
    shell.run("rollcall retry agents.csv")
    wait_until(lambda: "night.owl" in scene.users(), "trying it again")
    shell.run("rollcall agents --status pending")

    event = {"requestPayload": {"Records": []}, "responsePayload": {"errorMessage": "it broke off"}}
    scene.deployed.client("sqs").send_message(QueueUrl=outputs["failure_queue_url"], MessageBody=json.dumps(event))
    # The option that the page's end tells of, for version 1 against local AWS.
    there = {"aws sqs": 'aws --endpoint-url "$AWS_ENDPOINT_URL" sqs'}
    assert "it broke off" in shell.run("aws sqs receive-message …", words=there)
    shell.run("rollcall failures", None)
    shell.run("rollcall redrive", None)


def test_drift(scene: Scene) -> None:
    shell, outputs, connect = scene.shell, scene.deployed.outputs(), scene.deployed.client("connect")
    ada = scene.deployed.users()["ada"]
    place = {"InstanceId": outputs["instance_id"], "UserId": ada["Id"]}

    def rename() -> None:
        connect.update_user_identity_info(**place, IdentityInfo=ada["IdentityInfo"] | {"FirstName": "Somebody"})

    def is_mended() -> bool:
        return bool(by_hand.describe(connect, outputs["instance_id"], ada["Id"])["IdentityInfo"]["FirstName"] == "Ada")

    rename()
    assert "ada" in shell.run("rollcall drift", 1)
    shell.run("rollcall drift --mend", None)
    wait_until(is_mended, "mending")
    agents = outputs["agents_table"]
    wait_until(
        lambda: {item["username"]: item["status"] for item in scene.deployed.items(agents)}["ada"] == "ACTIVE", "it"
    )
    rename()
    shell.run('aws dynamodb update-item --table-name "$(terraform output -raw agents_table)" …')
    wait_until(is_mended, "mending")


def test_pictures_permissions_and_logs(scene: Scene) -> None:
    shell, outputs = scene.shell, scene.deployed.outputs()
    shell.run("rollcall diagram --output centre.md")
    assert "```mermaid" in (shell.folder / "centre.md").read_text("utf-8")
    shell.run("rollcall diagram --tree")

    iam = scene.deployed.client("iam")
    iam.create_group(GroupName="agents-office")
    shell.run("aws iam attach-group-policy …")
    attached = iam.list_attached_group_policies(GroupName="agents-office")["AttachedPolicies"]
    assert [one["PolicyArn"] for one in attached] == [outputs["people_policy_arns"]["uploaders"]["office"]]
    iam.detach_group_policy(GroupName="agents-office", PolicyArn=attached[0]["PolicyArn"])
    iam.delete_group(GroupName="agents-office")

    assert "import_id" in shell.run("aws logs filter-log-events …")


def test_make_targets(scene: Scene) -> None:
    shell = scene.shell
    assert "make up" in "\n".join(" ".join(line.split()) for line in scene.at_checkout("make help").splitlines())
    written = scene.checkout / "build" / "deployer-policy"
    scene.at_checkout("make deployer-policy NAME=acme ACCOUNT=111122223333 REGION=eu-central-1")
    assert '"*"' in "".join(path.read_text("utf-8") for path in written.glob("*.json"))
    # Terraform and make are asked in one folder there.
    shell.folder = scene.root
    shell.run(
        "make deployer-policy NAME=acme ACCOUNT=111122223333 REGION=eu-central-1 \\…",
        words={"make ": f"make -C {scene.checkout} ", "ID,ID": f"{_ID},{_ID}"},
    )
    text = "".join(path.read_text("utf-8") for path in written.glob("*.json"))
    assert f"instance/{scene.deployed.outputs()['instance_id']}" in text
    assert f"phone-number/{_ID}" in text

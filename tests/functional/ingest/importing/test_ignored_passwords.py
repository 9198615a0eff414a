"""A password that changes nothing is reported as ignored, in the plan of its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.upload_bucket import UploadEvent
from tests.deployment_rules import BRITISH
from tests.functional.stores import Deployment

HEADER = "user login,first name,last name,acw seconds,Kennwort\n"


def upload(deployment: Deployment, password: str, *, acw: str = "", rest: str = "") -> UploadEvent:
    event = deployment.upload("agents.csv", f"{HEADER}ada,Ada,Lovelace,{acw},{password}\n{rest}".encode())
    deployment.run_ingest(event)
    return event


def warnings(deployment: Deployment, event: UploadEvent) -> list[str]:
    """Read the warnings of the first line."""
    record = deployment.record(event)
    [plan] = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    return [f"{warning['column']} {warning['message']}" for warning in plan["lines"][0].get("warnings", [])]


@pytest.mark.parametrize("acw", ["", "30"], ids=["unchanged", "changed"])
def test_another_password_for_an_agent_with_a_user_is_ignored(deployment: Deployment, acw: str) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()

    event = upload(deployment, "Changed123", acw=acw)

    [warning] = warnings(deployment, event)
    assert warning.startswith("Kennwort is ignored, because the agent has a user with another initial password")
    assert "Amazon Connect has no call to change one" in warning
    assert "Changed123" not in repr((deployment.passwords(), deployment.items("files"), warning))


@pytest.mark.parametrize("password", ["Initial123", ""], ids=["the same", "none"])
def test_the_same_password_again_is_nothing_to_speak_of(deployment: Deployment, password: str) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()

    assert warnings(deployment, upload(deployment, password)) == []


def test_a_first_password_is_no_ignored_one(deployment: Deployment) -> None:
    assert warnings(deployment, upload(deployment, "Initial123")) == []


def test_a_password_that_cannot_be_compared_is_said_to_be_so(deployment: Deployment) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()
    for name in deployment.passwords():
        deployment.secretsmanager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)

    [warning] = warnings(deployment, upload(deployment, "Initial123"))

    assert "It was not compared" in warning


@pytest.mark.parametrize("secret", [None, "somebody/elses"])
def test_a_secret_that_is_not_ours_is_not_read(deployment: Deployment, secret: str | None) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()
    deployment.secretsmanager.create_secret(Name="somebody/elses", SecretString='{"ada": "Initial123"}')
    [item] = deployment.items("agents")
    deployment.dynamodb.update_item(
        TableName="rollcall-agents",
        Key={"username": {"S": item["username"]}},
        **(
            {"UpdateExpression": "SET password_secret = :name", "ExpressionAttributeValues": {":name": {"S": secret}}}
            if secret
            else {"UpdateExpression": "REMOVE password_secret"}
        ),
    )

    [warning] = warnings(deployment, upload(deployment, "Initial123"))

    assert "It was not compared" in warning


def test_another_password_before_the_user_is_made_is_ignored_as_well(deployment: Deployment) -> None:
    upload(deployment, "Initial123")

    [warning] = warnings(deployment, upload(deployment, "Changed123", acw="30"))

    assert warning.endswith("an earlier upload has given the agent another one, which the user will be made with")
    assert list(deployment.passwords().values()) == [{"ada": "Initial123"}]


def test_each_secret_is_read_once_a_block(deployment: Deployment) -> None:
    rest = "".join(f"agent{number},First,Last,,Secret{number:04d}\n" for number in range(20))
    upload(deployment, "Initial123", rest=rest)
    deployment.settle_agents()
    reads: list[object] = []
    deployment.secretsmanager.meta.events.register(
        "before-call.secrets-manager.GetSecretValue", lambda **call: reads.append(call["params"])
    )

    event = upload(deployment, "Changed123", rest=rest)

    assert len(reads) == 1
    assert len(warnings(deployment, event)) == 1


def test_a_row_that_removes_its_agent_needs_no_such_warning(deployment: Deployment) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()
    body = "user login,first name,last name,status,Kennwort\nada,Ada,Lovelace,inactive,Changed123\n"
    event = deployment.upload("agents.csv", body.encode())

    deployment.run_ingest(event, replace(BRITISH, max_removals_percent=100))

    assert warnings(deployment, event) == []


def test_a_secret_that_somebody_spoilt_stops_nobody(deployment: Deployment) -> None:
    upload(deployment, "Initial123")
    deployment.settle_agents()
    [name] = deployment.passwords()
    deployment.secretsmanager.put_secret_value(SecretId=name, SecretString="ada: Initial123")

    event = upload(deployment, "Changed123")

    assert "It was not compared with the initial one" in warnings(deployment, event)[0]

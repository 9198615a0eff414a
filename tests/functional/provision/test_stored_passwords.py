"""The password that an upload gave is the user's, also where its secret does not show at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from roster.clock import timestamp
from roster.errors import RetryableError
from tests.functional.provision.centre import Centre, FakeTime
from tests.functional.provision.wire import watch
from tests.functional.stores import NOW


def test_a_secret_that_does_not_show_yet_leaves_the_agent_waiting_for_the_password_of_the_upload(
    centre: Centre,
) -> None:
    time = FakeTime(NOW.timestamp())
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,Very5ecret!,,Agent")
    [name] = centre.deployment.passwords()
    held = centre.deployment.secretsmanager.get_secret_value(SecretId=name)["SecretString"]
    # As good as a secret that no read shows yet.
    centre.deployment.secretsmanager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)

    with pytest.raises(RetryableError, match="does not show the agent's password yet"):
        centre.container(time).provisioner.provision("ada")

    waiting = centre.agent("ada")
    assert (waiting["status"], waiting["attempts"], waiting["password_secret"]) == ("PENDING", 0, name)
    assert centre.counts(record) == {"rows": 1, "pending": 1}
    centre.put_agent(**waiting | {"retry": {"attempt": 1}})
    began = time.now
    with pytest.raises(RetryableError, match="does not show the agent's password yet"):
        centre.container(time).provisioner.provision("ada")
    assert time.now == began  # whoever comes again keeps nobody from the quota by waiting
    centre.deployment.secretsmanager.create_secret(Name=name, SecretString=held)
    with watch() as wire:
        centre.container(time).provisioner.provision("ada")
    assert [call["Password"] for call in wire.parameters_of("connect.CreateUser")] == ["Very5ecret!"]


def test_a_secret_that_has_had_its_time_does_not_keep_an_agent_waiting(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,Very5ecret!,,Agent")
    [name] = centre.deployment.passwords()
    centre.deployment.secretsmanager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    time = FakeTime(NOW.timestamp() + 31 * 86_400)
    # As `rollcall retry` does, and as an upload may.
    centre.change("ada", updated_at=timestamp(NOW + timedelta(days=31)))

    centre.container(time).provisioner.provision("ada")

    assert centre.agent("ada")["status"] == "ACTIVE"
    assert time.now == NOW.timestamp() + 31 * 86_400

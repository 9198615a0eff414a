"""Whatever refuses a user may quote the request: the password of it is told nowhere."""

from __future__ import annotations

import html
import io
import json

import pytest

from local_aws.connect import controls
from provision.handler import logger, run_batch
from tests.canaries.finder import Finder
from tests.functional.provision.centre import Centre, FakeTime

PASSWORD = "Very5ecret&more!"

REFUSALS = {
    "InvalidParameterException": 400,
    "InvalidRequestException": 400,
    "DuplicateResourceException": 409,
    "ResourceNotFoundException": 404,
    "LimitExceededException": 429,
    "ServiceQuotaExceededException": 402,
    "ThrottlingException": 429,
    "InternalServiceException": 500,
    "AccessDeniedException": 403,
    "SomethingNew": 418,
}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    text = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", text)
    return text


@pytest.mark.parametrize("code", REFUSALS)
def test_no_store_and_no_log_has_a_password_that_connect_quotes(
    centre: Centre, printed: io.StringIO, code: str
) -> None:
    centre.ingest("agents.csv", f"ada,A,B,a@example.com,{PASSWORD},,Agent")
    message = f"Value '{html.escape(PASSWORD)}' at 'password' is too common, says {PASSWORD}"
    controls().fail_next("CreateUser", code, status=REFUSALS[code], times=50, message=message)

    run_batch(centre.container(FakeTime()), {"Records": [centre.record_for("ada")]}, 900)

    stores = {name: centre.deployment.items(name) for name in ("agents", "files", "outcomes")}
    told = json.dumps([stores, centre.take_messages()], default=str) + printed.getvalue()
    assert "CreateUser" in told
    assert Finder([PASSWORD]).find(told.encode())[0] == set()


def test_a_full_instance_is_told_of_without_the_password_that_found_it_full(centre: Centre) -> None:
    """What one agent's call shows of the room stands in a table for all of them."""
    centre.ingest("agents.csv", f"ada,A,B,a@example.com,{PASSWORD},,Agent", "ben,B,C,b@example.com,,,Agent")
    controls().fail_next("CreateUser", "LimitExceededException", times=50, message=f"No room for {PASSWORD}")

    centre.wake("ada")
    centre.wake("ben")

    for username in ("ada", "ben"):
        assert "No room for ***" in centre.agent(username)["status_reason"]
    assert "No room for ***" in json.dumps(centre.deployment.items("outcomes"), default=str)

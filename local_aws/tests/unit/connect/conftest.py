"""One Connect instance in process, through boto3 as every caller reaches it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.connect.models import connect_backends
from werkzeug.serving import BaseWSGIServer, make_server

from local_aws.connect import Controls, install
from local_aws.connect import controls as process_controls

REGION = "eu-central-1"
PASSWORD = "Passw0rd-of-Jane"


class Clock:
    """A clock that stands still until somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the process's controls."""
    clock = Clock()
    monkeypatch.setattr(process_controls(), "clock", clock)
    monkeypatch.setattr(process_controls(), "sleep", clock.sleep)
    return clock


@pytest.fixture
def knobs(clock: Clock) -> Iterator[Controls]:
    """The process's controls, as new before and after, on a clock of the test's own."""
    process_controls().reset()
    yield process_controls()
    process_controls().reset()


@pytest.fixture(scope="session")
def shared_client() -> Any:
    """A client that retries nothing and checks nothing, so that a test sees each answer; slow to make."""
    install()
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    return boto3.client("connect", region_name=REGION, config=config)


@pytest.fixture
def client(shared_client: Any, knobs: Controls) -> Iterator[Any]:
    """The client, on an empty account."""
    with mock_aws():
        yield shared_client


@dataclass
class Site:
    """An instance with the ids that tests need; calls name it by themselves."""

    client: Any
    instance_id: str
    arn: str

    def __call__(self, operation: str, **params: Any) -> Any:
        answer = getattr(self.client, operation)(InstanceId=self.instance_id, **params)
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    def refusal(self, operation: str, **params: Any) -> tuple[str, str]:
        """Return code and message of the error that a call must end with."""
        with pytest.raises(ClientError) as caught:
            self(operation, **params)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"]

    def named(self, operation: str, result: str, name: str) -> str:
        """Return the id of a listed resource."""
        return next(str(item["Id"]) for item in self(operation)[result] if item["Name"] == name)

    def routing_profile(self) -> str:
        return self.named("list_routing_profiles", "RoutingProfileSummaryList", "Basic Routing Profile")

    def security_profile(self, name: str = "Agent") -> str:
        return self.named("list_security_profiles", "SecurityProfileSummaryList", name)

    def user(self, username: str = "jane", **changes: Any) -> dict[str, Any]:
        """Return the parameters of CreateUser for a good user, some of them changed, or left out when None."""
        params: dict[str, Any] = {
            "Username": username,
            "Password": PASSWORD,
            "IdentityInfo": {"FirstName": "Jane", "LastName": "Doe"},
            "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
            "RoutingProfileId": self.routing_profile(),
            "SecurityProfileIds": [self.security_profile()],
            **changes,
        }
        return {name: value for name, value in params.items() if value is not None}

    def create_user(self, username: str = "jane", **changes: Any) -> str:
        return str(self("create_user", **self.user(username, **changes))["UserId"])


@pytest.fixture
def make_site(client: Any) -> Callable[..., Site]:
    """Create an instance, of some identity management type."""

    def make(kind: str = "CONNECT_MANAGED", alias: str = "unit") -> Site:
        created = client.create_instance(
            IdentityManagementType=kind, InstanceAlias=alias, InboundCallsEnabled=True, OutboundCallsEnabled=True
        )
        return Site(client, created["Id"], created["Arn"])

    return make


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture
def serve() -> Iterator[Callable[[Any], str]]:
    """Serve a WSGI application on a free loopback port; its state is forgotten at the end."""
    servers: list[tuple[BaseWSGIServer, threading.Thread]] = []

    def start(application: Any) -> str:
        server = make_server("127.0.0.1", 0, application, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
    connect_backends.reset()

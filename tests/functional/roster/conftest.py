"""The contact centre of provision's tests, with reports: what is retried has been provisioned and reported before."""

import boto3
import pytest

from tests.functional.provision.centre import Centre
from tests.functional.provision.conftest import centre

__all__ = ["centre"]


@pytest.fixture(autouse=True)
def topic(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the report function needs besides."""
    arn = boto3.client("sns", region_name="eu-central-1").create_topic(Name="rollcall-notifications")["TopicArn"]
    monkeypatch.setenv("NOTIFICATION_TOPIC_ARN", arn)
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Rollcall")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "report")
    centre.new_container()

"""Queues that hear of a deployment are gone before it is, whatever they are called, and others' stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.account import EnvironmentAccount
from tests.end_to_end.stack import Stack
from tests.end_to_end.subscriber import remove_subscribers, subscribe
from tests.functional.on_aws.conftest import Probed
from tests.on_aws.belongings import by_name

NAME = "rollcall-test-heard"


@pytest.fixture
def stack(probed: Probed, tmp_path: Path) -> Stack:
    """A deployment that is nothing but a topic."""
    topic = probed.client("sns").create_topic(Name="notifications")["TopicArn"]
    account = EnvironmentAccount(probed.environment)
    return Stack(tmp_path, account, {"name": NAME}, _outputs={"notification_topic_arn": topic})


def test_all_of_a_deployment_are_removed_and_no_other(probed: Probed, stack: Stack) -> None:
    neighbour = subscribe(Stack(stack.home, stack.account, {"name": f"{NAME}s"}, _outputs=stack.outputs()), "outcome")
    for name in ("outcome", "hostile"):
        subscribe(stack, name)
    assert len(by_name(probed.client, f"{NAME}-")["SQS queues"]) == 2

    remove_subscribers(stack)

    assert by_name(probed.client, f"{NAME}-")["SQS queues"] == []
    assert probed.client("sqs").list_queues()["QueueUrls"] == [neighbour.url]
    subscriptions = probed.client("sns").list_subscriptions()["Subscriptions"]
    assert [one["SubscriptionArn"] for one in subscriptions] == [neighbour.subscription]
    neighbour.close()


def test_what_an_alarm_says_has_no_attributes_and_is_about_nothing(probed: Probed, stack: Stack) -> None:
    heard = subscribe(stack, "alarms")
    topic, sns = stack.outputs()["notification_topic_arn"], probed.client("sns")
    sns.publish(TopicArn=topic, Subject="ALARM", Message="something fails")
    attributes = {"key": {"DataType": "String", "StringValue": "agents.csv"}}
    sns.publish(TopicArn=topic, Subject="All done", Message="1 row", MessageAttributes=attributes)

    [message] = heard.awaited("key", "agents.csv")

    assert message["Subject"] == "All done"
    assert heard.about("key", "other.csv") == []
    assert len(heard.seen) == 2
    heard.close()

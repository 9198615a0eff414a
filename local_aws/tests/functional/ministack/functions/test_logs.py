"""Function logs, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World

PRINTER = "def handler(event, context):\n    print('größer')\n"
CHATTERER = """
import logging
def handler(event, context):
    logging.getLogger("library").debug("said at DEBUG")
"""
LOG_ACTIONS = ("logs:CreateLogStream", "logs:PutLogEvents")


def _groups(world: World, function: str) -> list[str]:
    client: Any = world.client("logs")
    found = client.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{function}")
    return [group["logGroupName"] for group in found["logGroups"]]


def _log_without_permission(world: World) -> list[str]:
    function = world.function(PRINTER, world.role())
    assert world.invoke(function)[0] is None
    return _groups(world, function)


def test_no_permission_no_log(local: World) -> None:
    assert _log_without_permission(local) == []


def test_ministack_alone_logs_all_the_same(bare: World) -> None:
    assert len(_log_without_permission(bare)) == 1


def test_a_role_that_may_not_create_groups_brings_none_back(local: World) -> None:
    function = local.function(PRINTER, local.role((LOG_ACTIONS, "*")))
    local.invoke(function)
    assert _groups(local, function) == []


def test_lines_stand_in_the_group_of_the_function(local: World) -> None:
    client: Any = local.client("logs")
    group = f"/rollcall/{local.name('group')}"
    client.create_log_group(logGroupName=group)
    arn = f"arn:aws:logs:us-east-1:000000000000:log-group:{group}:*"
    options = {"LogGroup": group, "LogFormat": "Text"}
    local.invoke(local.function(PRINTER, local.role((LOG_ACTIONS, arn)), LoggingConfig=options))
    messages = [event["message"] for event in client.filter_log_events(logGroupName=group)["events"]]
    assert messages[0].startswith("START RequestId: ")
    assert messages[1] == "größer"
    assert messages[-1].startswith("REPORT RequestId: ")


def _said_at(world: World, level: str | None) -> list[str]:
    """Return what a library says at the level DEBUG, where the function has an application log level."""
    client: Any = world.client("logs")
    group = f"/rollcall/{world.name('group')}"
    client.create_log_group(logGroupName=group)
    options = {"LogGroup": group, "LogFormat": "JSON"} | ({"ApplicationLogLevel": level} if level else {})
    role = world.role((LOG_ACTIONS, f"arn:aws:logs:us-east-1:000000000000:log-group:{group}:*"))
    world.invoke(world.function(CHATTERER, role, LoggingConfig=options))
    messages = [event["message"] for event in client.filter_log_events(logGroupName=group)["events"]]
    assert messages[-1].startswith("REPORT RequestId: ")
    return [message for message in messages if "said at DEBUG" in message]


def test_the_log_level_of_the_configuration_is_that_of_all_libraries(local: World) -> None:
    assert len(_said_at(local, "DEBUG")) == 1
    assert _said_at(local, "INFO") == _said_at(local, None) == []


def test_ministack_alone_takes_no_notice_of_the_log_level(bare: World) -> None:
    assert _said_at(bare, "DEBUG") == []

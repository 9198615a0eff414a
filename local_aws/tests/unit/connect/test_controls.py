"""Faults, delays, throttling, limits, counts and log, as a test meets them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import Controls
from local_aws.faults import BrokenConnectionError, Fault


def code_of(call: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(ClientError) as caught:
        call()
    response: Any = caught.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def test_the_next_calls_fail_and_then_no_more(client: Any, knobs: Controls) -> None:
    knobs.fail_next("ListInstances", "InternalServiceException", times=2, message="out of order")
    assert code_of(client.list_instances) == ("InternalServiceException", 500)
    assert code_of(client.list_instances) == ("InternalServiceException", 500)
    assert client.list_instances()["InstanceSummaryList"] == []


def test_a_fault_of_another_operation_does_not_matter(client: Any, knobs: Controls) -> None:
    knobs.fail_next("CreateUser", "ThrottlingException")
    assert client.list_instances()["InstanceSummaryList"] == []


def test_any_operation_and_any_status(client: Any, knobs: Controls) -> None:
    knobs.fail_next("*", "SomethingElse", status=418)
    assert code_of(client.list_instances) == ("SomethingElse", 418)


def test_a_call_can_take_effect_before_its_answer_is_lost(site: Any, knobs: Controls) -> None:
    user = site.user()
    knobs.fail_next("CreateUser", "InternalServiceException", after=True)
    assert site.refusal("create_user", **user)[0] == "InternalServiceException"
    assert [item["Username"] for item in site("list_users")["UserSummaryList"]] == ["jane"]


def test_a_lost_answer_is_lost_whether_the_call_was_refused_or_not(site: Any, knobs: Controls) -> None:
    knobs.fail_next("DescribeUser", "InternalServiceException", after=True)
    assert site.refusal("describe_user", UserId="nobody")[0] == "InternalServiceException"
    assert site.refusal("describe_user", UserId="nobody")[0] == "ResourceNotFoundException"


def test_a_fault_of_all_services_faults_holds_in_process_too(client: Any, knobs: Controls) -> None:
    knobs.faults.add(Fault("connect", "ListInstances", "LimitExceededException", delay_seconds=4, message="later"))
    assert code_of(client.list_instances) == ("LimitExceededException", 429)
    assert knobs.clock() == 4
    knobs.faults.add(Fault("dynamodb", "*", "InternalServerError"))
    client.list_instances()
    knobs.reset()
    assert [fault.service for fault in knobs.faults.waiting()] == ["dynamodb"]
    knobs.faults.clear()


def test_a_connection_that_is_broken_off(client: Any, knobs: Controls) -> None:
    knobs.fail_next("ListInstances", "ConnectionReset", status=0)
    with pytest.raises(BrokenConnectionError):
        client.list_instances()
    assert [(entry["status"], entry["error"]) for entry in knobs.log()] == [(0, "ConnectionReset")]


def test_a_delay(client: Any, knobs: Controls) -> None:
    knobs.delay_next("ListInstances", 3)
    client.list_instances()
    assert knobs.clock() == 3
    client.list_instances()
    assert knobs.clock() == 3


def test_throttling_is_off_in_process_and_on_by_a_factor(client: Any, knobs: Controls) -> None:
    for _ in range(20):
        client.list_instances()
    knobs.quota_factor = 1.0
    answers = []
    for _ in range(7):
        try:
            client.list_instances()
            answers.append("ok")
        except client.exceptions.ClientError as error:
            answers.append(error.response["Error"]["Code"])
    assert answers == ["ok"] * 5 + ["ThrottlingException"] * 2
    knobs.sleep(0.5)
    client.list_instances()


def test_calls_are_counted_and_logged(site: Any, knobs: Controls) -> None:
    site.refusal("describe_user", UserId="nobody")
    site("list_users")
    assert knobs.calls() == {"CreateInstance": 1, "DescribeUser": 1, "ListUsers": 1}
    log = knobs.log()
    assert [(entry["operation"], entry["status"], entry["error"]) for entry in log] == [
        ("CreateInstance", 200, None),
        ("DescribeUser", 404, "ResourceNotFoundException"),
        ("ListUsers", 200, None),
    ]
    assert all(time.time() - 60 < entry["at"] <= time.time() for entry in log)
    json.dumps([log, knobs.settings(), knobs.calls()])


def test_reset_puts_everything_back(client: Any, knobs: Controls) -> None:
    knobs.quota_factor, knobs.settle_seconds, knobs.search_lag_seconds = 1.0, 2.0, 3.0
    knobs.user_lag_seconds = 4.0
    knobs.set_limit("users", 1)
    knobs.fail_next("ListInstances", "InternalServiceException")
    knobs.reset()
    client.list_instances()
    assert knobs.settings()["quota_factor"] is None
    assert knobs.settings()["settle_seconds"] == 0
    assert knobs.settings()["search_lag_seconds"] == 0
    assert knobs.settings()["user_lag_seconds"] == 0
    assert knobs.settings()["limits"]["users"] == 500
    assert knobs.calls() == {"ListInstances": 1}


def test_an_unknown_limit_is_refused(knobs: Controls) -> None:
    with pytest.raises(KeyError, match=r"no quota is called 'user'; choose from .*users"):
        knobs.set_limit("user", 1)


def test_an_operation_that_is_not_implemented_says_so(site: Any) -> None:
    code, message = site.refusal("list_views")
    assert code == "NotImplementedException"
    assert "ListViews" in message

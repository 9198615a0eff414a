"""Quotas of an account are asked before anything is made in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from tests.on_aws.quotas import Quotas, ask_quotas


class Account:
    """Answers as AWS does: Service Quotas by name, Connect's instances, Lambda's limit."""

    def __init__(self, told: dict[str, float] | None, instances: int = 0, executions: int | None = 1000) -> None:
        self._told, self._instances, self._executions = told, instances, executions

    def ask(self) -> Quotas:
        return ask_quotas(lambda _service: self)

    def get_paginator(self, operation: str) -> Any:
        account = self

        class Pages:
            def paginate(self, **_: str) -> Iterator[dict[str, Any]]:
                if operation == "list_instances":
                    yield {"InstanceSummaryList": [{}] * account._instances}
                elif account._told is None:
                    raise ClientError({"Error": {"Code": "AccessDeniedException"}}, operation)
                elif operation == "list_service_quotas":
                    yield {"Quotas": [{"QuotaName": name, "Value": value} for name, value in account._told.items()]}
                else:
                    yield {"Quotas": [{"QuotaName": "Users per instance", "Value": 500.0}]}

        return Pages()

    def get_account_settings(self) -> dict[str, Any]:
        if self._executions is None:
            raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "GetAccountSettings")
        return {"AccountLimit": {"ConcurrentExecutions": self._executions}}


def test_a_new_account_has_room_for_a_run_and_no_number() -> None:
    told = {"Amazon Connect instances per account": 2.0, "Phone numbers per instance": 0.0}

    quotas = Account(told, executions=10).ask()

    assert quotas.lacking() == []
    assert not quotas.phone_numbers.suffices
    assert "claims none" in str(quotas.phone_numbers)


def test_what_lacks_is_told_with_what_to_do() -> None:
    told = {"Amazon Connect instances per account": 2.0, "Users per instance": 100.0}

    lacking = Account(told, instances=1, executions=5).ask().lacking()

    assert len(lacking) == 3
    assert all("Service Quotas" in str(quota) for quota in lacking)


def test_a_quota_of_none_is_one() -> None:
    quotas = Account({"Amazon Connect instances per account": 0.0, "Users per instance": 0.0}).ask()

    assert [(quota.what, quota.limit) for quota in quotas.lacking()] == [
        ("Amazon Connect instances", 0.0),
        ("users of an instance", 0.0),
    ]


def test_the_accounts_own_quota_counts_before_the_default() -> None:
    assert Account({"Users per instance": 5000.0}).ask().users.limit == 5000
    assert Account({}).ask().users.limit == 500


def test_where_nobody_answers_it_goes_by_looking_and_by_what_new_accounts_have() -> None:
    quotas = Account(None, instances=2, executions=None).ask()

    assert [quota.what for quota in quotas.lacking()] == ["Amazon Connect instances"]
    assert "not told" in str(quotas.executions)
    assert quotas.phone_numbers.suffices

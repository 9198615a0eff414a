"""Token buckets: one for each operation, account and Region."""

from __future__ import annotations

import pytest

from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.throttle import Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def allowed(throttle: Throttle, operation: str, calls: int, factor: float | None = 1.0, account: str = "1") -> int:
    count = 0
    for _ in range(calls):
        try:
            throttle.take(account, "us-east-1", operation, factor)
        except ConnectError:
            continue
        count += 1
    return count


@pytest.mark.parametrize(
    ("operation", "burst", "after_a_second"),
    [
        ("CreateUser", 5, 2),
        ("SearchUsers", 5, 2),
        ("TagResource", 5, 2),
        ("ListUsers", 25, 10),
        ("DescribeUser", 25, 10),
        ("DescribeQuickConnect", 25, 10),
    ],
)
def test_a_burst_and_then_the_documented_rate(clock: Clock, operation: str, burst: int, after_a_second: int) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, operation, 40) == burst
    clock.now += 1
    assert allowed(throttle, operation, 40) == after_a_second
    clock.now += 3600
    assert allowed(throttle, operation, 40) == burst


def test_an_instance_takes_ten_seconds(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, "CreateInstance", 9) == 5
    clock.now += 9.9
    assert allowed(throttle, "CreateInstance", 1) == 0
    clock.now += 0.2
    assert allowed(throttle, "CreateInstance", 9) == 1


def test_operations_and_accounts_have_buckets_of_their_own(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, "CreateUser", 9) == 5
    assert allowed(throttle, "DeleteUser", 9) == 5
    assert allowed(throttle, "CreateUser", 9, account="2") == 5


def test_a_factor_scales_rate_and_burst(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, "CreateUser", 99, factor=10) == 50
    clock.now += 1
    assert allowed(throttle, "CreateUser", 99, factor=10) == 20


def test_a_small_factor_still_lets_one_through(clock: Clock) -> None:
    assert allowed(Throttle(clock), "CreateUser", 9, factor=0.1) == 1


def test_none_switches_throttling_off(clock: Clock) -> None:
    assert allowed(Throttle(clock), "CreateUser", 500, factor=None) == 500


def test_a_refusal_is_a_throttling_error(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, "CreateUser", 5) == 5
    with pytest.raises(ConnectError) as caught:
        throttle.take("1", "us-east-1", "CreateUser", 1.0)
    assert (caught.value.code, caught.value.status) == ("ThrottlingException", 429)


def test_a_refused_call_costs_nothing(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert allowed(throttle, "CreateUser", 100) == 5
    clock.now += 0.5
    assert allowed(throttle, "CreateUser", 100) == 1

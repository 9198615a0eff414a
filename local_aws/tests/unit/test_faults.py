"""Which calls meet a fault, how often, and how calls are counted."""

from __future__ import annotations

import pytest

from local_aws.faults import Call, Fault, Faults

CREATE = Call("connect", "CreateUser")
PUT = Call("dynamodb", "PutItem")


def test_the_oldest_fault_for_a_call_is_used_up_first() -> None:
    faults = Faults()
    faults.add(Fault("connect", "CreateUser", "First", times=2))
    faults.add(Fault("connect", "*", "Second"))
    codes = [fault.error_code for fault in (faults.take(CREATE) for _ in range(4)) if fault]
    assert codes == ["First", "First", "Second"]
    assert faults.waiting() == []


def test_a_fault_is_for_its_service_and_operation_alone() -> None:
    faults = Faults()
    faults.add(Fault("dynamodb", "PutItem", "Throttled"))
    assert faults.take(CREATE) is None
    assert faults.take(Call("dynamodb", "GetItem")) is None
    assert faults.take(PUT) is not None


def test_a_share_of_the_calls_meets_a_fault_and_only_those_use_it_up() -> None:
    faults = Faults()
    faults.add(Fault("dynamodb", "*", "Throttled", times=10_000, share=0.25))
    met = sum(faults.take(PUT) is not None for _ in range(2_000))
    assert 300 < met < 700
    assert faults.waiting()[0].times == 10_000 - met


def test_calls_are_counted_by_service_and_reset_apart() -> None:
    faults = Faults()
    for call in (CREATE, PUT, PUT):
        faults.take(call)
    assert faults.calls() == {"connect": {"CreateUser": 1}, "dynamodb": {"PutItem": 2}}
    faults.reset_calls("connect")
    assert faults.calls() == {"dynamodb": {"PutItem": 2}}
    faults.reset_calls()
    assert faults.calls() == {}


def test_faults_are_dropped_by_service() -> None:
    faults = Faults()
    faults.add(Fault("connect", "*", "A"))
    faults.add(Fault("dynamodb", "*", "B"))
    faults.clear("connect")
    assert [fault.service for fault in faults.waiting()] == ["dynamodb"]
    faults.clear()
    assert faults.waiting() == []


def test_a_fault_that_would_change_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="error_code, or delay_seconds above 0"):
        Fault("connect", "CreateUser", "")

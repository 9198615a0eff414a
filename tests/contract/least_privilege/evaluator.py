"""Decides on requests with a deployment's policies, by the evaluator with which local AWS enforces IAM."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ministack.core import iam_evaluator

from tests.contract.least_privilege.request import ACCOUNT, OTHER_ACCOUNT, REGION, Request, is_service

Document = dict[str, Any]

RENDERED: Final = Path(__file__).resolve().parent.parent / "policies"

_EVERYTHING: Final[Document] = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

PEOPLE: Final[Mapping[str, Document]] = {
    "administrator": _EVERYTHING,
    "reader": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]},
    "stranger": _EVERYTHING,
}
"""Who is neither a function nor a service, with their own policies; the stranger is of another account."""

_REQUIRED: Final = frozenset({"kms", "sts"})
"""Where a policy of the caller's own is not enough: keys, and roles that somebody takes."""

_HOLDERS: Final[Mapping[str, str]] = {
    'storage/aws_s3_bucket_policy.data["uploads"].policy': f"arn:aws:s3:::acme-uploads-{ACCOUNT}",
    'storage/aws_s3_bucket_policy.data["reports"].policy': f"arn:aws:s3:::acme-reports-{ACCOUNT}",
    "storage/aws_s3_bucket_policy.access_logs.policy": f"arn:aws:s3:::acme-access-logs-{ACCOUNT}",
    "connect/aws_s3_bucket_policy.recordings[0].policy": f"arn:aws:s3:::acme-recordings-{ACCOUNT}",
    "storage/aws_sqs_queue.failures.policy": f"arn:aws:sqs:{REGION}:{ACCOUNT}:acme-failures",
    "storage/aws_sqs_queue.retries.policy": f"arn:aws:sqs:{REGION}:{ACCOUNT}:acme-retries",
    "monitoring/aws_sns_topic.notifications.policy": f"arn:aws:sns:{REGION}:{ACCOUNT}:acme-notifications",
    "storage/aws_kms_key.this.policy": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11111111-aaaa-bbbb-cccc-222222222222",
    "connect/aws_kms_key.recordings[0].policy": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/recordings",
}
"""Policies of resources: name → the resource that has it."""


class UnknownPolicyError(Exception):
    """A policy that the model does not know how to ask; the message says what to add."""


def load(folder: Path = RENDERED) -> dict[str, Document]:
    """Read the rendered policies: `module/address` → document."""
    found: dict[str, Document] = {}
    for path in sorted(folder.glob("*.json")):
        for address, document in json.loads(path.read_text("utf-8")).items():
            if address.startswith("aws_lambda_permission."):
                for statement in document["Statement"]:
                    statement["Resource"] = f"arn:aws:lambda:{REGION}:{ACCOUNT}:{statement['Resource']}"
            found[f"{path.stem}/{address}"] = document
    return found


def holder(name: str, document: Document) -> str | None:
    """Return the resource that a policy is on; None for the policy of a function's role.

    Raises:
        UnknownPolicyError: The policy is on a resource that `_HOLDERS` does not have.
    """
    module, _, address = name.partition("/")
    if address.startswith("aws_iam_role_policy."):
        return None
    if address == "aws_iam_role.this.assume_role_policy":
        return f"arn:aws:iam::{ACCOUNT}:role/acme-{module}"
    if address.startswith("aws_lambda_permission."):
        return str(document["Statement"][0]["Resource"])
    if name not in _HOLDERS:
        raise UnknownPolicyError(
            f"{name}: a policy of a new resource. Say in _HOLDERS of {__name__} which resource it is on, and add the "
            "requests that it is for to tests/contract/least_privilege/calls_of_others.py"
        )
    return _HOLDERS[name]


class World:
    """A deployment's policies.

    Args:
        policies: `module/address` → document.

    Raises:
        UnknownPolicyError: One is on a resource that the model does not know.
    """

    def __init__(self, policies: Mapping[str, Document]) -> None:
        self._policies = dict(policies)
        self.holders = {name: holder(name, document) for name, document in policies.items()}
        self._parsed = {
            name: iam_evaluator.parse_policy_document(document)
            for name, document in policies.items()
            if self.holders[name] is None
        }

    def changed(self, name: str, document: Document) -> World:
        """Return the same deployment with one policy changed."""
        world = copy.copy(self)
        world._policies = {**self._policies, name: document}
        if self.holders[name] is None:
            world._parsed = {**self._parsed, name: iam_evaluator.parse_policy_document(document)}
        return world

    def allows(self, request: Request) -> bool:
        """Decide as AWS does: a Deny wins; else what the caller's policy or the resource's allows."""
        context = self._context(request)
        on_resource = self._policy_of(request)
        if is_service(request.who):
            if on_resource is None:
                return False
            decision = iam_evaluator.evaluate_resource_policy(on_resource, context, service=request.who).decision
            return bool(decision == "Allow")
        if request.who == "stranger" and on_resource is None:
            return False  # from another account, the resource's own policy has to allow it too
        own = [parsed for name, parsed in self._parsed.items() if name.partition("/")[0] == request.who]
        if request.who in PEOPLE:
            own = [iam_evaluator.parse_policy_document(PEOPLE[request.who])]
        result = iam_evaluator.evaluate(context, own)
        if on_resource is not None:
            result = iam_evaluator.combine_resource_policy(
                result, context, on_resource, ACCOUNT, required=request.service in _REQUIRED
            )
        return bool(result.decision == "Allow")

    def _policy_of(self, request: Request) -> Document | None:
        if request.resource_account != ACCOUNT:
            return None
        names = {request.resource, request.resource.partition("/")[0] if request.service == "s3" else request.resource}
        found = [self._policies[name] for name, resource in self.holders.items() if resource in names]
        return {"Statement": [one for document in found for one in document["Statement"]]} if found else None

    def _context(self, request: Request) -> iam_evaluator.EvalContext:
        who = f"arn:aws:sts::{ACCOUNT}:assumed-role/acme-{request.who}/acme-{request.who}"
        account = ACCOUNT
        if request.who == "stranger":
            who, account = f"arn:aws:iam::{OTHER_ACCOUNT}:user/stranger", OTHER_ACCOUNT
        elif request.who in PEOPLE:
            who = f"arn:aws:iam::{ACCOUNT}:user/{request.who}"
        if request.resource_account != ACCOUNT:
            account = request.resource_account  # what the evaluator takes for s3:ResourceAccount of an ARN without one
        return iam_evaluator.EvalContext(
            principal_arn="" if is_service(request.who) else who,
            principal_type="AWSService" if is_service(request.who) else "AssumedRole",
            principal_account=account,
            action=request.action,
            resource_arn=request.resource,
            region=REGION,
            secure_transport=request.secure,
            service_context={
                key.lower(): value if isinstance(value, str) else list(value) for key, value in request.context
            },
        )


def violations(world: World, needed: Iterable[Request], forbidden: Iterable[Request]) -> list[str]:
    """Say what is needed and not allowed, and what is forbidden and allowed."""
    found = [f"needed, not allowed: {request}" for request in needed if not world.allows(request)]
    return found + [f"forbidden, allowed: {request}" for request in forbidden if world.allows(request)]

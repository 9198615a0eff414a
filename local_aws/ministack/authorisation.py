"""IAM for Connect: ministack's own evaluator decides, as for every other service."""

from collections.abc import Mapping, Sequence
from typing import Any

from ministack.core import iam_evaluator, responses, router

from local_aws.connect import Denial


def authorise(
    action: str, resource_arns: Sequence[str], headers: Mapping[str, str], context: dict[str, Any]
) -> Denial | None:
    """Decide whether the caller of the current request may do something.

    Args:
        action: IAM action, such as `connect:CreateUser`, or of another service, such as `kms:CreateGrant`.
        resource_arns: Every resource that the action touches; each must be allowed. None means `*`.
        headers: The request's headers.
        context: IAM condition keys of the request; gains the caller's ARN.

    Returns:
        Why not, or None if it may.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    context["aws:PrincipalArn"] = iam_evaluator.caller_arn()
    access_key, service = router.extract_access_key_id(lowered), action.partition(":")[0]
    for arn in resource_arns or ("*",):
        denied = iam_evaluator.enforce(
            access_key, action, service, responses.get_region(), resource_arn=arn, service_context=context
        )
        if denied is not None:
            explicit = getattr(denied, "decision", "") == "Deny"
            reason = "with an explicit deny in a policy" if explicit else "because no policy allows the action"
            return Denial(arn, iam_evaluator.caller_arn(), reason)
    return None

"""Requires permission for the KMS key to read or write what is encrypted with it.

ministack 1.5.33 asks for none. On AWS a service uses the key with the caller's permissions, and CloudWatch Logs with
its own, so a policy without the key's actions fails there. Each service's guide
has its list, such as https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

from collections.abc import Callable
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator, responses, router
from ministack.core.responses import error_response_json
from ministack.services import cloudwatch_logs, kms

from local_aws.ministack.corrections.kms_keys_of_requests import USES, Request, Use
from local_aws.ministack.error_responses import error_response
from local_aws.ministack.execution_roles import role_may

_CODES = {
    "s3": (403, "AccessDenied"),
    "sns": (400, "KMSAccessDenied"),
    "sqs": (400, "KMS.AccessDeniedException"),
}


def install() -> None:
    """Check before the services' handlers, once the caller is authorised for the call itself."""
    if not ministack_app.AUTH:
        return
    for service, uses in USES.items():
        ministack_app.SERVICE_HANDLERS[service] = _guarded(service, uses, ministack_app.SERVICE_HANDLERS[service])
    cloudwatch_logs._create_log_group = _log_group_guarded(cloudwatch_logs._create_log_group)


def customer_key(key: str | None) -> dict[str, Any] | None:
    """Find a customer's key.

    Args:
        key: Id, ARN or alias; None where nothing is encrypted with one.
    """
    found: dict[str, Any] | None = kms._resolve_key(key) if key else None
    return None if found is None or found.get("KeyManager") == "AWS" else found


def _guarded(service: str, uses: Callable[[Request], list[Use]], handler: Callable[..., Any]) -> Callable[..., Any]:
    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Any:
        access_key = router.extract_access_key_id(headers, query)
        for use in uses(Request(method, path, headers, body, query)):
            refusal = _refusal(service, use, access_key)
            if refusal is not None:
                status, code = _CODES.get(service, (400, "AccessDeniedException"))
                error_headers, error_body = error_response(service, code, refusal, headers)
                return status, error_headers, error_body
        return await handler(method, path, headers, body, query)

    return handle


def _refusal(service: str, use: Use, access_key: str) -> str | None:
    key = customer_key(use.key)
    if key is None:
        return None
    region, context = responses.get_region(), _context(service, use)
    for action in use.actions:
        arn = key["Arn"]
        denied = iam_evaluator.enforce(access_key, action, "kms", region, resource_arn=arn, service_context=context)
        if denied is not None:
            return f"User: {iam_evaluator.caller_arn()} is not authorized to perform: {action} on resource: {arn}"
    return None


def _context(service: str, use: Use) -> dict[str, str]:
    return {
        "kms:ViaService": f"{service}.{responses.get_region()}.amazonaws.com",
        "kms:CallerAccount": responses.get_account_id(),
        **{f"kms:EncryptionContext:{name}": value for name, value in use.encryption_context.items()},
    }


def missing_on_key(config: dict[str, Any], service: str, use: Use) -> str | None:
    """Return the first action on a key that a function's role lacks, for what Lambda itself does with the role.

    Args:
        config: The function's configuration.
        service: Signing name of the service that uses the key.
        use: The key and what is done with it.
    """
    key = customer_key(use.key)
    if key is None:
        return None
    context = _context(service, use)
    missing = (action for action in use.actions if not role_may(config, action, key["Arn"], context))
    return next(missing, None)


def _log_group_guarded(create: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    def create_checked(request: dict[str, Any]) -> Any:
        given = request.get("kmsKeyId")
        key = customer_key(given)
        if given and (key is None or not _logs_may_use(key, request["logGroupName"])):
            message = f"The specified KMS key does not exist or is not allowed to be used with LogGroup '{given}'"
            return error_response_json("InvalidParameterException", message, 400)
        return create(request)

    return create_checked


def _logs_may_use(key: dict[str, Any], group: str) -> bool:
    region, account = responses.get_region(), responses.get_account_id()
    service = f"logs.{region}.amazonaws.com"
    for action in ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"):
        context = iam_evaluator.EvalContext(
            principal_arn="",
            principal_type="AWSService",
            principal_account=account,
            action=action,
            resource_arn=key["Arn"],
            region=region,
            service_context={
                "kms:encryptioncontext:aws:logs:arn": f"arn:aws:logs:{region}:{account}:log-group:{group}",
                "aws:sourceaccount": account,
            },
        )
        policy = key.get("Policy")
        if iam_evaluator.evaluate_resource_policy(policy, context, service=service).decision != "Allow":
            return False
    return True

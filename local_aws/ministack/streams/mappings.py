"""Checks an event source mapping when it is created or changed; ministack 1.5.33 accepts anything."""

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc

from local_aws.ministack.execution_roles import role_may
from local_aws.ministack.streams import filters

_ACTIONS = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams")


def install() -> None:
    """Put the checks before ministack's own code."""
    create, update = lambda_svc._create_esm, lambda_svc._update_esm

    def create_checked(request: dict[str, Any]) -> Any:
        name, qualifier, failure = lambda_svc._resolve_existing_esm_function(request.get("FunctionName", ""))
        if failure:
            return failure
        function, _ = lambda_svc._get_func_record_for_qualifier(name, qualifier)
        source = request.get("EventSourceArn", "")
        if ":dynamodb:" in source and request.get("StartingPosition") is None:
            return _refuse("1 validation error detected: Value null at 'startingPosition' for a stream")
        if ":dynamodb:" in source and "BatchSize" not in request:
            request = {**request, "BatchSize": 100}
        return _problem(request, source, function["config"]) or create(request)

    def update_checked(uuid: str, request: dict[str, Any]) -> Any:
        mapping = lambda_svc._esms.get(uuid)
        if mapping is None:
            return update(uuid, request)
        function, _ = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
        config = function["config"] if function else None
        return _problem(request, mapping["EventSourceArn"], config) or update(uuid, request)

    lambda_svc._create_esm, lambda_svc._update_esm = create_checked, update_checked


def _problem(request: dict[str, Any], source: str, config: dict[str, Any] | None) -> Any:
    try:
        filters.parse(request.get("FilterCriteria"))
    except filters.FilterError as error:
        return _refuse(str(error))
    if config is None or ":dynamodb:" not in source:
        return None
    # In the statement that AWS documents, ListStreams stands beside the others on the stream.
    if not all(role_may(config, action, source) for action in _ACTIONS):
        return _refuse(
            f"Cannot access stream {source}. Please ensure the role can perform the GetRecords, GetShardIterator, "
            "DescribeStream, and ListStreams Actions on your stream in IAM."
        )
    target = ((request.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination", "")
    for service, action in (("sqs", "sqs:SendMessage"), ("sns", "sns:Publish")):
        if f":{service}:" in target and not role_may(config, action, target):
            return _refuse(f"The function execution role does not have permissions to call {action} on {target}")
    return None


def _refuse(message: str) -> Any:
    return error_response_json("InvalidParameterValueException", message, 400)

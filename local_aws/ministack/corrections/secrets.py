"""Adds rules of Secrets Manager that ministack 1.5.33 lacks.

A value may have 65,536 bytes; the request token names the version and makes a repeated call idempotent; a name that
awaits deletion is refused as such; forced deletion of what is not there succeeds; the `name` filter matches the
beginning. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
"""

import base64
import time
from typing import Any

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import secretsmanager

_MAX_BYTES = 65_536

_Request = dict[str, Any]


def install() -> None:
    """Put the rules around ministack's operations."""
    create, put, update = secretsmanager._create_secret, secretsmanager._put_secret_value, secretsmanager._update_secret
    delete, filter_names = secretsmanager._delete_secret, secretsmanager._filter_secret_names

    def create_checked(request: _Request) -> Any:
        return _too_long(request) or _existing(request) or _with_token(create(request), request)

    def put_checked(request: _Request) -> Any:
        return _too_long(request) or _repeated(request) or put(request)

    def update_checked(request: _Request) -> Any:
        return _too_long(request) or update(request)

    def delete_checked(request: _Request) -> Any:
        _, secret = secretsmanager._resolve(request.get("SecretId"))
        if secret is None and request.get("ForceDeleteWithoutRecovery"):
            return _deleted(request["SecretId"])
        return delete(request)

    def filter_by_beginning(names: list[str], filters: list[_Request]) -> list[str]:
        for given in filters:
            if given.get("Key") == "name":
                names = [name for name in names if any(_begins(name, value) for value in given.get("Values", ()))]
        kept: list[str] = filter_names(names, [given for given in filters if given.get("Key") != "name"])
        return kept

    secretsmanager._create_secret = create_checked
    secretsmanager._put_secret_value = put_checked
    secretsmanager._update_secret = update_checked
    secretsmanager._delete_secret = delete_checked
    secretsmanager._filter_secret_names = filter_by_beginning


def _begins(name: str, value: str) -> bool:
    return not name.startswith(value[1:]) if value.startswith("!") else name.startswith(value)


def _too_long(request: _Request) -> Any:
    text = (request.get("SecretString") or "").encode()
    binary = base64.b64decode(request.get("SecretBinary") or "")
    if max(len(text), len(binary)) <= _MAX_BYTES:
        return None
    member = "secretString" if text else "secretBinary"
    message = (
        f"1 validation error detected: Value at '{member}' failed to satisfy constraint: "
        f"Member must have length less than or equal to {_MAX_BYTES}"
    )
    return error_response_json("ValidationException", message, 400)


def _existing(request: _Request) -> Any:
    secret = secretsmanager._secrets.get(request.get("Name"))
    if secret is None:
        return None
    if secret.get("DeletedDate"):
        message = "You can't create this secret because a secret with this name is already scheduled for deletion."
        return error_response_json("InvalidRequestException", message, 400)
    version = secret["Versions"].get(request.get("ClientRequestToken"))
    if version is None or not _same_value(version, request):
        return None
    token = request["ClientRequestToken"]
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def _repeated(request: _Request) -> Any:
    _, secret = secretsmanager._resolve(request.get("SecretId"))
    token = request.get("ClientRequestToken")
    version = secret["Versions"].get(token) if secret and not secret.get("DeletedDate") else None
    if secret is None or version is None:
        return None
    if not _same_value(version, request):
        message = "You can't modify the value of a secret version that already exists."
        return error_response_json("ResourceExistsException", message, 400)
    document = {"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token, "VersionStages": version["Stages"]}
    return json_response(document)


def _same_value(version: _Request, request: _Request) -> bool:
    return all(version.get(member) == request.get(member) for member in ("SecretString", "SecretBinary"))


def _with_token(response: Any, request: _Request) -> Any:
    """Give a new secret's version the id that the request's token is."""
    token = request.get("ClientRequestToken")
    if response[0] != 200 or not token:
        return response
    secret = secretsmanager._secrets[request["Name"]]
    ((_, version),) = secret["Versions"].items()
    secret["Versions"] = {token: version}
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def _deleted(name: str) -> Any:
    arn = name if name.startswith("arn:") else f"arn:aws:secretsmanager:{get_region()}:{get_account_id()}:secret:{name}"
    return json_response({"ARN": arn, "Name": name, "DeletionDate": int(time.time())})

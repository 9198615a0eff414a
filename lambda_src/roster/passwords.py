"""The secrets of initial passwords: the calls to AWS Secrets Manager that read and write them.

A secret is a JSON object of username → initial password. One secret holds up to 500 agents, because
a secret costs $0.40 a month whatever it holds.

All operations of Secrets Manager are eventually consistent: what was written does not show everywhere at once.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from roster.errors import PermanentError, RetryableError, RollcallError
from roster.password import Password

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

MAX_SECRET_BYTES: Final = 60_000
"""Room for one secret's JSON; AWS Secrets Manager takes 65,536 bytes."""

SETTLING_PAUSES: Final = (0.5, 1.0, 2.0, 4.0)
"""Seconds between tries for a secret that does not show yet, or whose forced deletion is under way.

As a rule one of these is enough. Longer waits are left to whoever delivers the event or stream record again.
"""

_NAME: Final = re.compile(r"[A-Za-z0-9/_+=.@-]{1,512}")
"""Names that AWS Secrets Manager takes:
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"""


class PasswordStore:
    """The password secrets below one prefix.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords`, without a slash at its end.
        key_arn: the KMS key that encrypts the secrets.
        sleep: waits a number of seconds.
    """

    def __init__(
        self,
        client: SecretsManagerClient,
        *,
        prefix: str,
        key_arn: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._key_arn = key_arn
        self._sleep = sleep

    def secret_name(self, import_id: str, first_line: int | str) -> str:
        """Name the secret of the block of an import that begins at a line."""
        return f"{self._prefix}/{import_id}/{first_line}"

    def owns(self, name: str) -> bool:
        """Whether a secret's name lies below the prefix, which is all that the function may read, and can be one."""
        return name.startswith(self._prefix + "/") and _NAME.fullmatch(name) is not None

    def read(self, name: str) -> dict[str, Password] | None:
        """Read one secret: username → password; None when there is no such secret (any more, or does not show yet).

        Raises:
            PermanentError: somebody has made something else of it.
            botocore.exceptions.ClientError: anything but a missing or deleted secret.
        """
        try:
            return self._read(name)
        except ClientError as error:
            if _code(error) in _NOT_THERE:
                return None
            raise

    def add(self, name: str, passwords: Mapping[str, Password]) -> dict[str, Password]:
        """Create a secret, or add to an existing one the names that it lacks.

        A name that is there already keeps its password: an agent may have been created with it. So a secret that
        exists is not written before it could be read.

        Returns:
            What the secret holds now.

        Raises:
            PermanentError: somebody has made something else of the secret, or it awaits its deletion.
            RetryableError: the secret exists, but does not show yet.
            botocore.exceptions.ClientError: it can't be read or written.
        """
        pauses = iter(SETTLING_PAUSES)
        while True:
            try:
                return self._add(name, passwords)
            except ClientError as error:
                if _code(error) not in _NOT_THERE:
                    raise
                problem = _NOT_THERE[_code(error)]
            pause = next(pauses, None)
            if pause is None:
                raise problem(name)
            self._sleep(pause)

    def _add(self, name: str, passwords: Mapping[str, Password]) -> dict[str, Password]:
        try:
            _write(
                self._client.create_secret,
                passwords,
                Name=name,
                KmsKeyId=self._key_arn,
                ClientRequestToken=str(uuid.uuid4()),
                Description="Initial passwords of Amazon Connect agents, by username",
            )
        except ClientError as error:
            if _code(error) != "ResourceExistsException":
                raise
        else:
            return dict(passwords)
        held = self._read(name)
        if missing := {user: password for user, password in passwords.items() if user not in held}:
            held |= missing
            _write(self._client.put_secret_value, held, SecretId=name)
        return held

    def _read(self, name: str) -> dict[str, Password]:
        answer = self._client.get_secret_value(SecretId=name)
        return _from_json(name, answer.get("SecretString", ""))


def _write(operation: Callable[..., object], passwords: Mapping[str, Password], **request: str) -> None:
    """Write passwords; a refusal that quotes the request does not show them."""
    try:
        operation(**request, SecretString=_to_json(passwords))
    except ClientError as error:
        message = error.response["Error"].get("Message", "")
        for password in passwords.values():
            message = password.hide_in(message)
        answer = error.response | {"Error": error.response["Error"] | {"Message": message}}
        raise ClientError(answer, error.operation_name) from None


def _code(error: ClientError) -> str:
    return error.response["Error"]["Code"]


def _not_shown(name: str) -> RollcallError:
    return RetryableError(f"AWS Secrets Manager has a secret {name!r} but does not show it yet")


def _awaiting_deletion(name: str) -> RollcallError:
    return PermanentError(
        f"The secret {name!r} awaits its deletion, so no password can be stored in it; restore it in AWS Secrets "
        "Manager, or delete it without a recovery window"
    )


_NOT_THERE: Final[Mapping[str, Callable[[str], RollcallError]]] = {
    "ResourceNotFoundException": _not_shown,
    "InvalidRequestException": _awaiting_deletion,
}
"""Error code of a call to a secret that can't be read → the error to raise where it has to be written."""


def _from_json(name: str, text: str) -> dict[str, Password]:
    try:
        held = json.loads(text)
    except (RecursionError, ValueError):
        held = None  # the parser's error is not passed on, because it may quote the secret
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise PermanentError(
            f"The secret {name!r} is no JSON object of username and password any more; restore its former version in "
            "AWS Secrets Manager, or delete it without a recovery window to have new passwords made"
        )
    return {user: Password(value) for user, value in held.items()}


def _to_json(passwords: Mapping[str, Password]) -> str:
    return json.dumps({user: password.reveal() for user, password in passwords.items()}, ensure_ascii=False)

"""Initial passwords: a type that never shows itself, and the only calls to AWS Secrets Manager.

A secret is a JSON object of username → initial password. One secret holds up to 500 agents, because
a secret costs $0.40 a month whatever it holds.
"""

from __future__ import annotations

import json
import secrets
import string
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from roster.errors import PermanentError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

MAX_SECRET_BYTES: Final = 60_000
"""Room for one secret's JSON; AWS Secrets Manager takes 65,536 bytes."""

_LENGTH: Final = 20
_ALPHABET: Final = string.ascii_letters + string.digits + "!#$%*+-=?@_"


class Password:
    """A password that prints as `***` wherever it ends up: logs, exceptions, reprs."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the password itself. Call it only where it is handed to AWS."""
        return self._value

    def __repr__(self) -> str:
        return "Password(***)"

    __str__ = __repr__


def generate_password() -> Password:
    """Make a password of 20 characters that fulfils Connect's rule: lower case, upper case and a digit."""
    while True:
        value = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if any(c.islower() for c in value) and any(c.isupper() for c in value) and any(c.isdigit() for c in value):
            return Password(value)


class PasswordStore:
    """The password secrets below one prefix.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords`, without a slash at its end.
        key_arn: the KMS key that encrypts the secrets.
    """

    def __init__(self, client: SecretsManagerClient, *, prefix: str, key_arn: str) -> None:
        self._client = client
        self._prefix = prefix
        self._key_arn = key_arn

    def secret_name(self, import_id: str, first_line: int | str) -> str:
        """Name the secret of the block of an import that begins at a line."""
        return f"{self._prefix}/{import_id}/{first_line}"

    def owns(self, name: str) -> bool:
        """Whether a secret's name lies below the prefix, which is all that the function may read."""
        return name.startswith(self._prefix + "/")

    def read(self, name: str) -> dict[str, Password] | None:
        """Read one secret: username → password; None when there is no such secret (any more).

        Raises:
            PermanentError: somebody has made something else of it.
            botocore.exceptions.ClientError: anything but a missing or deleted secret.
        """
        try:
            answer = self._client.get_secret_value(SecretId=name)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"ResourceNotFoundException", "InvalidRequestException"}:
                return None
            raise
        return _from_json(name, answer.get("SecretString", ""))

    def add(self, name: str, passwords: Mapping[str, Password]) -> dict[str, Password]:
        """Create a secret, or add to an existing one the names that it lacks.

        A name that is there already keeps its password: an agent may have been created with it.

        Returns:
            What the secret holds now.

        Raises:
            PermanentError: somebody has made something else of the secret.
            botocore.exceptions.ClientError: it can't be read or written.
        """
        wanted = dict(passwords)
        try:
            self._client.create_secret(
                Name=name,
                KmsKeyId=self._key_arn,
                SecretString=_to_json(wanted),
                ClientRequestToken=str(uuid.uuid4()),
                Description="Initial passwords of Amazon Connect agents, by username",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceExistsException":
                raise
        else:
            return wanted
        held = self.read(name) or {}
        if missing := {user: password for user, password in wanted.items() if user not in held}:
            held |= missing
            self._client.put_secret_value(SecretId=name, SecretString=_to_json(held))
        return held


def _from_json(name: str, text: str) -> dict[str, Password]:
    try:
        held = json.loads(text)
    except ValueError:
        held = None  # and its message stays here, with the text that it could quote
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise PermanentError(
            f"The secret {name!r} is no JSON object of username and password any more; restore its former version in "
            "AWS Secrets Manager, or delete it to have new passwords made"
        )
    return {user: Password(value) for user, value in held.items()}


def _to_json(passwords: Mapping[str, Password]) -> str:
    return json.dumps({user: password.reveal() for user, password in passwords.items()}, ensure_ascii=False)

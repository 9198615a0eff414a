"""Errors that end a command, each with what to do about it, and the exit codes.

| code | meaning |
|---|---|
| 0 | done, and nothing needs attention |
| 1 | done, and something needs attention: rejected rows, failed agents, drift |
| 2 | the command line is wrong; of `plan --detailed-exitcode`: something would change |
| 3 | it could not be done |
| 130 | interrupted |
"""

from __future__ import annotations

from typing import Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

ATTENTION: Final = 1
USAGE: Final = 2
IMPOSSIBLE: Final = 3
INTERRUPTED: Final = 130

_SIGN_IN: Final = (
    "sign in to AWS (aws configure, aws sso login, or AWS_PROFILE), or for local AWS: . build/local/env, which "
    "`make up` writes"
)
_CREDENTIAL_ERRORS: Final = (
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
_CREDENTIAL_CODES: Final = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_MISSING_CODES: Final = frozenset({"ResourceNotFoundException", "NoSuchBucket", "404"})


class CliError(Exception):
    """A command could not be done.

    Args:
        message: what is wrong.
        advice: what to do about it.
        exit_code: of the process.
    """

    def __init__(self, message: str, advice: str, exit_code: int = IMPOSSIBLE) -> None:
        super().__init__(message)
        self.advice = advice
        self.exit_code = exit_code


def explain(error: BotoCoreError | ClientError) -> CliError:
    """Turn an error of AWS into one that says what to do."""
    if isinstance(error, ClientError):
        return _explain_answer(error)
    if isinstance(error, _CREDENTIAL_ERRORS):
        return CliError(f"No usable AWS credentials: {error}", _SIGN_IN)
    if isinstance(error, NoRegionError):
        return CliError("No AWS region is set", "set AWS_REGION or the profile's region, or give --region")
    if isinstance(error, EndpointConnectionError):
        return CliError(
            str(error),
            "check the network and AWS_ENDPOINT_URL; if this is local AWS, is it running? `make up` starts it",
        )
    return CliError(f"AWS can't be asked: {error}", "check credentials, region and network, then try again")


def is_access_denied(error: ClientError) -> bool:
    """Whether AWS refused a call because the caller's policies don't allow it."""
    code: str = error.response["Error"]["Code"]
    return code.startswith(("AccessDenied", "Forbidden")) or code in {"403", "UnauthorizedOperation"}


def is_gone(error: ClientError) -> bool:
    """Whether Amazon Connect answers that what was asked for does not exist, as when it was deleted meanwhile."""
    return error.response["Error"]["Code"] == "ResourceNotFoundException"


def _explain_answer(error: ClientError) -> CliError:
    code = error.response["Error"]["Code"]
    message = f"AWS answered {error.operation_name}: {error.response['Error'].get('Message') or code}"
    if code in _CREDENTIAL_CODES:
        return CliError(message, _SIGN_IN)
    if is_access_denied(error):
        return CliError(message, f"sign in as somebody whose policy allows {error.operation_name}, or have it allowed")
    if code in _MISSING_CODES:
        return CliError(
            message,
            "the deployment is not in this account and region (any more): check AWS_PROFILE and AWS_ENDPOINT_URL, or "
            "name another by --deployment or --stack-file",
        )
    if "Throttl" in code or code in {"TooManyRequestsException", "SlowDown"}:
        return CliError(message, "AWS's quota is in use; try again in a minute")
    return CliError(message, "try again; if it stays so, look the message up in the AWS documentation")

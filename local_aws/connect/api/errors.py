"""The errors Amazon Connect answers, with the HTTP status of each.

The statuses are those of botocore's service model; the codes that the model leaves to AWS's common errors
(access denied before the service is reached, unknown operation) follow the AWS common error list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

STATUS: dict[str, int] = {
    "AccessDeniedException": 403,
    "ConditionalOperationFailedException": 409,
    "ConflictException": 409,
    "ContactFlowNotPublishedException": 404,
    "DuplicateResourceException": 409,
    "ExpiredTokenException": 403,
    "IdempotencyException": 409,
    "InternalServiceException": 500,
    "InvalidContactFlowException": 400,
    "InvalidContactFlowModuleException": 400,
    "InvalidParameterException": 400,
    "InvalidRequestException": 400,
    "LimitExceededException": 429,
    "NotImplementedException": 501,
    "ResourceConflictException": 409,
    "ResourceInUseException": 409,
    "ResourceNotFoundException": 404,
    "ServiceQuotaExceededException": 402,
    "ServiceUnavailableException": 503,
    "ThrottlingException": 429,
    "TooManyRequestsException": 429,
    "UnknownOperationException": 404,
    "UnrecognizedClientException": 403,
}


COMMON = frozenset(
    {
        "AccessDeniedException",
        "ExpiredTokenException",
        "InternalServiceException",
        "NotImplementedException",
        "ServiceUnavailableException",
        "ThrottlingException",
        "UnknownOperationException",
        "UnrecognizedClientException",
    }
)
"""Codes that every operation can answer, whether its model names them or not."""

_INVALID = ("InvalidRequestException", "InvalidParameterException")

ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "DuplicateResourceException": ("ResourceConflictException", *_INVALID),
    "InvalidContactFlowException": ("InvalidContactFlowModuleException",),
    "InvalidContactFlowModuleException": ("InvalidContactFlowException",),
    "InvalidParameterException": _INVALID,
    "InvalidRequestException": _INVALID,
    "LimitExceededException": ("ServiceQuotaExceededException", *_INVALID),
    "ResourceConflictException": ("DuplicateResourceException", *_INVALID),
    "ResourceInUseException": _INVALID,
    "ResourceNotFoundException": _INVALID,
    "ServiceQuotaExceededException": ("LimitExceededException", *_INVALID),
}
"""What stands for a code in an operation that does not model it; the first that the operation models."""


def modelled_code(code: str, modelled: Collection[str]) -> str:
    """Return the code with which an operation answers an error.

    Args:
        code: what the error is.
        modelled: the codes that the service's model has for the operation.
    """
    if code in modelled or code in COMMON:
        return code
    return next((other for other in ALTERNATIVES.get(code, ()) if other in modelled), code)


class ConnectError(Exception):
    """An error answer of Amazon Connect.

    Args:
        code: the AWS error code, for example ``ResourceNotFoundException``.
        message: what the caller reads.
        status: HTTP status; by default the code's own, 400 for a code that is not in ``STATUS``.
        members: further members of the error document, for example ``problems``.
    """

    def __init__(
        self, code: str, message: str, *, status: int | None = None, members: dict[str, Any] | None = None
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = STATUS.get(code, 400) if status is None else status
        self.members = members or {}

    def answered_by(self, modelled: Collection[str]) -> ConnectError:
        """Return the error as an operation answers it that models these codes."""
        code = modelled_code(self.code, modelled)
        return self if code == self.code else ConnectError(code, self.message)


def not_found(what: str, identifier: str) -> ConnectError:
    """Return the error for a resource that does not exist.

    The Terraform provider takes exactly this code as "gone", and fails on any other.
    """
    return ConnectError("ResourceNotFoundException", f"{what} with id {identifier} not found")


def invalid_parameter(message: str) -> ConnectError:
    """Return the error for a member whose value Connect refuses."""
    return ConnectError("InvalidParameterException", message)


def invalid_request(message: str) -> ConnectError:
    """Return the error for a request whose members contradict each other or the instance's state."""
    return ConnectError("InvalidRequestException", message)


def duplicate(what: str, name: str) -> ConnectError:
    """Return the error for a name that is taken."""
    return ConnectError("DuplicateResourceException", f"{what} with name {name} already exists")


def in_use(what: str, identifier: str, by: str) -> ConnectError:
    """Return the error for deleting a resource that another one refers to."""
    return ConnectError(
        "ResourceInUseException",
        f"{what} {identifier} is in use by {by}",
        members={"ResourceType": what, "ResourceId": identifier},
    )


def limit_exceeded(what: str, limit: int) -> ConnectError:
    """Return the error for a full service quota of an instance."""
    return ConnectError("LimitExceededException", f"The quota of {limit} for {what} is reached")

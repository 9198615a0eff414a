"""Requests that change something must say what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import invalid_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import OperationModel

_CHANGING = ("Associate", "Disassociate", "Update")
"""Beginnings of the names of operations that change what exists."""

_EMPTY_SAYS_SOMETHING = frozenset(
    {
        "AssociateDefaultVocabulary",  # no default from then on
        "UpdatePhoneNumber",  # has a rule of its own for the target
        "UpdateQueueMaxContacts",  # no limit from then on
        "UpdateSecurityProfile",  # the Terraform provider sends it for changed tags alone, and AWS takes it
        "UpdateUserHierarchy",  # no group from then on
    }
)
"""Operations of which a request without any optional member is taken."""


def check_change(operation: OperationModel, params: Mapping[str, Any]) -> None:
    """Check that a change names a member to change.

    Args:
        operation: the operation, of botocore's model.
        params: what the request has, by member name.

    Raises:
        ConnectError: InvalidRequestException.
    """
    shape = operation.input_shape
    if shape is None or not operation.name.startswith(_CHANGING) or operation.name in _EMPTY_SAYS_SOMETHING:
        return
    changes = [
        name
        for name, member in shape.members.items()
        if member.serialization.get("location") != "uri" and name != "ClientToken"
    ]
    if changes and not any(name in params for name in changes):
        raise invalid_request(f"At least one of {', '.join(changes)} is required")

"""Tells settings that the runtime's SDK is too old to send. It says so of its own model, whatever its version.

boto3 comes with the Lambda runtime, which AWS updates in its own time. One that does not know a setting refuses to send
it, and leaves it out of what DescribeUser answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import botocore

from roster.connect_users import LISTS
from roster.errors import PermanentError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_BY_CHANNEL: Final = "voice_enhancement, auto_accept and acw_seconds by channel, which need 1.42.46"
_CONNECTION: Final = "persistent_connection, which needs one of 2025-09-19 or later"


def require_known_settings(client: ConnectClient, parameters: Mapping[str, Any]) -> None:
    """Raise if the SDK does not know settings of a phone that are to be sent.

    Args:
        client: a Connect client.
        parameters: those of CreateUser, or of an update of a user's phone; others are not looked at.

    Raises:
        PermanentError: it does not; the message says what to do.
    """
    by_channel = [name for name in LISTS if name in parameters]
    connection = "PersistentConnection" in parameters.get("PhoneConfig", {})
    if not by_channel and not connection:
        return
    request: Any = client.meta.service_model.operation_model("CreateUser").input_shape
    known = request.members
    if any(name not in known for name in by_channel):
        raise PermanentError(_too_old(_BY_CHANNEL))
    if connection and "PersistentConnection" not in known["PhoneConfig"].members:
        raise PermanentError(_too_old(_CONNECTION))


def _too_old(what: str) -> str:
    return (
        f"The function's SDK, botocore {botocore.__version__}, is too old for {what}: set python_runtime to the newest "
        "that this deployment takes and apply it, or leave the column out of the directory; then try the agent again"
    )

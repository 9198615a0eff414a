"""Tells a refusal, which may pass, from what is wrong with an item itself and stays so.

Others write the tables, the queue and the bucket too, and may leave anything there.
"""

from __future__ import annotations

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from roster.errors import RollcallError, UnreadableError

_MALFORMED_REQUESTS: Final = frozenset(
    {"InvalidRequestContentException", "SerializationException", "ValidationError", "ValidationException"}
)
"""Codes by which services refuse a request that is malformed, however often it is sent."""


def is_refusal(error: Exception) -> bool:
    """Whether an error that working on an item raised is a refusal, so that trying again may help.

    All other errors come from what the item holds: it lacks something, or holds a value of another kind.
    """
    if isinstance(error, ClientError):
        return error.response.get("Error", {}).get("Code") not in _MALFORMED_REQUESTS
    of_the_item = isinstance(error, ParamValidationError | UnreadableError)
    return isinstance(error, RollcallError | BotoCoreError) and not of_the_item

"""Retries calls about what is new: AWS may not know it everywhere yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from botocore.exceptions import ClientError

ACCESS_DENIED: Final = "AccessDeniedException"
"""The role's permissions are new."""

NOT_FOUND: Final = "ResourceNotFoundException"
"""What the call is about is new, or gone."""

_MAX_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 5.0


def retry_while_new(
    call: Callable[[], object],
    error_codes: set[str],
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Call until AWS answers none of the errors that may pass, for a minute at most.

    Args:
        call: makes the call.
        error_codes: the errors that may pass.
        sleep: waits a number of seconds between tries.
        clock: tells seconds that only grow.

    Raises:
        botocore.exceptions.ClientError: another error, or one of these after a minute.
    """
    give_up_at = clock() + _MAX_SECONDS
    while True:
        try:
            call()
        except ClientError as error:
            if error_code(error) not in error_codes or clock() >= give_up_at:
                raise
        else:
            return
        sleep(_PAUSE_SECONDS)


def ignore_missing(error: ClientError) -> None:
    """Raise an error unless it says that something is gone already."""
    if error_code(error) != NOT_FOUND:
        raise error


def error_code(error: ClientError) -> str:
    """Return the code of an answer such as `ResourceNotFoundException`."""
    return str(error.response["Error"]["Code"])

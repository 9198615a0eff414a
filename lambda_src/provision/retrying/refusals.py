"""Tells whether a service refuses everybody, rather than a few agents. Pure.

Then thousands of agents would go through the queue and back, each for a few calls that are refused. So the batch stays
in the stream, which waits as a whole until the service answers again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from provision.connect.errors import ForbiddenError, UnavailableError

LEAST_REFUSED: Final = 11
"""Fewer agents of a batch that a service refuses always leave the stream."""


def refuses_all(errors: Sequence[Exception], *, done: int) -> bool:
    """Whether to take a batch's errors for those of a service that refuses everybody.

    Args:
        errors: why agents of the batch have to be tried again.
        done: agents of the batch whose work came to an end: for these the services answered.
    """
    of_services = sum(
        isinstance(error, ClientError | BotoCoreError | ForbiddenError | UnavailableError) for error in errors
    )
    return done == 0 and of_services >= LEAST_REFUSED

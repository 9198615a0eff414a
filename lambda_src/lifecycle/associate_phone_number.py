"""Associates a phone number with a contact flow, and ends the association. The hook `associate_phone_number`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_MAX_RETRY_SECONDS: Final = 60.0
"""For so long a call is retried because the role's permissions, the number or the flow are new: AWS may not know them
everywhere yet."""

_ACCESS_DENIED: Final = "AccessDeniedException"
_NOT_FOUND: Final = "ResourceNotFoundException"

_RETRY_PAUSE_SECONDS: Final = 5.0


class PhoneNumbers:
    """The association of phone numbers with contact flows.

    Args:
        client: a Connect client.
        sleep: waits a number of seconds between tries.
        clock: tells seconds that only grow.
    """

    def __init__(
        self,
        client: ConnectClient,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._clock = clock

    def associate(self, *, instance_id: str, phone_number_id: str, contact_flow_id: str) -> None:
        """Associate a number with a flow, in place of any other flow.

        Raises:
            botocore.exceptions.ClientError: Connect refused. The errors that access is denied and that there is no such
                number or flow are retried for a minute first.
        """
        self._retry_while_new(
            lambda: self._client.associate_phone_number_contact_flow(
                PhoneNumberId=phone_number_id, InstanceId=instance_id, ContactFlowId=contact_flow_id
            ),
            {_ACCESS_DENIED, _NOT_FOUND},
        )

    def disassociate(self, *, instance_id: str, phone_number_id: str) -> None:
        """End the association of a number with its flow; if the number is gone already, that is no error.

        Raises:
            botocore.exceptions.ClientError: Connect refused; that access is denied is retried for a minute first.
        """
        try:
            self._retry_while_new(
                lambda: self._client.disassociate_phone_number_contact_flow(
                    PhoneNumberId=phone_number_id, InstanceId=instance_id
                ),
                {_ACCESS_DENIED},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _NOT_FOUND:
                raise

    def _retry_while_new(self, call: Callable[[], object], error_codes: set[str]) -> None:
        """Call until Connect answers none of the errors that may pass, at most for `_MAX_RETRY_SECONDS`."""
        give_up_at = self._clock() + _MAX_RETRY_SECONDS
        while True:
            try:
                call()
            except ClientError as error:
                if error.response["Error"]["Code"] not in error_codes or self._clock() >= give_up_at:
                    raise
            else:
                return
            self._sleep(_RETRY_PAUSE_SECONDS)

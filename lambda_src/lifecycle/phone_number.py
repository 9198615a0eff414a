"""Joins a phone number to a contact flow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PATIENCE_SECONDS: Final = 60.0
"""How long a new role's permissions, a new number or a new flow may take to spread."""

_DENIED: Final = "AccessDeniedException"
_MISSING: Final = "ResourceNotFoundException"

_PAUSE_SECONDS: Final = 5.0


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
        """Send a number's callers to a flow, instead of any other flow.

        Raises:
            botocore.exceptions.ClientError: Connect refused; that access is denied, or that there is no such number or
                flow, only after a minute of tries, as its reads lag behind what was just made.
        """
        self._patiently(
            lambda: self._client.associate_phone_number_contact_flow(
                PhoneNumberId=phone_number_id, InstanceId=instance_id, ContactFlowId=contact_flow_id
            ),
            {_DENIED, _MISSING},
        )

    def disassociate(self, *, instance_id: str, phone_number_id: str) -> None:
        """Take a number off its flow; a number that is gone is as good.

        Raises:
            botocore.exceptions.ClientError: Connect refused; access denied only after a minute of tries.
        """
        try:
            self._patiently(
                lambda: self._client.disassociate_phone_number_contact_flow(
                    PhoneNumberId=phone_number_id, InstanceId=instance_id
                ),
                {_DENIED},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _MISSING:
                raise

    def _patiently(self, call: Callable[[], object], passing: set[str]) -> None:
        """Call until Connect does not answer one of the errors that may pass, or patience ends."""
        give_up_at = self._clock() + _PATIENCE_SECONDS
        while True:
            try:
                call()
            except ClientError as error:
                if error.response["Error"]["Code"] not in passing or self._clock() >= give_up_at:
                    raise
            else:
                return
            self._sleep(_PAUSE_SECONDS)

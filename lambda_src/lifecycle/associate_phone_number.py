"""Associates a phone number with a contact flow, and ends the association. The hook `associate_phone_number`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from lifecycle.retries import ACCESS_DENIED, NOT_FOUND, ignore_missing, retry_while_new

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


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
        retry_while_new(
            lambda: self._client.associate_phone_number_contact_flow(
                PhoneNumberId=phone_number_id, InstanceId=instance_id, ContactFlowId=contact_flow_id
            ),
            {ACCESS_DENIED, NOT_FOUND},
            sleep=self._sleep,
            clock=self._clock,
        )

    def disassociate(self, *, instance_id: str, phone_number_id: str) -> None:
        """End the association of a number with its flow; if the number is gone already, that is no error.

        Raises:
            botocore.exceptions.ClientError: Connect refused; that access is denied is retried for a minute first.
        """
        try:
            retry_while_new(
                lambda: self._client.disassociate_phone_number_contact_flow(
                    PhoneNumberId=phone_number_id, InstanceId=instance_id
                ),
                {ACCESS_DENIED},
                sleep=self._sleep,
                clock=self._clock,
            )
        except ClientError as error:
            ignore_missing(error)

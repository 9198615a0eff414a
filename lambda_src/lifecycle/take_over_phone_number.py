"""Moves a phone number of the account to an instance, and back. The hook `take_over_phone_number`.

An instance that is deleted releases its numbers for good. So a number that was somebody's before goes back in time to
where it came from, which a tag of the number says.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from lifecycle.retries import ACCESS_DENIED, NOT_FOUND, error_code, retry_while_new
from roster.errors import PermanentError, RetryableError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ORIGIN_TAG: Final = "rollcall:taken-from"
"""Key of the tag with the ARN of what the number belonged to."""

_MOVE_SECONDS: Final = 120.0
_PAUSE_SECONDS: Final = 2.0


class TakenOverNumbers:
    """Phone numbers that belong to an instance for a time.

    Args:
        client: a Connect client.
        sleep: waits a number of seconds between looks.
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

    def take_over(self, *, instance_arn: str, phone_number_id: str) -> None:
        """Move a number to an instance, unless it is there.

        Raises:
            PermanentError: Connect did not move it, and says why.
            RetryableError: it is still on its way.
            botocore.exceptions.ClientError: Connect refused. That access is denied, and that there is no such number or
                instance, are retried for a minute first.
        """
        number: dict[str, Any] = {}
        self._retry(lambda: number.update(self._describe(phone_number_id)))
        if number["TargetArn"] != instance_arn:
            # First the tag: a number that was moved without it would not find back.
            self._client.tag_resource(resourceArn=number["PhoneNumberArn"], tags={ORIGIN_TAG: number["TargetArn"]})
            self._move(phone_number_id, instance_arn)

    def give_back(self, *, instance_arn: str, phone_number_id: str) -> None:
        """Move a number back, if it was moved to the instance and is still there. A number that is gone is no error.

        Raises:
            PermanentError: the number can't go back, for example because what it came from is gone. The instance must
                not be deleted with it.
            RetryableError: it is still on its way.
            botocore.exceptions.ClientError: Connect refused to describe it.
        """
        try:
            number = self._describe(phone_number_id)
        except ClientError as error:
            if error_code(error) != NOT_FOUND:
                raise
            return
        origin = number.get("Tags", {}).get(ORIGIN_TAG)
        if origin is None or number["TargetArn"] != instance_arn:
            return
        try:
            self._move(phone_number_id, origin)
        except ClientError as error:
            raise PermanentError(
                f"The phone number {phone_number_id} can't go back to {origin}: {error}. With this instance it would "
                "be released for good: move it elsewhere with `aws connect update-phone-number`, then go on."
            ) from error
        self._client.untag_resource(resourceArn=number["PhoneNumberArn"], tagKeys=[ORIGIN_TAG])

    def _describe(self, phone_number_id: str) -> dict[str, Any]:
        return dict(self._client.describe_phone_number(PhoneNumberId=phone_number_id)["ClaimedPhoneNumberSummary"])

    def _move(self, phone_number_id: str, target_arn: str) -> None:
        self._retry(lambda: self._client.update_phone_number(PhoneNumberId=phone_number_id, TargetArn=target_arn))
        give_up_at = self._clock() + _MOVE_SECONDS
        while (status := self._describe(phone_number_id)["PhoneNumberStatus"])["Status"] != "CLAIMED":
            if status["Status"] == "FAILED":
                raise PermanentError(f"{phone_number_id} was not moved to {target_arn}: {status.get('Message')}")
            if self._clock() >= give_up_at:
                raise RetryableError(f"{phone_number_id} is still on its way to {target_arn}: apply again")
            self._sleep(_PAUSE_SECONDS)

    def _retry(self, call: Callable[[], object]) -> None:
        retry_while_new(call, {ACCESS_DENIED, NOT_FOUND}, sleep=self._sleep, clock=self._clock)

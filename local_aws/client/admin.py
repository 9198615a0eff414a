"""A typed client of the admin HTTP API."""

import json
import time
import urllib.error
import urllib.request
from typing import Any, cast

from local_aws.faults import DEFAULT_MESSAGE


class AdminError(RuntimeError):
    """The admin API refused a request; the message says why."""


class Controls:
    """What a test or a script can turn on a running server.

    Args:
        endpoint: The server's URL.
    """

    def __init__(self, endpoint: str) -> None:
        self._base = f"{endpoint}/_local/"
        # No proxy of the user's environment may come between.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, {"content-type": "application/json"}, method=method)  # noqa: S310 - http to loopback
        try:
            with self._opener.open(request, timeout=60) as response:
                return json.load(response)["result"]
        except urllib.error.HTTPError as error:
            with error:
                raise AdminError(json.load(error)["error"]) from error

    def fail_next(
        self,
        service: str,
        operation: str,
        error_code: str,
        *,
        status: int | None = None,
        times: int = 1,
        after: bool = False,
        share: float = 1.0,
        message: str = DEFAULT_MESSAGE,
        details: dict[str, Any] | None = None,
        delay_seconds: float = 0.0,
    ) -> None:
        """Answer the next calls of an operation with an error, or late, or both.

        Args:
            service: Signing name, such as `dynamodb` or `secretsmanager`.
            operation: Operation name, such as `PutItem`; `*` stands for every one.
            error_code: Code that the client sees; empty for the call's own answer, late.
            status: HTTP status; SDKs retry 5xx and 429. 0 breaks the connection off in the middle of a response. None
                is the status that Amazon Connect has for the code, and 500 for every other service.
            times: How many calls.
            after: Whether a call takes effect first, as when its response is lost.
            share: Of the calls, how many it is for, by chance.
            message: Text of the error.
            details: Further members of a JSON error, such as `CancellationReasons`.
            delay_seconds: How long the answer is held back; longer than the client waits makes a timeout.
        """
        fault: dict[str, Any] = {"service": service, "operation": operation, "error_code": error_code, "status": status}
        fault |= {"times": times, "after": after, "share": share, "message": message, "details": details or {}}
        fault |= {"delay_seconds": delay_seconds}
        self._ask("POST", "faults", fault)

    def waiting_faults(self) -> list[dict[str, Any]]:
        """The faults that still wait for calls, as they were asked for, but for `times`: how many calls are left."""
        return cast("list[dict[str, Any]]", self._ask("GET", "faults"))

    def clear_faults(self) -> None:
        """Drop the faults that still wait for calls."""
        self._ask("DELETE", "faults")

    def calls(self) -> dict[str, dict[str, int]]:
        """Calls since the last reset, by signing name and operation; failed ones count too."""
        return cast("dict[str, dict[str, int]]", self._ask("GET", "calls"))

    def permissions_asked(self, access_key_id: str) -> dict[str, list[str]]:
        """What the bearer of a user's access key was asked permission for, got or not: action → ARNs or `*`."""
        answer = self._ask("GET", "permissions", {"access_key_id": access_key_id})
        return cast("dict[str, list[str]]", answer)

    def reset_calls(self) -> None:
        """Count calls from zero again."""
        self._ask("DELETE", "calls")

    def inventory(self) -> dict[str, list[str]]:
        """Name everything that exists, by kind; an empty list where nothing does."""
        return cast("dict[str, list[str]]", self._ask("GET", "inventory"))

    def lag_secret_listings(self, *, on: bool) -> None:
        """Have ListSecrets leave out the secrets that are made from now on, or show everything again."""
        self._ask("PUT", "secrets/listings", {"lag": on})

    def duplicate_next(self, batches: int) -> None:
        """Deliver the next so many batches of any stream mapping twice."""
        self._ask("POST", "streams/duplicate", {"batches": batches})

    def set_shards(self, shards: int) -> None:
        """Change how many shards every stream has."""
        self._ask("PUT", "streams/shards", {"shards": shards})

    def streams(self) -> dict[str, Any]:
        """The number of shards, duplicates still to come, and records not done by function and stream."""
        return cast("dict[str, Any]", self._ask("GET", "streams"))

    def activity(self) -> dict[str, int]:
        """Invocations that run; asynchronous events, stream records and messages of mapped queues that wait."""
        return cast("dict[str, int]", self._ask("GET", "activity"))

    def wait_until_idle(self, seconds: float) -> None:
        """Wait until nothing runs or waits; a record that fails without end keeps it waiting.

        Args:
            seconds: Longest wait.

        Raises:
            TimeoutError: It is not idle by then; the message says with what.
        """
        deadline = time.monotonic() + seconds
        quiet = 0
        # Twice in a row, as an upload's notification takes a moment to become an event.
        while quiet < 2:
            activity = self.activity()
            quiet = 0 if any(activity.values()) else quiet + 1
            if time.monotonic() > deadline:
                raise TimeoutError(f"Local AWS is busy after {seconds:g} s: {activity}, {self.streams()['lag']}")
            time.sleep(0.1)

    def connect_fail_next(
        self, operation: str, error_code: str, times: int = 1, message: str = DEFAULT_MESSAGE
    ) -> None:
        """Answer the next calls of one of Connect's operations with an error: `fail_next` for Connect."""
        self.fail_next("connect", operation, error_code, times=times, message=message)

    def connect_delay_next(self, operation: str, seconds: float, times: int = 1) -> None:
        """Answer the next calls of one of Connect's operations late: `fail_next` for Connect, without an error."""
        self.fail_next("connect", operation, "", times=times, delay_seconds=seconds)

    def connect_settings(self, **settings: Any) -> dict[str, Any]:
        """Change some of Connect's settings and return them all.

        Args:
            settings: `quota_factor` (multiplies the request quotas, None switches throttling off),
                `settle_seconds`, `search_lag_seconds`, `user_lag_seconds`, `limits` (service quotas by name).
        """
        if settings:
            self._ask("PUT", "connect/settings", settings)
        return cast("dict[str, Any]", self._ask("GET", "connect/settings"))

    def connect_calls(self) -> dict[str, int]:
        """Connect's calls by operation since the last reset: its part of `calls`."""
        return self.calls().get("connect", {})

    def connect_log(self) -> list[dict[str, Any]]:
        """Connect's latest calls: operation, status, error code, caller, time."""
        return cast("list[dict[str, Any]]", self._ask("GET", "connect/log"))

    def connect_reset(self) -> None:
        """Put Connect's settings back to the start, and forget its faults, counts and log."""
        self._ask("POST", "connect/reset")

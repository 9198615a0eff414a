"""A local AWS as the account of a deployment, and what only there can be turned: faults, clocks, counts, quotas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from local_aws.client import LocalAws
from tests.end_to_end.account import Outputs
from tests.end_to_end.stack import Stack


class LocalAccount:
    """A local AWS as `Account`.

    Args:
        server: the local AWS.
    """

    def __init__(self, server: LocalAws) -> None:
        self._server = server

    def environment(self) -> dict[str, str]:
        """See `Account`."""
        return self._server.environment()

    def settle(self, _outputs: Outputs, seconds: float) -> None:
        """See `Account`: the server itself says what runs or waits."""
        self._server.controls.wait_until_idle(seconds)

    def deliver_twice(self, batches: int) -> None:
        """See `Account`."""
        self._server.controls.duplicate_next(batches)

    def logs(self) -> dict[str, str]:
        """See `Account`."""
        return {"local AWS's log": (self._server.data_dir / "server.log").read_text(errors="replace")}


class LocalStack(Stack):
    """A deployment on a local AWS whose controls are at hand.

    Args:
        home: an empty folder for state and copies.
        server: the local AWS to deploy into.
        variables: of the root.
        applied_by: environment of whoever applies and destroys; the administrator's if left out.
    """

    def __init__(
        self,
        home: Path,
        server: LocalAws,
        variables: dict[str, Any] | None = None,
        applied_by: dict[str, str] | None = None,
    ) -> None:
        super().__init__(home, LocalAccount(server), variables or {}, applied_by)
        self.server = server

"""Reads what waits in the failure queue, and says what each message is about and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from rollcall_cli.deployment import Deployment
from rollcall_cli.imports import Imports
from roster.clock import utc_now
from roster.waiting_agents import agents_waiting_since
from upkeep.failure_messages import FailedEvent, LostRecords, LostTurn, read_failure
from upkeep.failure_queue import FailureQueue, QueueMessage

_HIDDEN_SECONDS: Final = 60
"""For so long at most nobody else sees a message while it is read; then it is put back."""

_UPLOAD_ADVICE: Final = "mend the cause, then rollcall redrive"
_AGENTS_ADVICE: Final = "mend what the log of provision says, then rollcall redrive"
_REPORTS_ADVICE: Final = "mend what the log of report says, then rollcall redrive"
_UNKNOWN_ADVICE: Final = "Rollcall can't read it: read it, then delete it (docs/operations.md)"


@dataclass(frozen=True, slots=True)
class Failure:
    """A message of the failure queue.

    Attributes:
        message_id: its id.
        since: when Lambda gave up, as a timestamp; empty if the message does not say.
        kind: `upload`, `agents`, `reports` or `unknown`.
        about: keys of uploads, usernames of agents that wait, or keys of imports whose report waits.
        error: what the function said last; empty if the message does not say.
        replays: how often upkeep has sent an upload's event again.
        advice: what to do.
    """

    message_id: str
    since: str
    kind: str
    about: Sequence[str]
    error: str
    advice: str
    replays: int = 0
    versions: Sequence[tuple[str, str]] = field(default=())

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {
            "message_id": self.message_id,
            "since": self.since,
            "kind": self.kind,
            "about": list(self.about),
            "error": self.error,
            "replays": self.replays,
            "advice": self.advice,
        }


class Failures:
    """The failure queue of a deployment. Reading it changes nothing: every message is put back.

    Args:
        deployment: the deployment.
    """

    def __init__(self, deployment: Deployment) -> None:
        url = deployment.output("failure_queue_url")
        self._queue = FailureQueue(deployment.client("sqs"), url, visibility_timeout=_HIDDEN_SECONDS)
        self._deployment = deployment
        self._agents_table = deployment.output("agents_table")
        self._files_table = deployment.output("files_table")

    def read(self) -> list[Failure]:
        """Return all messages that nobody has taken at the moment, oldest first."""
        messages = self._queue.take_all()
        try:
            found = list(self._read_all(messages))
        finally:
            for message in messages:
                self._queue.put_back(message)
        return sorted(found, key=lambda failure: (failure.since, failure.message_id))

    def _read_all(self, messages: Sequence[QueueMessage]) -> Iterator[Failure]:
        readings = [(message, read_failure(message.body)) for message in messages]
        lost = [failure for _, failure in readings if isinstance(failure, LostRecords)]
        agents = self._waiting_agents([one.until for one in lost if one.table == self._agents_table])
        reports = self._waiting_reports() if any(one.table == self._files_table for one in lost) else []
        for message, failure in readings:
            since, error = _circumstances(message.body)
            kind, about, advice = "unknown", list[str](), _UNKNOWN_ADVICE
            replays, versions = 0, list[tuple[str, str]]()
            if isinstance(failure, FailedEvent):
                versions, replays = sorted(failure.versions), failure.replays
                kind, about, advice = "upload", [key for key, _ in versions], _UPLOAD_ADVICE
            elif isinstance(failure, LostTurn):
                kind, about, advice = "agents", [failure.username], _AGENTS_ADVICE
            elif isinstance(failure, LostRecords) and failure.table == self._agents_table:
                kind, about, advice = "agents", agents, _AGENTS_ADVICE
            elif isinstance(failure, LostRecords) and failure.table == self._files_table:
                kind, about, advice = "reports", reports, _REPORTS_ADVICE
            yield Failure(message.message_id, since, kind, about, error, advice, replays, versions)

    def _waiting_agents(self, until: Sequence[datetime]) -> list[str]:
        if not until:
            return []
        client = self._deployment.client("dynamodb")
        found = agents_waiting_since(client, self._agents_table, max(until), now=utc_now())
        return sorted(item["username"] for item in found)

    def _waiting_reports(self) -> list[str]:
        records = Imports(self._deployment).newest()
        return sorted(
            str(record["key"])
            for record in records
            if record.get("status") == "PROVISIONING" and record.get("pending") == 0
        )


def _circumstances(body: str) -> tuple[str, str]:
    """Return when and why Lambda gave up, each empty if the message does not say."""
    try:
        document = json.loads(body)
    except (RecursionError, ValueError):
        return "", ""
    if not isinstance(document, dict):
        return "", ""
    context, answer = document.get("requestContext"), document.get("responsePayload")
    condition = context.get("condition") if isinstance(context, dict) else None
    message = answer.get("errorMessage") or answer.get("errorType") if isinstance(answer, dict) else None
    since = document.get("timestamp")
    return since if isinstance(since, str) else "", str(message or condition or "")

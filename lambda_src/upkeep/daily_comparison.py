"""Compares Amazon Connect with the agents table once a day, and tells or mends what differs. A task of `HourlyTasks`.

It looks for active agents whose login Connect does not list, then goes through all users by pages of SearchUsers. What
these show to be missing or different DescribeUser has to confirm, since lists lag behind. A search does not show e-mail
addresses, mobile numbers, proficiencies and quick connects: of a user who differs in nothing else `rollcall drift`
tells, which looks at each.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from roster.api_quotas import api_quota
from roster.clock import Clock, read_timestamp, timestamp
from roster.errors import StaleReadError
from roster.logs import build_logger
from roster.requeue_drifted_agents import RequeueDriftedAgents
from upkeep.active_agents import ActiveAgents
from upkeep.drift_record import DriftRecord, DriftRecords
from upkeep.drift_walk import DriftWalk

logger = build_logger()

_SHARE_OF_QUOTA: Final = 0.25
"""What it takes of Connect's quotas, so that people at the console and imports that begin meanwhile have theirs."""

_PERIOD: Final = timedelta(hours=23, minutes=30)
"""From one comparison to the next: less than a day, as runs come every hour and not to the minute."""

_LONGEST_WAIT: Final = timedelta(days=1)
"""For so long a comparison that is due waits for agents that wait for Connect."""

_NAMED: Final = 50


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """What a run did, and what the last comparison that came to its end found.

    Attributes:
        state: `not due`, `waits` for agents that wait for Connect, `goes on` in the next run, `elsewhere`, if another
            run is at it, or `over`.
        missing: agents without a user; None before the first comparison is over.
        changed: agents whose users differ, likewise.
        put_back: agents that this run put back to be mended.
        only_told: whether this run mended nobody because so much is missing or differs.
    """

    state: str
    missing: int | None = None
    changed: int | None = None
    put_back: int = 0
    only_told: bool = False


def pace(requests_per_second: float, sleep: Callable[[float], None] = time.sleep) -> Callable[[str], None]:
    """Return the pause before a call that keeps the comparison to its share of the account's quota.

    Args:
        requests_per_second: the quota for Connect's write calls.
        sleep: waits a number of seconds.
    """
    return lambda api: sleep(1 / (_SHARE_OF_QUOTA * api_quota(api, requests_per_second)))


class DailyComparison:
    """The comparison.

    Args:
        records: how far it is.
        walk: goes through users and agents.
        active: knows whether somebody waits.
        requeue: has drifted agents mended.
        mends: whether they are.
        clock: tells the time.
    """

    def __init__(
        self,
        records: DriftRecords,
        walk: DriftWalk,
        active: ActiveAgents,
        requeue: RequeueDriftedAgents,
        *,
        mends: bool,
        clock: Clock,
    ) -> None:
        self._records = records
        self._walk = walk
        self._active = active
        self._requeue = requeue
        self._mends = mends
        self._clock = clock

    def run(self, time_is_up: Callable[[], bool]) -> ComparisonResult:
        """Begin a comparison if one is due, or go on with the one that runs.

        Args:
            time_is_up: whether to leave the rest to the next run.

        Raises:
            botocore.exceptions.ClientError: Connect or DynamoDB refused; the next run goes on.
            RetryableError: others kept changing agents that are to be put back; likewise.
        """
        record = self._records.read() or DriftRecord(due_at=timestamp(self._clock()))
        try:
            state = self._advance(record, time_is_up)
        except StaleReadError:
            return ComparisonResult("elsewhere")
        ended = state == "over"
        return ComparisonResult(
            state,
            record.last.get("missing"),
            record.last.get("changed"),
            put_back=record.put_back if ended else 0,
            only_told=ended and record.only_told,
        )

    def _advance(self, record: DriftRecord, time_is_up: Callable[[], bool]) -> str:
        now = self._clock()
        due_at = read_timestamp(record.due_at) or now
        if now < due_at:
            return "not due"
        if record.phase == "over":
            record.begin_anew()
        if not record.version:
            self._records.save(record)  # since when the first one is due
        if now < due_at + _LONGEST_WAIT and self._active.anybody_waits(now):
            return "waits"
        if record.phase == "missing" and not self._walk.find_missing(record, time_is_up):
            return "goes on"
        if record.phase == "changed" and not self._walk.find_changed(record, time_is_up):
            return "goes on"
        self._end(record)
        return "over"

    def _end(self, record: DriftRecord) -> None:
        """Put back what differs, if that is asked for and not suspiciously much, and note the end."""
        record.only_told = record.only_told or 2 * (record.missing + record.changed) > record.agents
        if self._mends and not record.only_told:
            record.put_back = len(self._requeue.requeue(record.names).agents)
        now = self._clock()
        record.last = {"missing": record.missing, "changed": record.changed, "ended_at": timestamp(now)}
        record.phase, record.due_at = "over", timestamp(now + _PERIOD)
        self._records.save(record)
        found = {"agents": record.agents, "missing": record.missing, "changed": record.changed}
        logger.info(
            "Compared Amazon Connect with the agents table",
            extra=found | {"names": record.names[:_NAMED], "put_back": record.put_back, "only_told": record.only_told},
        )

"""Goes through Amazon Connect's users and the agents table for the daily comparison, and notes what differs.

After each page it writes how far it is, so a run that dies, or whose time is up, is taken up by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Any, Final

from botocore.exceptions import ClientError

from roster.agents_table import AgentsTable
from roster.connect_instance import IDENTITY_IN_SEARCHES, ConnectInstance
from roster.connect_users import IDENTITY_MEMBERS
from roster.drift import DriftRules, differences
from roster.logs import build_logger
from upkeep.active_agents import ActiveAgents
from upkeep.drift_record import DriftRecord, DriftRecords

logger = build_logger()

MAX_NAMES: Final = 500
"""Agents that are noted to be mended."""

_SAMPLE: Final = 5
"""Agents that DescribeUser is asked for where the list of users lacks more than half of them."""

_REFUSED_TOKENS: Final = frozenset({"InvalidParameterException", "InvalidRequestException"})

_Absent = list[tuple[str, str | None]]
"""Username and user id of agents whose login is not listed."""


class DriftWalk:
    """The two walks of a comparison: for agents without a user, and for users that differ.

    Both raise ClientError where Connect or DynamoDB refuses, and StaleReadError where another run is at it.

    Args:
        records: how far it is.
        instance: the Connect instance; its calls are paced.
        active: who is active.
        agents: the agents table.
        rules: what is compared.
    """

    def __init__(
        self,
        records: DriftRecords,
        instance: ConnectInstance,
        active: ActiveAgents,
        agents: AgentsTable,
        rules: DriftRules,
    ) -> None:
        self._records = records
        self._instance = instance
        self._active = active
        self._agents = agents
        self._rules = rules

    def find_missing(self, record: DriftRecord, time_is_up: Callable[[], bool]) -> bool:
        """Look for active agents without a user.

        Args:
            record: the comparison, in the phase `missing`; is brought to the next one.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            Whether all were looked at.
        """
        absent = self._not_listed(record, time_is_up)
        if absent is None:
            return False
        if 2 * len(absent) > record.agents:
            return self._doubt(record, absent)
        for username, user_id in sorted(absent):
            if record.position is not None and username <= record.position:
                continue
            if time_is_up():
                self._records.save(record)
                return False
            if self._is_gone(user_id):
                record.missing += 1
                _note(record, username)
            record.position = username
        record.phase, record.position = "changed", None
        self._records.save(record)
        return True

    def find_changed(self, record: DriftRecord, time_is_up: Callable[[], bool]) -> bool:
        """Look for users that differ, page by page.

        Args:
            record: the comparison, in the phase `changed`; is brought to the next one.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            Whether all were looked at.
        """
        self._instance.forget_names()  # of an earlier run, if the container has had one
        while record.phase == "changed":
            if time_is_up():
                return False
            try:
                users, token = self._instance.search_page(record.position)
            except ClientError as error:
                if record.position is None or error.response["Error"]["Code"] not in _REFUSED_TOKENS:
                    raise
                logger.warning("Amazon Connect does not know the next page any more; the next run begins anew")
                record.begin_anew()
                self._records.save(record)
                return False
            items = self._agents.read_many(str(user["Username"]) for user in users)
            for user in users:
                item: Mapping[str, Any] = items.get(str(user["Username"]), {})
                if item.get("status") == "ACTIVE" and self._differs(item, user, IDENTITY_IN_SEARCHES):
                    self._confirm(record, item, str(user["Id"]))
            record.position, record.phase = token, "changed" if token else "mending"
            self._records.save(record)
        return True

    def _not_listed(self, record: DriftRecord, time_is_up: Callable[[], bool]) -> _Absent | None:
        """Return the active agents whose login Connect does not list, and count them all; None if the time is up."""
        logins: set[str] = set()
        for login in self._instance.logins():
            logins.add(login)
            if time_is_up():
                return None  # a list is a matter of seconds; the next run reads it anew
        absent: _Absent = []
        record.agents = 0
        for username, user_id in self._active.all():
            record.agents += 1
            if username not in logins:
                absent.append((username, user_id))
        return absent

    def _doubt(self, record: DriftRecord, absent: _Absent) -> bool:
        """End a comparison whose list lacks more than half of the agents, without mending; return whether it ends.

        It may be another instance, or a permission that is gone. Where DescribeUser knows some of them the list alone
        is late, as it is for users who were made a moment ago: then the next run looks again.
        """
        if not all(self._is_gone(user_id) for _, user_id in islice(absent, _SAMPLE)):
            logger.warning("Amazon Connect does not list its users yet; the next run looks again")
            return False
        record.missing, record.only_told, record.phase = len(absent), True, "mending"
        self._records.save(record)
        return True

    def _is_gone(self, user_id: str | None) -> bool:
        return user_id is None or self._instance.user(user_id) is None

    def _confirm(self, record: DriftRecord, item: Mapping[str, Any], user_id: str) -> None:
        """Count a user that a search shows to differ, if it does: a search lags behind."""
        user = self._instance.user(user_id)
        if user is None or not self._differs(item, user, IDENTITY_MEMBERS):
            return
        record.changed += 1
        if not self._rules.refused_profiles(self._instance.profile_names(user)):
            _note(record, str(item["username"]))

    def _differs(self, item: Mapping[str, Any], user: Mapping[str, Any], identity_members: Collection[str]) -> bool:
        return bool(differences(item, self._instance.facets(user), self._rules, identity_members=identity_members))


def _note(record: DriftRecord, username: str) -> None:
    if len(record.names) < MAX_NAMES and username not in record.names:
        record.names.append(username)

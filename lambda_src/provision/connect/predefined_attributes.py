"""Says which attributes and values of proficiencies an instance does not have, and which it has."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from provision.connect.calls import Calls
from provision.connect.list_freshness import ListFreshness
from provision.connect.name_hints import missing
from roster.agent import Proficiency

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 100
_MOST_NAMED: Final = 10


class PredefinedAttributes:
    """The predefined attributes of one Connect instance, and their values.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        clock: tells epoch seconds.
    """

    def __init__(
        self, client: ConnectClient, calls: Calls, instance_id: str, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._clock = clock
        self._names = ListFreshness(self._list, clock)
        self._values: dict[str, ListFreshness[list[str]]] = {}

    def missing(self, proficiencies: Iterable[Proficiency]) -> list[str]:
        """Say what is not there of proficiencies that an agent wants, with what to do about each.

        Lists that are older than a few seconds are read again before something is said to be missing.
        """
        return [text for entry in proficiencies if (text := self._missing(entry["attribute"], entry["value"]))]

    def _missing(self, attribute: str, value: str) -> str:
        if not _has(self._names, attribute):
            return missing(
                "predefined attribute",
                attribute,
                self._names.get(),
                f"create it in the console under Predefined attributes ({_listed(self._names.get())})",
            )
        values = self._values.setdefault(attribute, ListFreshness(lambda: self._describe(attribute), self._clock))
        if not _has(values, value):
            return missing(
                f"value of the predefined attribute {attribute!r} called",
                value,
                values.get(),
                f"add it in the console under Predefined attributes ({_listed(values.get())})",
            )
        return ""

    def _list(self) -> list[str]:
        entries = self._calls.list_all(
            self._client.list_predefined_attributes,
            "PredefinedAttributeSummaryList",
            InstanceId=self._instance_id,
            MaxResults=_PAGE,
        )
        return [entry["Name"] for entry in entries]

    def _describe(self, attribute: str) -> list[str]:
        answer: Any = self._calls.run(
            self._client.describe_predefined_attribute, InstanceId=self._instance_id, Name=attribute
        )
        return list(answer["PredefinedAttribute"].get("Values", {}).get("StringList", ()))


def _has(names: ListFreshness[list[str]], name: str) -> bool:
    return name in names.get() or (names.expire() and name in names.get())


def _listed(names: Iterable[str]) -> str:
    known = sorted(names)
    if not known:
        return "there are none"
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return f"there are {', '.join(map(repr, known[:_MOST_NAMED]))}{more}"

"""Several examples at once, and the instance that one of them finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tests.end_to_end import by_hand
from tests.end_to_end.example import Example

HEADER: Final = "first name,last name,email address,password,user login,routing profile name,phone type (soft/desk)\n"
LONG_NAME: Final = "maria.de.los.angeles@north.example.com"

_AT_ONCE: Final = 3

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Found:
    """The instance that an example finds.

    Attributes:
        connect: a client of Amazon Connect.
        instance_id: its id.
        users: ids of those who were made by hand, by name.
    """

    connect: Any
    instance_id: str
    users: dict[str, str]

    def describe(self, username: str) -> dict[str, Any]:
        """A user who was made by hand, as Amazon Connect has it."""
        return by_hand.describe(self.connect, self.instance_id, self.users[username])


def at_once(do: Callable[[Example], _Answer], examples: Iterable[Example]) -> list[_Answer]:
    """Do something with several examples, as Terraform waits most of the time; the answers in their order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(do, examples))

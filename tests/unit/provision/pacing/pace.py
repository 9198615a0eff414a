"""A time that passes when somebody sleeps, presences in memory, and Connect's own token bucket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from provision.pacing.active_containers import ActiveContainers
from provision.pacing.pacer import Pacer
from provision.pacing.presence_table import Presence, Room
from provision.pacing.room_for_users import RoomForUsers


@dataclass
class FakeTime:
    """Seconds that pass when somebody sleeps."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Board:
    """What containers say of themselves, number → until when and which APIs, and of the room for users."""

    until: dict[int, float] = field(default_factory=dict)
    apis: dict[int, frozenset[str]] = field(default_factory=dict)
    room: Room = field(default_factory=Room)


class Presences:
    """One container's view of a board, in place of the table."""

    def __init__(self, board: Board, number: int = 1) -> None:
        self.board = board
        self.number = number
        self.reads = 0
        self.error: Exception | None = None

    def announce(self, until: float, apis: Iterable[str]) -> None:
        self._fail()
        self.board.until[self.number] = until
        self.board.apis[self.number] = frozenset(apis)

    def write_full(self, at: float, reason: str) -> None:
        self._fail()
        self.board.room = replace(self.board.room, full_at=at, reason=reason)

    def write_room(self, at: float) -> None:
        self._fail()
        self.board.room = replace(self.board.room, room_at=at)

    def claim_try(self, at: float, *, seen: float) -> bool:
        self._fail()
        if self.board.room.tried_at != seen:
            return False
        self.board.room = replace(self.board.room, tried_at=at)
        return True

    def end_try(self, now: float) -> None:
        self._fail()
        self.board.room = replace(self.board.room, tried_at=0.0)

    def read(self, now: float) -> Presence:
        self.reads += 1
        self._fail()
        others = [number for number, end in self.board.until.items() if number != self.number and end > now]
        return Presence(tuple(map(self.board.apis.get, others)), self.board.room)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


class Quota:
    """Connect's own bucket: the rate, and two and a half seconds of it in store."""

    def __init__(self, rate: float, now: float) -> None:
        self.rate = rate
        self.tokens = self.size = 2.5 * rate
        self.at = now
        self.passed = self.refused = 0

    def allows(self, now: float) -> bool:
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            self.refused += 1
            return False
        self.tokens -= 1
        self.passed += 1
        return True


def room_of(time: FakeTime, *, board: Board | None = None, number: int = 1) -> tuple[ActiveContainers, RoomForUsers]:
    """Make what a container knows of the others, and of the room for users."""
    containers = ActiveContainers(Presences(board or Board(), number), time.clock)  # type: ignore[arg-type]
    return containers, RoomForUsers(containers, time.clock)


def pacer_of(time: FakeTime, *, rate: float = 2.0, board: Board | None = None, number: int = 1) -> Pacer:
    """Make a container's pacer."""
    return paced_room(time, rate=rate, board=board, number=number)[0]


def paced_room(
    time: FakeTime, *, rate: float = 2.0, board: Board | None = None, number: int = 1
) -> tuple[Pacer, RoomForUsers]:
    """Make a container's pacer and what it knows of the room for users."""
    containers, room = room_of(time, board=board, number=number)
    return Pacer(rate, containers, room, clock=time.clock, sleep=time.sleep), room

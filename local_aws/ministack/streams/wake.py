"""Wakes the threads that read streams, when a record is written or a mapping changes."""

import threading


class Wake:
    """Wakes all sleeping lanes. A call between a lane's look for work and its sleep is not lost."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._count = 0

    def count(self) -> int:
        """A number that grows with each call; take it before looking for work."""
        return self._count

    def call(self) -> None:
        """Wake everybody."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def sleep(self, seen: int, seconds: float) -> None:
        """Sleep until somebody calls, or not at all if that happened since `seen`."""
        with self._condition:
            if self._count == seen:
                self._condition.wait(seconds)

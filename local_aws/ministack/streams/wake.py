"""How what changes a stream or a mapping wakes the threads that read it."""

import threading


class Wake:
    """Wakes all lanes that sleep, without ever losing a call."""

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

"""Lets one call of an invocation go wrong."""

from __future__ import annotations

from typing import Any


class Failing:
    """Lets the n-th call of some clients raise, before or after it takes effect.

    Args:
        clients: whose calls are counted.
        at: which one, counting from 1.
        after: whether it takes effect first.
        among: how the names of those operations begin that are counted.
    """

    def __init__(self, clients: list[Any], at: int, *, after: bool = False, among: tuple[str, ...] = ("",)) -> None:
        self.calls = 0
        self.failed = False
        self._clients = clients
        self._at = at
        self._among = among
        self._event = "after-call" if after else "before-call"
        for client in clients:
            client.meta.events.register(self._event, self._called)

    def _called(self, model: Any, **_: Any) -> None:
        self.calls += model.name.startswith(self._among)
        if self.calls == self._at and not self.failed:
            self.failed = True
            raise RuntimeError("the function died here")

    def stop(self) -> None:
        for client in self._clients:
            client.meta.events.unregister(self._event, self._called)

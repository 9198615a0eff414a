"""Function invocations whose every call to AWS waits for its turn, and may go wrong.

An invocation runs in a thread of its own and takes steps, one for each call. What it does between two calls has no
effect on anybody, so any interleaving of invocations is an order of their steps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from roster.errors import RetryableError
from tests.functional.flow.dynamodb import FakePaginator
from tests.functional.provision.wire import Death


class Faults:
    """Lets the n-th call of all that are counted here go wrong, once.

    Args:
        at: which one, counting from 0; None for none.
        after: whether it takes effect first.
        make: the error.
    """

    def __init__(
        self, at: int | None = None, *, after: bool = False, make: Callable[[], BaseException] = Death
    ) -> None:
        self.calls: list[str] = []
        self.struck = False
        self._at = at
        self._after = after
        self._make = make

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        """Make a call, or let it go wrong."""
        strikes = len(self.calls) == self._at
        self.calls.append(name)
        if not strikes:
            return call()
        self.struck = True
        if self._after:
            call()
        raise self._make()


class Actor:
    """One invocation.

    Args:
        faults: what may go wrong.
        paced: whether each call waits until a step is granted.
    """

    def __init__(self, faults: Faults, *, paced: bool) -> None:
        self._faults = faults
        self._granted = 0 if paced else -1
        self._turn = threading.Condition()
        self._waiting = 0
        self._thread: threading.Thread | None = None
        self.done = False
        self.failed = False

    def client(self, service: str, fake: Any) -> Any:
        """Give a client whose calls are steps of this invocation."""
        return _Client(self, service, fake)

    def call(self, name: str, do: Callable[[], Any]) -> Any:
        """Make one call when its turn has come."""
        with self._turn:
            if self._granted == 0:
                self._waiting += 1
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._granted != 0)
                self._waiting -= 1
            self._granted -= self._granted > 0
            return self._faults.run(name, do)

    def start(self, work: Callable[[Actor], object]) -> Actor:
        """Begin, up to the first call."""
        self._thread = threading.Thread(target=self.run, args=(work,), daemon=True)
        self._thread.start()
        self.steps(0)
        return self

    def run(self, work: Callable[[Actor], object]) -> Actor:
        """Run to the end in this thread; `failed` says that it has to come again."""
        try:
            work(self)
        except (Death, ClientError, RetryableError):
            self.failed = True
        finally:
            with self._turn:
                self.done = True
                self._turn.notify_all()
        return self

    def steps(self, amount: int) -> None:
        """Let it make so many calls, all if negative, and wait until they are made or it has ended."""
        with self._turn:
            self._granted = amount
            self._turn.notify_all()
            assert self._turn.wait_for(lambda: self.done or (self._granted == 0 and self._waiting), 120), "it hangs"
        if self.done and self._thread is not None:
            self._thread.join()


class _Client:
    def __init__(self, actor: Actor, service: str, fake: Any) -> None:
        self._actor = actor
        self._service = service
        self._fake = fake

    def __getattr__(self, name: str) -> Any:
        operation = getattr(self._fake, name)

        def call(**request: Any) -> Any:
            return self._actor.call(f"{self._service}.{name}", lambda: operation(**request))

        call.__name__ = name  # the pacer knows APIs by it, as it does with boto3's clients
        return call

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(getattr(self, operation))

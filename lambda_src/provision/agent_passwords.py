"""Finds the initial password of an agent that is to be created, or makes one."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

from roster.clock import read_timestamp
from roster.errors import RetryableError
from roster.passwords import SETTLING_PAUSES, Password, PasswordStore, generate_password

_CACHED_SECRETS: Final = 8
"""Secrets kept in a container. A shard's agents come block by block; each secret holds 500 of them."""

_MAY_NOT_SHOW_SECONDS: Final = 300.0
"""After a password was stored, a secret that does not show it counts as one that does not show it yet. AWS Secrets
Manager names no bound; its listings, the slowest, show everything after five minutes."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.@-]")
"""What does not go into a secret's name; Secrets Manager takes a few characters more."""


class AgentPasswords:
    """The passwords of agents about to be created. Threads that need the same secret read it once.

    Args:
        store: the password secrets.
        clock: tells epoch seconds.
        sleep: waits a number of seconds.
    """

    def __init__(
        self,
        store: PasswordStore,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._secrets: OrderedDict[str, dict[str, Password]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, item: Mapping[str, Any]) -> tuple[str, Password]:
        """Return an agent's password and the name of the secret that holds it.

        Where the item names no secret of ours that has one, a secret is made. Its name follows from the
        item, so a try that died behind it finds the same password again.

        Raises:
            RetryableError: the password was stored so lately that the secret may not show it yet.
            PermanentError: the secret can't be used.
            botocore.exceptions.ClientError: it can't be read or made.
        """
        username = item["username"]
        name = item.get("password_secret", "")
        if self._store.owns(name) and (password := self._stored(name, item)):
            return name, password
        own = self._store.secret_name(_safe(item.get("import_id", "direct")), _own_name(username))
        return own, self._store.add(own, {username: generate_password()})[username]

    def _stored(self, name: str, item: Mapping[str, Any]) -> Password | None:
        """Return the password that a secret holds for an agent; None if it holds none (any more)."""
        password = self._read(name, item["username"])
        if password is not None or not self._may_not_show(item):
            return password
        for pause in SETTLING_PAUSES:
            self._sleep(pause)
            if password := self._read(name, item["username"]):
                return password
        # One that was made instead would not be the one that the upload gave.
        raise RetryableError(f"The secret {name!r} does not show the agent's password yet")

    def _may_not_show(self, item: Mapping[str, Any]) -> bool:
        stored = read_timestamp(item.get("password_stored_at"))
        return stored is not None and abs(self._clock() - stored.timestamp()) < _MAY_NOT_SHOW_SECONDS

    def _read(self, name: str, username: str) -> Password | None:
        with self._lock:
            return self._read_alone(name, username)

    def _read_alone(self, name: str, username: str) -> Password | None:
        held = self._secrets.get(name)
        if held is None or username not in held:
            # Ingest may have added names since it was read.
            held = self._store.read(name)
            if held is None:
                return None
            self._secrets[name] = held
            if len(self._secrets) > _CACHED_SECRETS:
                self._secrets.popitem(last=False)
        self._secrets.move_to_end(name)
        return held.get(username)


def import_of(secret: str) -> str:
    """Return the import id in the name of a secret, empty if there is none."""
    parts = secret.split("/")
    return parts[-2] if len(parts) > 2 else ""


def _own_name(username: str) -> str:
    digest = hashlib.sha256(username.encode()).hexdigest()[:16]
    return f"{_safe(username)}-{digest}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text)[:64]

"""Gives the initial password of a user that is to be created: the one that ingest stored, or a new one."""

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
from roster.initial_password import Password, generate_password
from roster.passwords import SETTLING_PAUSES, PasswordStore

_CACHED_SECRETS: Final = 8
"""Secrets that a container keeps in memory. Each holds the passwords of 500 agents, who come one after the other."""

_NEW_SECONDS: Final = 300.0
"""For so long after a password was stored, a secret without it counts as not visible yet. AWS Secrets Manager names no
bound for its reads; its listings, which are slower, are at most five minutes late."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.@-]")
"""Characters that are replaced in a secret's name; Secrets Manager would take a few of them."""


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

    def password_for(self, item: Mapping[str, Any]) -> tuple[str, Password]:
        """Return an agent's password and the name of the secret that holds it.

        If the item names no secret of this deployment that has one, a secret with a new password is made. So it is for
        a user who was deleted in Connect and is mended, unless an upload has given a password since. The secret's name
        is derived from the item, so a run that is repeated after a failure finds the same password again.

        Raises:
            RetryableError: the password was stored so lately that the secret may not be visible with it yet.
            PermanentError: the secret can't be used.
            botocore.exceptions.ClientError: it can't be read or made.
        """
        username = item["username"]
        name = item.get("password_secret", "")
        mend_since = _mended_since(item)
        if not mend_since and self._store.owns(name) and (password := self._stored_password(name, item)):
            return name, password
        own_name = _unique_name(username, mend_since)
        own_secret = self._store.secret_name(_safe(item.get("import_id", "direct")), own_name)
        return own_secret, self._store.add(own_secret, {username: generate_password()})[username]

    def _stored_password(self, name: str, item: Mapping[str, Any]) -> Password | None:
        """Return the password that a secret holds for an agent; None if it holds none (any more)."""
        password = self._read(name, item["username"])
        if password is not None or not self._stored_lately(item):
            return password
        # One that was tried before comes again by itself, and meanwhile others can use the quota.
        for pause in SETTLING_PAUSES if "retry" not in item else ():
            self._sleep(pause)
            if password := self._read(name, item["username"]):
                return password
        # A new password instead of it would not be the one that the upload gave.
        raise RetryableError(f"The secret {name!r} does not show the agent's password yet")

    def _stored_lately(self, item: Mapping[str, Any]) -> bool:
        stored = read_timestamp(item.get("password_stored_at"))
        return stored is not None and abs(self._clock() - stored.timestamp()) < _NEW_SECONDS

    def _read(self, name: str, username: str) -> Password | None:
        with self._lock:
            return self._read_locked(name, username)

    def _read_locked(self, name: str, username: str) -> Password | None:
        held = self._secrets.get(name)
        if held is None or username not in held:
            # Read again if it is known but lacks the agent: ingest may have added passwords since.
            held = self._store.read(name)
            if held is None:
                return None
            self._secrets[name] = held
            if len(self._secrets) > _CACHED_SECRETS:
                self._secrets.popitem(last=False)
        self._secrets.move_to_end(name)
        return held.get(username)


def import_id_of_secret(secret: str) -> str:
    """Return the id of the import that is part of a secret's name; empty if there is none."""
    parts = secret.split("/")
    return parts[-2] if len(parts) > 2 else ""


def _mended_since(item: Mapping[str, Any]) -> str:
    """Return since when an agent is mended that has got no password since; empty if it is not."""
    since, stored = (read_timestamp(item.get(name)) for name in ("mend_since", "password_stored_at"))
    if since is not None and stored is not None and stored >= since:
        return ""
    return str(item.get("mend_since", ""))


def _unique_name(username: str, mend_since: str) -> str:
    digest = hashlib.sha256(f"{username}{mend_since}".encode()).hexdigest()[:16]
    return f"{_safe(username)}-{digest}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text)[:64]

"""Finds the initial password of an agent that is to be created, or makes one."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from roster.passwords import Password, PasswordStore, generate_password

_CACHED_SECRETS: Final = 8
"""Secrets kept in a container. A shard's agents come block by block; each secret holds 500 of them."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.@-]")
"""What does not go into a secret's name; Secrets Manager takes a few characters more."""


class AgentPasswords:
    """The passwords of agents about to be created. Threads that need the same secret read it once.

    Args:
        store: the password secrets.
    """

    def __init__(self, store: PasswordStore) -> None:
        self._store = store
        self._secrets: OrderedDict[str, dict[str, Password]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, item: Mapping[str, Any]) -> tuple[str, Password]:
        """Return an agent's password and the name of the secret that holds it.

        Where the item names no secret of ours that has one, a secret is made. Its name follows from the
        item, so a try that died behind it finds the same password again.
        """
        username = item["username"]
        name = item.get("password_secret", "")
        if self._store.owns(name) and (password := self._read(name, username)):
            return name, password
        own = self._store.secret_name(_safe(item.get("import_id", "direct")), _own_name(username))
        return own, self._store.add(own, {username: generate_password()})[username]

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

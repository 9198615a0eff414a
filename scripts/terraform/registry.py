"""Asks whether a provider registry can be reached, without waiting long for a network that is not there."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request

_PATIENCE_SECONDS = 4.0


def registry_answers(host: str, patience_seconds: float = _PATIENCE_SECONDS) -> bool:
    """Whether `host` serves Terraform's discovery document within `patience_seconds`.

    The request runs in a thread of its own, because looking up a name can hang longer than any socket's timeout.
    """
    answered = threading.Event()

    def ask() -> None:
        url = f"https://{host}/.well-known/terraform.json"
        try:
            with urllib.request.urlopen(url, timeout=patience_seconds) as response:
                if response.status == 200:
                    answered.set()
        except (urllib.error.URLError, OSError):
            return

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(patience_seconds)
    return answered.is_set()

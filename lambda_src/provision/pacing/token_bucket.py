"""A token bucket, as the pacer keeps one for each API of Amazon Connect. Pure."""

from __future__ import annotations

from typing import Final

_MIN_WAIT_SECONDS: Final = 0.001
"""A shorter wait is lost when it is added to an epoch time, and the caller would ask again for ever."""


class TokenBucket:
    """Tokens that come at a rate and are kept up to a size; each call takes one.

    Args:
        now: the time in seconds.
        tokens: what it starts with.
    """

    def __init__(self, now: float, tokens: float = 1.0) -> None:
        self._tokens = tokens
        self._at = now

    def take(self, now: float, *, rate: float, size: float) -> float:
        """Take a token if there is one.

        Args:
            now: the time in seconds.
            rate: tokens a second since the last call of this method; it may be another each time.
            size: tokens that are kept at most, one at least.

        Returns:
            0 if a token was taken, else the seconds until there should be one.
        """
        if now > self._at:
            self._tokens += (now - self._at) * rate
            self._at = now
        self._tokens = min(self._tokens, size)
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / rate + max(self._at - now, _MIN_WAIT_SECONDS)

    def drain(self) -> None:
        """Drop every token, because Connect throttled a call: its own bucket is empty."""
        self._tokens = min(self._tokens, 0.0)

"""A token bucket. Pure."""

from __future__ import annotations

from typing import Final

_SHORTEST_WAIT: Final = 0.001
"""Seconds; less would be lost in rounding and never pass."""


class TokenBucket:
    """Tokens that come at a rate and are kept up to a size; whoever calls takes one.

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
            rate: tokens a second since the last look; it may be another each time.
            size: tokens that are kept at most, one at least.

        Returns:
            0 where a token was taken, else the seconds until there should be one.
        """
        if now > self._at:
            self._tokens += (now - self._at) * rate
            self._at = now
        self._tokens = min(self._tokens, size)
        if self._tokens >= 1 and now >= self._at:
            self._tokens -= 1
            return 0.0
        return max((1 - self._tokens) / rate, 0.0) + max(self._at - now, _SHORTEST_WAIT)

    def drain(self) -> None:
        """Drop every token: the service has none either."""
        self._tokens = min(self._tokens, 0.0)

    def close(self, until: float) -> None:
        """Keep exactly one token, for the time when a pause is over."""
        self._tokens = 1.0
        self._at = until

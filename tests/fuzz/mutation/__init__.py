"""Changes inputs as broken tools, careless people and attackers do, with what the inputs consist of in mind.

Every change takes a `random.Random` that its caller has seeded, so that a number makes the same change each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Mutator = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""Changes an input once; it may take pieces from the others."""

LARGEST = 16 * 1024
"""Bytes of an input that is made; what grows beyond is cut."""

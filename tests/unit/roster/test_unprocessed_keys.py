"""Keys that DynamoDB left unprocessed are asked for again."""

from __future__ import annotations

from typing import Any

import pytest

from roster.errors import RetryableError
from roster.unprocessed_keys import Keys, retry_unprocessed

KEYS: Keys = [{"username": {"S": name}} for name in ("ada", "bob", "cy")]


def test_all_keys_are_answered_in_the_end() -> None:
    asked: list[Keys] = []
    waits: list[float] = []

    def one_at_a_time(keys: Keys) -> tuple[Keys, Keys]:
        asked.append(keys)
        return keys[:1], keys[1:]

    assert list(retry_unprocessed(one_at_a_time, KEYS, sleep=waits.append)) == KEYS
    assert [len(keys) for keys in asked] == [3, 2, 1]
    assert len(waits) == 2


def test_keys_that_stay_unprocessed_are_told() -> None:
    def never(keys: Keys) -> tuple[Keys, Any]:
        return [], keys

    with pytest.raises(RetryableError, match="left 3 keys unprocessed 8 times"):
        list(retry_unprocessed(never, KEYS, sleep=lambda _: None))

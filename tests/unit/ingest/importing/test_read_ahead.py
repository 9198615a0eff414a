"""The next thing is made while the last one is used."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ingest.importing.read_ahead import one_ahead


def test_everything_comes_in_its_order() -> None:
    assert list(one_ahead(iter(range(100)))) == list(range(100))
    assert list(one_ahead(iter([]))) == []


def test_one_more_is_made_while_one_is_used() -> None:
    made = [threading.Event() for _ in range(3)]

    def source() -> Iterator[int]:
        for number, event in enumerate(made):
            event.set()
            yield number

    ahead = one_ahead(source())

    assert next(ahead) == 0
    assert made[1].wait(60)
    assert not made[2].is_set()
    ahead.close()


def test_an_error_is_raised_where_the_next_thing_would_have_come() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise RuntimeError("the source broke")

    ahead = one_ahead(source())

    assert next(ahead) == 1
    with pytest.raises(RuntimeError, match="broke"):
        next(ahead)

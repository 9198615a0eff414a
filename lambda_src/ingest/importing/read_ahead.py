"""Makes the next thing while the last one is used. Pure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

_END: Final = object()


def one_ahead(source: Iterator[T]) -> Generator[T, None, None]:
    """Yield what a source yields, letting it make one more in a thread of its own.

    What the source raises is raised where its next thing would have been yielded. Closing the iterator waits for
    what is being made.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        future = pool.submit(next, source, _END)
        while (made := future.result()) is not _END:
            future = pool.submit(next, source, _END)
            yield made  # type: ignore[misc]

"""Takes the next value of an iterator in a thread, while its user is busy with the last one. Pure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

_END: Final = object()


def one_ahead(source: Iterator[T]) -> Generator[T, None, None]:
    """Yield what a source yields, and let it make one more value in a thread of its own meanwhile.

    `DirectoryImporter` has the agents of the next block read this way while it writes the last one.

    An error of the source is raised where its next value would have been yielded. Closing the generator waits for
    the value that is being made.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        future = pool.submit(next, source, _END)
        while (made := future.result()) is not _END:
            future = pool.submit(next, source, _END)
            yield made  # type: ignore[misc]

"""Where the functions' logs go while an input runs."""

from __future__ import annotations

import functools
import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@functools.cache
def _stream_handlers(_: int) -> list[logging.StreamHandler[TextIO]]:
    """Return the handlers of all loggers that write into a stream, found anew where there are more loggers."""
    return [
        handler
        for logger in map(logging.getLogger, list(logging.root.manager.loggerDict))
        for handler in logger.handlers
        if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler)
    ]


@contextmanager
def logs_to(stream: io.StringIO) -> Iterator[None]:
    """Have the functions' loggers, which took the process's output when they were made, write elsewhere."""
    handlers = _stream_handlers(len(logging.root.manager.loggerDict))
    before = [handler.setStream(stream) for handler in handlers]
    try:
        yield
    finally:
        for handler, old in zip(handlers, before, strict=True):
            handler.setStream(old or sys.stdout)

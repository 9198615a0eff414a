"""Makes the functions' loggers. Every line of a log is one JSON document, whatever the texts in it hold.

A logger that is made in another way writes texts from outside as they are; `tests/contract` refuses that.
"""

from __future__ import annotations

import json
from typing import Any

from aws_lambda_powertools import Logger

from roster.outside_text import shown_json


def build_logger(*, child: bool = False) -> Logger:
    """Return a logger of the function.

    Args:
        child: whether it has the keys of the handler's logger; for modules other than the handler.
    """
    return Logger(child=child, json_serializer=log_line)


def log_line(record: dict[str, Any]) -> str:
    """Return a log record as one line of JSON."""
    return shown_json(json.dumps(record, default=str, ensure_ascii=False, separators=(",", ":")))

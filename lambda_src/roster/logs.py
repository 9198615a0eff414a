"""Makes the functions' loggers. Every line of a log is one JSON document, whatever the texts in it hold.

A logger that is made in another way writes texts from outside as they are; `tests/contract` refuses that.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from aws_lambda_powertools import Logger

from roster.outside_text import shown_json

_SDK: Final = ("boto3", "botocore", "s3transfer", "urllib3")
"""Loggers of the SDK. At the level DEBUG they write whole requests and answers, and so passwords."""


def build_logger(*, child: bool = False) -> Logger:
    """Return a logger of the function, and keep the SDK's from writing requests.

    The level DEBUG of a function's logging configuration, which AWS Lambda gives to the root logger, is for
    Rollcall's own loggers: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html

    Args:
        child: whether it has the keys of the handler's logger; for modules other than the handler.
    """
    for name in _SDK:
        logging.getLogger(name).setLevel(logging.INFO)
    return Logger(child=child, json_serializer=log_line)


def log_line(record: dict[str, Any]) -> str:
    """Return a log record as one line of JSON."""
    return shown_json(json.dumps(record, default=str, ensure_ascii=False, separators=(",", ":")))

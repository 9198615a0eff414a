"""What a function's loggers write at the level DEBUG."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from roster.logs import build_logger

SDK = ("boto3", "botocore", "s3transfer", "urllib3")


@pytest.fixture
def levels() -> Iterator[None]:
    """Give the loggers back the levels that they had."""
    kept = {name: logging.getLogger(name).level for name in ("", *SDK)}
    yield
    for name, level in kept.items():
        logging.getLogger(name).setLevel(level)


def create_secret(name: str) -> None:
    client: Any = boto3.client("secretsmanager", region_name="eu-central-1")
    client.create_secret(Name=name, SecretString="Sesame4711")


@pytest.mark.usefixtures("levels")
@pytest.mark.parametrize("child", [True, False])
def test_the_sdk_writes_no_requests_however_much_the_function_writes(
    caplog: pytest.LogCaptureFixture, child: bool
) -> None:
    """AWS Lambda gives the root logger the level that the function's logging configuration says."""
    with mock_aws():
        for name in SDK:
            logging.getLogger(name).setLevel(logging.NOTSET)
        logging.getLogger().setLevel(logging.DEBUG)
        create_secret("before")
        assert "Sesame4711" in caplog.text
        caplog.clear()
        build_logger(child=child)

        create_secret("after")

    assert "Sesame4711" not in caplog.text
    assert not [record for record in caplog.records if record.name.split(".")[0] in SDK]

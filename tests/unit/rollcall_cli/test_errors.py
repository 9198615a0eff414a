"""Whatever goes wrong, the message says what to do."""

from __future__ import annotations

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError

from rollcall_cli.errors import IMPOSSIBLE, explain


def answer(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Query")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (NoCredentialsError(), "sign in to AWS"),
        (NoRegionError(), "--region"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "make up"),
        (answer("ExpiredTokenException"), "sign in to AWS"),
        (answer("UnrecognizedClientException"), "sign in to AWS"),
        (answer("AccessDeniedException"), "allows Query"),
        (answer("ResourceNotFoundException"), "--stack-file"),
        (answer("ThrottlingException"), "in a minute"),
        (answer("SomethingElse"), "try again"),
    ],
)
def test_advice(error: BotoCoreError | ClientError, advice: str) -> None:
    explained = explain(error)

    assert advice in explained.advice
    assert explained.exit_code == IMPOSSIBLE

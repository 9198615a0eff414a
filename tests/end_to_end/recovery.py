"""How tests have upkeep take up what got stuck, and wait for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from tests.end_to_end.stack import Stack


def upkeep(stack: Stack, **request: int) -> dict[str, Any]:
    """Invoke upkeep now and return what it did."""
    answer = stack.client("lambda").invoke(
        FunctionName=stack.outputs()["function_names"]["upkeep"], Payload=json.dumps(request).encode()
    )
    body = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, body
    return dict(body)


def wait_until(condition: Callable[[], object], what: str, seconds: float = 120) -> None:
    """Look again and again, until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s"
        time.sleep(0.2)

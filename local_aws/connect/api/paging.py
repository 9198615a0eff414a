"""Lists in pages. Items are ordered by a key, and a token names the last key of its page.

So no item is skipped or repeated when others are created or deleted between two pages. A token of another operation is
refused.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import invalid_parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from local_aws.connect.api.registry import Call
    from local_aws.connect.state import Document


def page(
    call: Call,
    result: str,
    items: Iterable[Any],
    *,
    key: Callable[[Any], str] | None = None,
    default: int = 100,
) -> Document:
    """Return one page of a list as the operation's answer.

    Args:
        call: the request, with ``NextToken`` and ``MaxResults`` if it has them.
        result: name of the list in the answer.
        items: everything there is.
        key: a unique sort key of an item; by default its ``Id``.
        default: items on a page of a request without ``MaxResults``.

    Raises:
        ConnectError: InvalidParameterException for a token that this operation never gave.
    """
    sort_key = key or (lambda item: str(item["Id"]))
    ordered = sorted(items, key=sort_key)
    token = call.get("NextToken")
    if token is not None:
        last = _decode(call.operation, token)
        ordered = [item for item in ordered if sort_key(item) > last]
    size = int(call.get("MaxResults", default))
    answer: Document = {result: ordered[:size]}
    if len(ordered) > size:
        answer["NextToken"] = _encode(call.operation, sort_key(ordered[size - 1]))
    return answer


def _encode(operation: str, last: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([operation, last]).encode()).decode()


def _decode(operation: str, token: str) -> str:
    try:
        origin, last = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (binascii.Error, ValueError, TypeError) as error:
        raise invalid_parameter("NextToken is not valid") from error
    if origin != operation or not isinstance(last, str):
        raise invalid_parameter("NextToken is not valid")
    return last

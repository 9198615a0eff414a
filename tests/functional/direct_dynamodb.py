"""Has botocore take what moto's DynamoDB answers without writing and reading it as HTTP in between.

Most calls of functional tests ask DynamoDB for items or change one. moto makes a request of each such as a web server
gets, and writes a response that botocore reads again: that takes longer than the answer. Here moto's own method gets
the parameters that botocore has checked and written. What it refuses is asked again in the usual way, which finds the
same refusal, since nothing has changed. `test_quick_moto.py` holds the answers against those of moto as it comes.
"""

from __future__ import annotations

import json
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from botocore.handlers import BUILTIN_HANDLERS, REGISTER_LAST
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import ServiceException
from moto.core.models import botocore_stubber
from moto.dynamodb.responses import DynamoHandler
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from botocore.model import OperationModel

ONE_AT_A_TIME = threading.RLock()
"""moto's DynamoDB is not made for threads."""

_METHODS = {
    "BatchGetItem": DynamoHandler.batch_get_item,
    "DeleteItem": DynamoHandler.delete_item,
    "GetItem": DynamoHandler.get_item,
    "PutItem": DynamoHandler.put_item,
    "Query": DynamoHandler.query,
    "Scan": DynamoHandler.scan,
    "TransactWriteItems": DynamoHandler.transact_write_items,
    "UpdateItem": DynamoHandler.update_item,
}
_SUCCEEDED = SimpleNamespace(status_code=200)


class DirectAnswers:
    """Whether DynamoDB is asked directly, which `quick_moto` decides."""

    on = False


def _answer(*, model: OperationModel, params: dict[str, Any], context: dict[str, Any], **_: Any) -> Any:
    """Answer a call in botocore's place before it is sent; None to have it sent."""
    if not DirectAnswers.on or not botocore_stubber.enabled or model.service_model.service_name != "dynamodb":
        return None
    method = _METHODS.get(model.name)
    if method is None or b'"B":' in params["body"] or b'"BS":' in params["body"]:  # bytes are written otherwise
        return None
    handler = DynamoHandler()
    handler.region, handler.current_account = context["client_region"], DEFAULT_ACCOUNT_ID
    handler.body = json.loads(params["body"])
    try:
        with ONE_AT_A_TIME:
            result = method(handler).result
    except (ServiceException, HTTPException):
        return None
    members = model.output_shape.members if model.output_shape else {}
    answer = {name: value for name, value in (result or {}).items() if name in members and value is not None}
    return _SUCCEEDED, answer | {"ResponseMetadata": {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}}


# After all that tests and functions register: a call may be refused or watched before it is answered.
BUILTIN_HANDLERS.append(("before-call", _answer, REGISTER_LAST))

"""Errors worded as a service's protocol has them, for answers that do not come from ministack itself."""

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape


def error_response(
    service: str, code: str, message: str, request: Mapping[str, str], details: Mapping[str, Any] | None = None
) -> tuple[dict[str, str], bytes]:
    """Word an error as the service's protocol does.

    Args:
        service: Signing name of the service.
        code: Error code.
        message: Error text.
        request: Headers of the request, which tell the protocol; names in lower case.
        details: Further members of a JSON error.

    Returns:
        Headers and body.
    """
    if service == "s3":
        body = f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
        return {"content-type": "application/xml"}, body.encode()
    if request.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        inner = f"<Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        return {"content-type": "text/xml"}, f"<ErrorResponse><Error>{inner}</Error></ErrorResponse>".encode()
    kind = "application/x-amz-json-1.0" if "x-amz-target" in request else "application/json"
    document = {"__type": code, "message": message, "Message": message, **(details or {})}
    return {"content-type": kind, "x-amzn-errortype": code}, json.dumps(document).encode()

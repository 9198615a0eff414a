"""Answers 403 for a missing S3 object to callers without `s3:ListBucket`.

ministack 1.5.33 answers 404 to everybody who may read the object. AWS tells only those who may list the bucket that
an object does not exist.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from collections.abc import Callable
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator, responses, router
from ministack.services import s3

from local_aws.ministack.error_responses import error_response

_READS = frozenset({"GET", "HEAD"})


def install() -> None:
    """Check every 404 that S3's handler answers; nothing happens on a server without authorisation."""
    if ministack_app.AUTH:
        ministack_app.SERVICE_HANDLERS["s3"] = _guarded(ministack_app.SERVICE_HANDLERS["s3"])


def _guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> Any:
        answer = await handler(method, path, headers, body, query)
        bucket, _, key = path.lstrip("/").partition("/")
        if answer[0] != 404 or method not in _READS or not key or bucket not in s3._buckets:
            return answer
        denied = iam_evaluator.enforce(
            router.extract_access_key_id(headers, query),
            "s3:ListBucket",
            "s3",
            responses.get_region(),
            resource_arn=f"arn:aws:s3:::{bucket}",
        )
        if denied is None:
            return answer
        refused, text = error_response("s3", "AccessDenied", "Access Denied", headers)
        return 403, refused, b"" if method == "HEAD" else text

    return handle

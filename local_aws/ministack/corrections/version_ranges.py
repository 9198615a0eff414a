"""Honours `Range` in a GetObject that names a version.

ministack 1.5.33 honours it only for the current version, and answers with the whole object otherwise.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from typing import Any

from ministack.services import s3

_Headers = dict[str, str]


def install() -> None:
    """Cut the range out of the whole object that ministack answers."""
    get = s3._get_object

    def get_range(bucket: str, key: str, headers: _Headers, query: dict[str, Any] | None = None) -> Any:
        wanted = headers.get("range")
        if not wanted or not s3._qp(query or {}, "versionId", ""):
            return get(bucket, key, headers, query)
        # Without the checksum, which ministack would compute of the whole object.
        status, answered, body = get(
            bucket, key, {name: value for name, value in headers.items() if name != "x-amz-checksum-mode"}, query
        )
        return _cut(wanted, bucket, key, answered, body) if status == 200 else (status, answered, body)

    s3._get_object = get_range


def _cut(wanted: str, bucket: str, key: str, headers: _Headers, body: bytes) -> Any:
    bounds = s3._parse_range(wanted, len(body))
    if bounds is None:
        refused = {"Content-Type": "application/xml", "Content-Range": f"bytes */{len(body)}"}
        return 416, refused, s3._xml_body(s3._range_error_xml(bucket, key))
    first, last = bounds
    part = body[first : last + 1]
    about = {"Content-Length": str(len(part)), "Content-Range": f"bytes {first}-{last}/{len(body)}"}
    return 206, headers | about, part

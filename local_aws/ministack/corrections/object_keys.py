"""Tells keys of S3 objects so that whoever lists them gets the keys that there are, whatever characters they have.

ministack 1.5.33 ignores `encoding-type=url` in ListObjectVersions, which the SDKs and Terraform's AWS provider ask for:
they decode a key that was not encoded, and delete another one. It ignores it in ListMultipartUploads, too. And it
writes characters that XML can't hold as such, where Amazon S3 writes references to them; of those a carriage return
reads as a line feed, and the others as no XML.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ministack.services import s3

_ENCODED = ("Key", "Prefix", "Delimiter", "KeyMarker", "NextKeyMarker")
"""Elements whose text is encoded, by the documentation of both."""

_LISTS = ("ListVersionsResult", "ListMultipartUploadsResult")

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_encodes: ContextVar[bool] = ContextVar("encodes", default=False)


def install() -> None:
    """Encode what ministack answers."""
    write, list_versions, list_uploads = s3._xml_body, s3._list_object_versions, s3._list_multipart_uploads

    def write_readable(root: Element) -> bytes:
        if _encodes.get():
            _encode(root)
        return _NOT_XML.sub(_reference, write(root).decode()).encode()

    def list_encoded(bucket_name: str, query_params: dict[str, Any]) -> Any:
        with _encoding(wanted=s3._qp(query_params, "encoding-type", "") == "url"):
            return list_versions(bucket_name, query_params)

    def list_uploads_encoded(bucket_name: str, query_params: dict[str, Any]) -> Any:
        with _encoding(wanted=s3._qp(query_params, "encoding-type", "") == "url"):
            return list_uploads(bucket_name, query_params)

    s3._xml_body = write_readable
    s3._list_object_versions = list_encoded
    s3._list_multipart_uploads = list_uploads_encoded


@contextmanager
def _encoding(*, wanted: bool) -> Iterator[None]:
    token = _encodes.set(wanted)
    try:
        yield
    finally:
        _encodes.reset(token)


def _encode(root: Element) -> None:
    if root.tag not in _LISTS:
        return  # an error, which has no encoded keys
    for element in root.iter():
        if element.tag in _ENCODED and element.text:
            element.text = s3._url_encode(element.text)
    SubElement(root, "EncodingType").text = "url"


def _reference(match: re.Match[str]) -> str:
    return f"&#x{ord(match[0]):x};"

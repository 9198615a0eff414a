"""Whatever reads an upload fails as a whole where Amazon S3 can't be read: it takes no time-out for the file's end."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    IncompleteReadError,
    NoCredentialsError,
    ProxyConnectionError,
    ReadTimeoutError,
    ResponseStreamingError,
    SSLError,
)

import ingest.upload_bucket
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.redaction.open_copy import open_copy
from ingest.upload_bucket import Upload, UploadBucket, UploadEvent
from roster.errors import RetryableError
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.containers.making import ole
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, ods, xlsx

_URL = "https://uploads.s3.amazonaws.com"
FAULTS: dict[str, Exception] = {
    "read": ReadTimeoutError(endpoint_url=_URL),
    "connect": ConnectTimeoutError(endpoint_url=_URL),
    "TLS": SSLError(endpoint_url=_URL, error=OSError("bad record")),
    "proxy": ProxyConnectionError(proxy_url=_URL),
    "closed": ConnectionClosedError(endpoint_url=_URL),
    "endpoint": EndpointConnectionError(endpoint_url=_URL),
    "credentials": NoCredentialsError(),
    "incomplete": IncompleteReadError(actual_bytes=1, expected_bytes=2),
    "streaming": ResponseStreamingError(error="broken"),
    "system": ConnectionResetError("reset by peer"),
}
ROWS = [
    ["user login", "first name", "last name", "password"],
    *([f"agent{number}", "Åsa", "Berg", f"Secret{number:04d}"] for number in range(30)),
]
TEXT = "".join(",".join(row) + "\r\n" for row in ROWS)


def _packed(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


DIRECTORIES = {
    "staff.csv": TEXT.encode(),
    "staff16.csv": TEXT.encode("utf-16"),
    "staff_latin.csv": TEXT.encode("cp1252"),
    "staff.csv.gz": gzip.compress(TEXT.encode()),
    "staff.xlsx": xlsx(Sheet(ROWS, "Staff"), Sheet([["x"]], "Other")),
}
REFUSED = {
    "staff.ods": ods(ROWS),
    "staff.zip": _packed("staff.csv", TEXT.encode()),
    "staff.xls": ole("Workbook"),
}


class _Client:
    """Amazon S3 with one object, whose n-th read goes wrong: as it is asked, or as its answer is read."""

    def __init__(self, data: bytes, at: int = 0, fault: Exception | None = None, *, in_body: bool = False) -> None:
        self.reads = 0
        self._data = data
        self._at = at
        self._fault = fault
        self._in_body = in_body

    def get_object(self, *, Range: str, **_: str) -> dict[str, Any]:  # noqa: N803
        self.reads += 1
        fault = self._fault if self.reads == self._at else None
        if fault is not None and not self._in_body:
            raise fault
        first, last = map(int, re.findall(r"\d+", Range))
        return {"Body": _Body(self._data[first : last + 1], fault)}


class _Body:
    def __init__(self, data: bytes, fault: Exception | None) -> None:
        self._data = data
        self._fault = fault

    def read(self) -> bytes:
        if self._fault is not None:
            raise self._fault
        return self._data


def _stream(client: Any, size: int) -> io.BufferedReader:
    event = UploadEvent("uploads", "staff", "v1", "1")
    return UploadBucket(client).stream(Upload(event, size, "", "", datetime(2026, 1, 1, tzinfo=UTC), {}))


@pytest.fixture(autouse=True)
def short_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a short file read in as many ranges as a long one."""
    monkeypatch.setattr(ingest.upload_bucket, "_RANGE_BYTES", 512)


def _what_is_read(name: str, data: bytes) -> dict[str, Callable[[io.BufferedReader], Any]]:
    header = find_header(data, name)
    if header is None or not header.is_agent_directory:
        return {"header": lambda stream: find_header(stream, name)}
    return {
        "header": lambda stream: find_header(stream, name),
        "rows": lambda stream: list(AgentDirectory(stream, header, RULES).rows()),
        "need": lambda stream: open_copy(stream, header).is_needed(),
        "copy": lambda stream: list(open_copy(stream, header).pieces()),
    }


@pytest.mark.parametrize("in_body", [False, True], ids=["request", "body"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", DIRECTORIES | REFUSED)
def test_no_fault_of_amazon_s3_is_taken_for_what_the_file_says(name: str, fault: str, in_body: bool) -> None:
    data = (DIRECTORIES | REFUSED)[name]
    for read in _what_is_read(name, data).values():
        whole = _Client(data)
        read(_stream(whole, len(data)))
        assert whole.reads

        for at in range(1, whole.reads + 1):
            failing = _Client(data, at, FAULTS[fault], in_body=in_body)
            with pytest.raises(RetryableError, match="Amazon S3 can't be read"):
                read(_stream(failing, len(data)))


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_later_range_of_a_long_text_neither(gzipped: bool) -> None:
    rows = (
        f"agent{number},First,{hashlib.sha256(bytes([number])).hexdigest()},Secret{number:04d}" for number in range(250)
    )
    text = "\n".join(["user login,first name,last name,password", *rows, *[""] * 200_000]).encode()
    data = gzip.compress(text) if gzipped else text
    for name in ("rows", "copy"):
        read = _what_is_read("staff.csv", data)[name]
        whole = _Client(data)
        read(_stream(whole, len(data)))
        assert whole.reads > 1

        with pytest.raises(RetryableError, match="Amazon S3 can't be read"):
            read(_stream(_Client(data, whole.reads, FAULTS["read"]), len(data)))


@pytest.mark.parametrize("given", [b"", b"user", TEXT.encode() * 2])
def test_an_answer_of_another_length_is_no_end_of_the_file(given: bytes) -> None:
    class Short:
        def get_object(self, **_: str) -> dict[str, Any]:
            return {"Body": io.BytesIO(given)}

    with pytest.raises(RetryableError, match=f"it gave {len(given)} bytes in place of 512"):
        _stream(Short(), 600).read(8)


def test_a_refusal_stays_what_it_is() -> None:
    """Redaction tells by its code that the version is gone."""
    gone = ClientError({"Error": {"Code": "NoSuchVersion", "Message": ""}}, "GetObject")

    for name, data in DIRECTORIES.items():
        for read in _what_is_read(name, data).values():
            with pytest.raises(ClientError, match="NoSuchVersion"):
                read(_stream(_Client(data, 1, gone), len(data)))


def test_the_end_is_told_without_a_request() -> None:
    client = _Client(b"ab")
    stream = _stream(client, 2)

    assert (stream.read(), stream.read()) == (b"ab", b"")
    assert client.reads == 1

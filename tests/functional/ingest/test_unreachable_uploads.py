"""An upload that Amazon S3 does not give for a while is tried again; nothing of it is lost meanwhile."""

from __future__ import annotations

import gzip
import io
from typing import Any, Final

import pytest
from botocore.exceptions import ReadTimeoutError

from ingest.reading.file_kind import find_header
from ingest.redaction.open_copy import open_copy
from roster.errors import RetryableError
from tests.functional.ingest.redaction.uploads_with_passwords import BUCKET
from tests.functional.stores import Deployment
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx

FEWEST_READS: Final = 5
"""To tell what the file is, to look for agents to remove, to import it, and thrice to redact it."""

MOST_READS: Final = 100
HEADER: Final = ["user login", "first name", "last name", "password", "routing profile name"]


class TimesOut:
    """Lets the n-th read of an object time out: as it is asked, or as its answer is read."""

    def __init__(self, client: Any, at: int, *, in_body: bool) -> None:
        self.met = False
        self._at = at
        self._client = client
        self._reads = 0
        self._event = f"{'after' if in_body else 'before'}-call.s3.GetObject"
        self._in_body = in_body
        client.meta.events.register(self._event, self._called)

    def _called(self, parsed: dict[str, Any] | None = None, **_: Any) -> None:
        self._reads += 1
        if self._reads != self._at:
            return
        self.met = True
        if parsed is None:
            raise ReadTimeoutError(endpoint_url="https://s3")
        parsed["Body"] = _Silent()

    def stop(self) -> None:
        self._client.meta.events.unregister(self._event, self._called)


class _Silent:
    def read(self) -> bytes:
        raise ReadTimeoutError(endpoint_url="https://s3")


def files(number: int) -> dict[str, bytes]:
    rows = [HEADER, *([f"agent{number}.{row}", "Ada", "Berg", "Analytical1", ""] for row in range(3))]
    text = "".join(",".join(row) + "\n" for row in rows).encode()
    return {"csv": text, "csv.gz": gzip.compress(text), "xlsx": xlsx(Sheet(rows, "Staff"), Sheet([["x"]], "Other"))}


def kept(deployment: Deployment, key: str) -> dict[str, bytes]:
    """Read all versions of a key: version id → content."""
    listed = deployment.s3.list_object_versions(Bucket=BUCKET, Prefix=key)["Versions"]
    return {
        version["VersionId"]: deployment.s3.get_object(Bucket=BUCKET, Key=key, VersionId=version["VersionId"])[
            "Body"
        ].read()
        for version in listed
    }


def copy_of(body: bytes, key: str) -> bytes:
    header = find_header(body, key)
    assert header is not None
    return b"".join(open_copy(io.BytesIO(body), header).pieces())


@pytest.mark.parametrize(("suffix", "in_body"), [("csv", False), ("csv.gz", True), ("xlsx", False)])
def test_whichever_read_times_out_the_next_run_does_it_all(deployment: Deployment, suffix: str, in_body: bool) -> None:
    for at in range(1, MOST_READS):
        body = files(at)[suffix]
        event = deployment.upload(f"staff{at:02}.{suffix}", body)
        times_out = TimesOut(deployment.s3, at, in_body=in_body)
        refusal = ""
        try:
            deployment.run_ingest(event)
        except RetryableError as error:
            refusal = str(error)
        times_out.stop()
        if not times_out.met:
            break
        assert refusal.startswith("Amazon S3 can't be read")
        assert list(kept(deployment, event.key).values()) == [body]

        deployment.run_ingest(event)

        record = deployment.record(event)
        assert [record.get(name, 0) for name in ("rows", "pending", "rejected")] == [3, 3, 0]
        assert (record["status"], record["redaction"]) == ("PROVISIONING", "done")
        assert "ends before" not in record.get("notice", "")
        assert {f"agent{at}.{row}" for row in range(3)} <= deployment.agents().keys()
        assert kept(deployment, event.key) == {record["redacted_version"]: copy_of(body, event.key)}
    assert FEWEST_READS < at < MOST_READS - 1

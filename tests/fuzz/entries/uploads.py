"""What people upload: the bytes of a file, its key, and the event that tells of it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import zlib
from typing import Any, Final

from ingest.handler import lambda_handler
from ingest.reading.file_kind import find_header
from roster.imports import IMPORT_KINDS
from roster.items import from_wire
from roster.s3_events import created_event
from tests.functional.flow.world import UPLOADS, check_at_rest
from tests.fuzz.deployment import CANARY
from tests.fuzz.entry import REFUSALS, Entry, check_told, check_work, json_of, one_line
from tests.fuzz.mutation.any_bytes import change_bytes
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.mutation.tables import change_table
from tests.fuzz.site import Site, open_site
from tests.unit.ingest.redaction.damaged_files import ascii_of

_KEY: Final = "list.csv"


def upload(data: bytes) -> None:
    """Upload a file and let everything come of it: every row is accounted for, and no password is left anywhere."""
    with open_site() as site:
        site.world.upload(_KEY, data)
        site.settle()
        check_at_rest(site.world)
        _check_rows(site)
        header = find_header(io.BytesIO(data), _KEY)
        if header is not None and header.may_hold_passwords:
            check_told(site)
            # Without a header nothing says where the passwords are: docs/directories.md, "Two things can't be told".
            if header.shape == "header" and not header.refusal:
                kept = [version.body for version in site.world.s3.objects[(UPLOADS, _KEY)]]
                assert not any(CANARY in _characters(body) for body in kept), "a password stays in the upload"
        check_work(site, data)


def _characters(body: bytes) -> str:
    try:
        return ascii_of(body)
    except zlib.error:  # it only begins as gzip does
        return body.replace(b"\0", b"").decode("latin-1")


def upload_at_once(data: bytes) -> None:
    """Upload a file and let all come of it, without the checks of `upload`."""
    with open_site() as site:
        site.world.upload(_KEY, data)
        site.settle()


def _check_rows(site: Site) -> None:
    """Each row of an import has a line in its `outcome.csv`, and the lines are as many as the record counts."""
    for item in site.world.dynamodb.tables["rollcall-files"].values():
        record = from_wire(item)
        if record.get("kind") not in IMPORT_KINDS or record["key"] != _KEY:
            continue
        [outcome] = [
            versions[-1].body
            for (_, key), versions in site.world.s3.objects.items()
            if key.endswith(f"{record['import_id']}/outcome.csv")
        ]
        encoding = "utf-16" if outcome.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        text = io.StringIO(outcome.decode(encoding, "replace"), newline="")
        lines = list(csv.reader(text, delimiter=record.get("separator") or ","))
        assert len(lines) - 1 == record.get("rows", 0) + record.get("dropped", 0), (len(lines), record)


def object_key(data: bytes) -> None:
    """Upload a directory by a key: it is imported, and what is told of it is one line each."""
    key = data.decode("utf-8", "replace")
    while len(key.encode()) > 1024:  # AWS's limit
        key = key[:-1]
    if not key or key == "staff.csv":
        return
    with open_site() as site:
        site.put(key, b"username,first_name,last_name\n,A,B\n")
        site.settle()
        check_at_rest(site.world)
        [record] = [record for record in site.world.records() if record["key"] == key]
        assert (record["rows"], record["rejected"]) == (1, 1), record
        assert all(one_line(line) for message in site.world.topic.messages for line in message.split("\n"))
        assert all(one_line(line) for line in site.told.getvalue().split("\n"))
        check_told(site)
        check_work(site, data)


def s3_event(data: bytes) -> None:
    """Take an event in: it is refused or taken in, and whatever it can be read of is."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    with open_site() as site:
        good = site.put("good.csv", b"article,price\n")
        records = event.get("Records") if isinstance(event, dict) else None
        if isinstance(records, list):
            records.append(good["Records"][0])
        with contextlib.suppress(*REFUSALS):
            site.invoke(lambda_handler, event)
        if isinstance(records, list):
            taken_in = {item["key"]["S"] for item in site.world.dynamodb.tables["rollcall-files"].values()}
            assert "good.csv" in taken_in, "the event's good record was not taken in"
        check_told(site)
        check_work(site, data)


def _seed_event() -> dict[str, Any]:
    event = created_event(bucket=UPLOADS, key="staff.csv", version_id="v1", sequencer="1")
    event["Records"][0]["eventTime"] = "2026-11-22T12:00:00.000Z"
    return event


def event_seeds() -> list[bytes]:
    """Return events as Amazon S3 and upkeep send them."""
    gone = created_event(bucket=UPLOADS, key="Été 1/gone.csv", version_id="v99", sequencer="0055AED6DCD90281E5")
    test = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": UPLOADS}
    return [json.dumps(event).encode() for event in (_seed_event(), gone | {"rollcall-replays": 2}, test)]


ENTRIES: Final = (
    Entry("upload", upload, change_table),
    Entry("object-key", object_key, change_bytes),
    Entry("s3-event", s3_event, change_json),
)

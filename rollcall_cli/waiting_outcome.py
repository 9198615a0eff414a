"""Prints uploads that wait for ingest."""

from __future__ import annotations

from typing import Final

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import ATTENTION
from rollcall_cli.import_check import checked
from rollcall_cli.import_outcome import counts_text
from rollcall_cli.imports import Imports, counts_of, short_id
from rollcall_cli.printing import moment, print_fields, print_json, say, warn
from rollcall_cli.readable_records import readable
from rollcall_cli.waiting_uploads import WAITING, WaitingList, WaitingUpload
from roster.clock import timestamp
from roster.imports import IMPORT_KINDS

_WHAT: Final = "waiting for ingest since"


def waiting_rows(waiting: WaitingList) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of uploads that wait, in the columns of the list of imports."""
    return [
        (since, upload.key, "", WAITING, f"{_WHAT} {since}")
        for upload in waiting.uploads
        for since in (moment(timestamp(upload.since)),)
    ]


def show_waiting(deployment: Deployment, upload: WaitingUpload, *, as_json: bool) -> int:
    """Print an upload that waits, with the key's newest import, and return the exit code."""
    imports = (one for one in Imports(deployment).of_key(upload.key) if one["kind"] in IMPORT_KINDS)
    earlier = next(readable(imports, checked), None)
    if as_json:
        last = {"import_id": earlier["import_id"], "status": earlier["status"]} if earlier is not None else None
        print_json(upload.document() | {"last_import": last})
    else:
        last_text = f"{short_id(earlier)}, {earlier['status']}: {counts_text(counts_of(earlier))}" if earlier else None
        print_fields(
            [
                ("key", upload.key),
                ("status", WAITING),
                (_WHAT, moment(timestamp(upload.since))),
                ("version", upload.version_id),
                ("last import", last_text),
            ]
        )
        if earlier is not None:
            say(f"The import before it: rollcall status {short_id(earlier)}")
    if not upload.is_late:
        return 0
    function = deployment.function_name("ingest")
    warn(
        "Ingest takes an upload in within seconds. Why it does not take this one: rollcall failures, and "
        f"aws logs tail /aws/lambda/{function} --since 1h"
    )
    return ATTENTION

"""What a redaction could not keep is told in the report."""

from __future__ import annotations

import gzip
import random
from typing import Any

import pytest

from tests.functional.ingest.redaction.uploads_with_passwords import (
    BODY,
    HEADER,
    ended,
    versions,
)
from tests.functional.stores import Deployment


@pytest.mark.parametrize("at", [None, "PutObject", "DeleteObject"])
def test_a_copy_that_ends_early_is_told_of_in_the_notice(deployment: Deployment, at: str | None) -> None:
    names = random.Random(1)  # noqa: S311 - that no two rows are alike, so that little can be compressed
    rows = "".join(f"agent{row},{names.randbytes(8).hex()},King,Analytical1,\n" for row in range(3_000))
    cut_off = gzip.compress((HEADER + rows).encode())[:-2_000]
    event = ended(deployment, cut_off)

    def die(**_: Any) -> None:
        deployment.s3.meta.events.unregister(f"after-call.s3.{at}", die)
        raise RuntimeError("the function died here")

    if at:
        deployment.s3.meta.events.register(f"after-call.s3.{at}", die)
        with pytest.raises(RuntimeError):
            deployment.redaction().finish(event.key, event.sequencer)
    deployment.redaction().finish(event.key, event.sequencer)

    [copy] = versions(deployment).values()
    lines = gzip.decompress(copy).decode().splitlines()
    record = deployment.record(event)
    assert "Analytical1" not in gzip.decompress(copy).decode()
    assert 1_000 < len(lines) < 3_000
    assert record["notice"].count(f"before line {len(lines) + 1},") == 1
    assert record["redaction"] == "done"


@pytest.mark.parametrize("status", ["FINISHED", "REJECTED", "PROVISIONING"])
def test_an_import_that_was_reported_is_reported_again_with_the_notice(deployment: Deployment, status: str) -> None:
    """A report that nobody makes shows it to nobody."""
    event = ended(deployment, BODY + b'"' + b"x" * 1_200_000)
    over: dict[str, Any] = {"status": status}
    if status != "PROVISIONING":
        over |= {"unfinished": None, "finished_at": "2026-11-22T12:00:00.000Z"}
    deployment.stores.files.apply(deployment.stores.files.update(event.key, event.sequencer).set(over))

    deployment.redaction().finish(event.key, event.sequencer)

    record = deployment.record(event)
    assert record["notice"].startswith("The copy without passwords")
    assert (record["status"], record["unfinished"], "finished_at" in record) == ("PROVISIONING", "yes", False)


def test_a_copy_that_is_whole_makes_no_second_report(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    over = {"status": "FINISHED", "unfinished": None}
    deployment.stores.files.apply(deployment.stores.files.update(event.key, event.sequencer).set(over))

    deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["status"] == "FINISHED"


def test_the_notice_of_the_import_stays_beside_it(deployment: Deployment) -> None:
    event = ended(deployment, BODY + b'"' + b"x" * 1_200_000)
    deployment.stores.files.apply(
        deployment.stores.files.update(event.key, event.sequencer).set({"notice": "Nobody was removed."})
    )

    deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["notice"].startswith("Nobody was removed. The copy without passwords")

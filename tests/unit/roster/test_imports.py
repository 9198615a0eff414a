"""Uploads are ordered and named as their events say."""

from __future__ import annotations

from roster.files_table import newest_after
from roster.imports import import_id_of, sortable_sequencer


def test_sequencers_of_different_lengths_sort_in_time() -> None:
    # Amazon S3's documentation: pad the shorter one on its right with zeros, then compare as strings.
    earlier, later = sortable_sequencer("0055AED6DCD90281E5"), sortable_sequencer("0055AED6DCD90281E5AB")

    assert len(earlier) == len(later) == 40
    assert earlier < later
    assert earlier == sortable_sequencer("0055AED6DCD90281E500")


def test_an_upload_has_one_name() -> None:
    name = import_id_of("bucket", "agents.csv", "1")

    assert name == import_id_of("bucket", "agents.csv", "1")
    assert len(name) == 32
    assert (
        len(
            {
                name,
                import_id_of("bucket", "agents.csv", "2"),
                import_id_of("bucket", "a", "1"),
                import_id_of("b", "agents.csv", "1"),
            }
        )
        == 4
    )


def test_the_newest_upload_counts() -> None:
    records = [{"sequencer": "1"}, {"sequencer": "3"}, {"sequencer": "2"}]

    assert newest_after(records, "2") == "3"
    assert newest_after(records, "3") is None
    assert newest_after([], "1") is None

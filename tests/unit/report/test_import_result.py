"""One sentence about an import."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.report.imports import import_result


@pytest.mark.parametrize(
    ("attributes", "headline", "attention"),
    [
        ({"rows": 200, "created": 200}, "All done: 200 rows", False),
        ({"rows": 1, "created": 1}, "All done: 1 row", False),
        ({"rows": 97, "dropped": 3, "removed": 3, "unchanged": 97}, "All done: 97 rows and 3 dropped agents", False),
        ({"rows": 0, "dropped": 1, "removed": 1}, "All done: 0 rows and 1 dropped agent", False),
        ({"rows": 1200, "unchanged": 1200}, "Nothing to do: 1,200 rows unchanged", False),
        ({"rows": 200, "created": 192, "rejected": 5, "failed": 3}, "8 of 200 rows need attention", True),
        ({"rows": 4, "unchanged": 4, "notice": "Nobody was removed"}, "Done, with a notice: 4 rows", True),
        ({"rows": 2, "superseded": 2, "superseded_by": "2"}, "A newer upload of this file replaced this one", True),
        ({}, "The directory has no rows", False),
    ],
)
def test_the_headline_says_what_matters_most(attributes: dict[str, Any], headline: str, attention: bool) -> None:
    assert (import_result(**attributes).headline, import_result(**attributes).needs_attention) == (headline, attention)


def test_a_rejected_directory_says_so() -> None:
    rejected = import_result("REJECTED", reason="The header names username more than once.")

    assert rejected.headline == "The directory was rejected and nobody was changed"
    assert rejected.needs_attention


def test_the_time_counts_from_the_upload() -> None:
    assert import_result().seconds == 100.0


@pytest.mark.parametrize(
    ("attributes", "rate"),
    [
        (
            {"created": 150, "adopted": 5, "updated": 10, "removed": 6, "failed": 9, "unchanged": 90, "rejected": 10},
            2.0,
        ),
        ({"unchanged": 90}, 0.0),
        ({"created": 1, "progress_at": "2026-11-22T12:00:02.000Z"}, 0.0),
        ({"created": 1, "progress_at": "2026-11-22T12:00:00.000Z"}, 0.0),
    ],
    ids=["some were", "nobody was", "in no time", "clocks that disagree"],
)
def test_how_many_agents_were_provisioned_a_second(attributes: dict[str, Any], rate: float) -> None:
    assert import_result(**attributes).agents_per_second == rate

"""Which licences the zips may bring along."""

import pytest

from scripts.packaging import licences
from scripts.packaging.errors import BuildError
from scripts.packaging.licences import check_licence, find_licence


@pytest.mark.parametrize("expression", ["MIT", "MIT-0", "Apache-2.0", "MIT AND Python-2.0", "(MIT OR Apache-2.0)"])
def test_a_licence_that_was_read_passes(expression: str) -> None:
    check_licence("thing", expression)


@pytest.mark.parametrize(
    "expression",
    [
        "GPL-3.0-only",
        "MIT AND LGPL-2.1-or-later",
        "MIT OR GPL-3.0-only",  # which of them is taken, somebody has to say in CONCLUDED
        "Apache-2.0 WITH LLVM-exception",
        "MIT License",
        "BSD",
        "UNKNOWN",
        "MIT AND",
        "",
    ],
)
def test_every_other_stops_the_build(expression: str) -> None:
    with pytest.raises(BuildError, match=r"^thing: its licence is .* not allowed"):
        check_licence("thing", expression)


def test_a_conclusion_holds_for_the_texts_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"LICENSE": b"Do as you like.", "NOTICE": b"By somebody."}
    monkeypatch.setitem(licences.CONCLUDED, "thing", ("MIT-0", "of other texts"))
    with pytest.raises(BuildError, match="texts of its licence have changed") as refused:
        find_licence("thing", "MIT", texts)

    digest = next(word for word in str(refused.value).split() if len(word) == 64)
    monkeypatch.setitem(licences.CONCLUDED, "thing", ("MIT-0", digest))
    assert find_licence("thing", "MIT", texts) == "MIT-0"
    with pytest.raises(BuildError):
        find_licence("thing", "MIT", texts | {"NOTICE": b"By somebody else."})

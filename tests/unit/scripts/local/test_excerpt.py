"""What the README shows of the demo: all that it promises, or an error."""

from __future__ import annotations

import re

import pytest

from scripts.local.excerpt import BEGIN, END, README, ExcerptError, excerpt, readme_with


def shown() -> str:
    """The README's own excerpt, which is itself something that the demo may have printed."""
    return README.read_text("utf-8").split(BEGIN)[1].split(END)[0]


def without_ellipses(lines: list[str]) -> list[str]:
    return [line for line in lines if line != "  …"]


def test_all_that_the_readme_shows_is_shown_and_in_its_place() -> None:
    before = shown().strip().removeprefix("```text\n").removesuffix("\n```").splitlines()
    assert without_ellipses(excerpt(shown())) == without_ellipses(before)
    assert readme_with(before) == README.read_text("utf-8")


def test_other_users_and_kinds_are_left_out() -> None:
    more = shown().replace("│ mei.lin ", "│ nobody.else │ Nobody Else │\n│ mei.lin ")
    assert excerpt(more + "  sqs queues             none left\n") == excerpt(shown())


@pytest.mark.parametrize(
    "part", ["│ mei.lin .*\n", "  secrets .*\n", "What became of the uploads\n", "Rows that made no agent\n"]
)
def test_what_lacks_a_part_is_refused(part: str) -> None:
    with pytest.raises(ExcerptError):
        excerpt(re.sub(part, "", shown()))


def test_something_left_is_not_shown_as_nothing_left() -> None:
    with pytest.raises(ExcerptError):
        excerpt(shown().replace("  secrets                none left", "  secrets                rollcall/passwords/1"))

"""What the README shows of the demo: all that it promises, or an error."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from scripts.local.excerpt import BEGIN, END, README, ExcerptError, excerpt, main, readme_with


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


@pytest.mark.parametrize(
    ("printed", "readme", "said"),
    [("", f"{BEGIN}\n{END}\n", "nothing is printed under"), (shown(), "no place\n", "needs these two lines")],
)
def test_what_is_wrong_is_said_and_the_readme_stays(
    printed: str,
    readme: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "README.md"
    file.write_text(readme, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(printed))

    assert main(file) == 1
    assert said in capsys.readouterr().err
    assert file.read_text("utf-8") == readme


def test_the_readme_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(shown()))

    assert main(file) == 0
    assert "mei.lin" in file.read_text("utf-8")

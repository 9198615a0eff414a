"""Text becomes HTML escaped or not at all."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report.page import safe_html
from report.page.safe_html import Html, Template, element, escape, join

EVIL = "</td><script>alert('x')</script>&\" onload=\"x"
ESCAPED = "&lt;/td&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot; onload=&quot;x"


def markup(value: Html) -> str:
    return value.encode().decode()


def fill(source: str, **values: Any) -> str:
    file = io.BytesIO()
    Template(source).write(file, values)
    return file.getvalue().decode()


def test_a_text_is_escaped_wherever_html_is_wanted() -> None:
    assert markup(escape(EVIL)) == ESCAPED
    assert markup(join(EVIL, [EVIL, EVIL])) == ESCAPED * 3
    assert markup(element("td", EVIL, class_=EVIL)) == f'<td class="{ESCAPED}">{ESCAPED}</td>'
    assert fill('<p class="{{a}}">{{b}}</p>', a=EVIL, b=EVIL) == f'<p class="{ESCAPED}">{ESCAPED}</p>'


def test_html_is_not_escaped_again() -> None:
    inner = element("b", "a & b")

    assert markup(element("p", inner, " < ", join(", ", [inner, "c"]))) == (
        "<p><b>a &amp; b</b> &lt; <b>a &amp; b</b>, c</p>"
    )
    assert fill("<p>{{a}}</p>", a=inner) == "<p><b>a &amp; b</b></p>"


def test_no_text_can_be_declared_html() -> None:
    with pytest.raises(TypeError, match="Html is made by"):
        Html()
    with pytest.raises(TypeError):
        Html(EVIL)  # type: ignore[call-arg]  # refused by mypy too, which complains where an ignore is not needed


def test_a_text_made_from_html_is_a_text_again() -> None:
    assert "&lt;b&gt;" in markup(element("p", f"{element('b', 'x')}"))


@pytest.mark.parametrize("value", [None, 7, b"<b>"])
def test_what_is_neither_text_nor_html_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        element("p", value)
    with pytest.raises(TypeError):
        element("p", class_=value)
    with pytest.raises(TypeError):
        fill("<p>{{a}}</p>", a=value)


@pytest.mark.parametrize("name", ["script", "style", "a", "img", "p onload=x", "p><script"])
def test_only_elements_that_do_nothing_can_be_made(name: Any) -> None:
    with pytest.raises(ValueError, match="The page has no <"):
        element(name)


@pytest.mark.parametrize("name", ["onclick", "style", "href", "src", 'x="" onclick'])
def test_only_attributes_that_do_nothing_can_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="The page has no attribute"):
        element("p", **{name: "x"})


@pytest.mark.parametrize(
    "source",
    [
        "<script>const key = '{{key}}';</script>",
        "<style>{{key}}</style>",
        "<p class={{key}}>",
        "<p {{key}}>",
        "<{{key}}>",
        "</{{key}}>",
        "<!-- {{key}} -->",
        "<p class='{{key}}'>",
    ],
)
def test_a_slot_where_escaping_does_not_help_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="A slot stands"):
        Template(source)


def test_html_does_not_fit_into_an_attribute() -> None:
    with pytest.raises(TypeError, match="takes text alone"):
        fill('<p class="{{a}}">', a=element("b", class_="x"))


def test_a_value_is_no_template() -> None:
    assert fill("<p>{{a}}{{b}}</p>", a="{{b}}", b="x") == "<p>{{b}}x</p>"


def test_pieces_that_are_text_are_escaped() -> None:
    assert fill("<p>{{a}}</p>", a=["<b>"]) == "<p>&lt;b&gt;</p>"


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("<p>{{a}}</p>")


def test_pieces_are_made_one_at_a_time() -> None:
    file = io.BytesIO()
    written: list[int] = []

    def pieces() -> Iterator[Html]:
        for number in range(3):
            written.append(len(file.getvalue()))
            yield element("b", str(number))

    Template("<p>{{rows}}</p>").write(file, {"rows": pieces()})

    assert written == [3, 11, 19]
    assert file.getvalue() == b"<p><b>0</b><b>1</b><b>2</b></p>"


def test_only_safe_html_writes_markup() -> None:
    """No other module of the page has a tag in a string, or reaches for what is private to `Html`."""
    folder = Path(safe_html.__file__).parent
    others = [path for path in folder.glob("*.py") if path.name != "safe_html.py"]

    assert len(others) >= 5
    for path in others:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"_markup", "_html"}, path.name
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "write_page.py":
                assert "<" not in node.value, (path.name, node.value)

"""Text becomes HTML escaped or not at all."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report.page import safe_html
from report.page.safe_html import LINE_BREAK, Html, element, escape, file_link, join
from report.page.safe_json import JsonRows, ScriptData, script_data
from report.page.template import Template

EVIL = "</td><script>alert('x')</script>&\" onload=\"x"
_SPEAK_OF_MARKUP = {"safe_json.py", "template.py", "write_page.py"}
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
        '<script type="application/json">{"key": {{key}}}</script>',
        '<script type="application/json; charset=utf-8">{{key}}</script>',
        '<script type="module">{{key}}</script>',
        '<style type="application/json">{{key}}</style>',
    ],
)
def test_a_slot_where_escaping_does_not_help_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="A slot stands"):
        Template(source)


def test_html_does_not_fit_into_an_attribute() -> None:
    with pytest.raises(TypeError, match="takes text alone"):
        fill('<p class="{{a}}">', a=element("b", class_="x"))


def test_a_slot_for_data_takes_data_alone_and_no_other_slot_does() -> None:
    data, element_of_data = script_data({"key": EVIL}), '<script type="application/json">{{a}}</script>'

    filled = fill(element_of_data, a=[data, data])
    [content] = re.findall('^<script type="application/json">(.*)</script>$', filled, re.DOTALL)
    assert json.loads(content) == [{"key": EVIL}] * 2
    assert "<" not in content
    for value in (EVIL, element("b", "x"), [], [element("b", "x")], [data, EVIL]):
        with pytest.raises(TypeError, match="takes pieces of ScriptData alone"):
            fill(element_of_data, a=value)
    for source in ("<p>{{a}}</p>", '<p class="{{a}}">'):
        with pytest.raises(TypeError):
            fill(source, a=[data])


def test_data_end_no_script_and_hide_nothing() -> None:
    texts = [
        "</script><script>",
        "<!--<script>",
        "]]>",
        "a\u2028b\u2029c",
        "&lt;",
        "\u202eevil",
        "x\x00\ud800",
        "\u00fc\u4e2d",
    ]
    data = script_data({"\u202e<": [7, None, True, texts]}).encode()

    assert not re.search("[<>&\u2028\u2029\u202e]", data.decode())
    assert json.loads(data) == {
        "\ufffd<": [7, None, True, [*texts[:3], "a b c", "&lt;", "\ufffdevil", "x\ufffd\ufffd", "\u00fc\u4e2d"]]
    }
    for value in (1.5, b"x", {"a": object()}):
        with pytest.raises(TypeError, match="The page's data are texts"):
            script_data(value)
    with pytest.raises(TypeError, match="ScriptData is made by"):
        ScriptData()


def test_rows_of_data_come_back_as_they_went() -> None:
    rows = JsonRows()
    assert (len(rows), rows.size, rows.fitting(100), list(rows.first(0))) == (0, 0, 0, [])
    for text in ("a", "\u00e4\u00e4", "c"):
        rows.append([text])

    assert [piece.encode().decode() for piece in rows.first(2)] == ['["a"]', '["\u00e4\u00e4"]']
    assert [rows.fitting(size) for size in (4, 5, 12, 13, 18, 99)] == [0, 1, 1, 2, 3, 3]
    assert (len(rows), rows.size) == (3, 18)
    rows.close()


def test_a_link_leads_to_a_file_of_the_report_alone() -> None:
    assert markup(file_link("rejected.csv")) == '<a href="rejected.csv">rejected.csv</a>'
    for name in ("javascript:alert(1)", "https://evil.example", "../outcome.csv", ""):
        with pytest.raises(ValueError, match="A report has no file"):
            file_link(name)  # type: ignore[arg-type]


def test_a_text_stays_on_one_line_and_turns_nothing_around() -> None:
    assert markup(element("td", "a\r\nb\tc\u2028d\u202ee\u2066f\u200bg\x7fh")) == (
        "<td>a b c d\ufffde\ufffdf\ufffdg\ufffdh</td>"
    )
    # What belongs to words and names stays: joiners, combining marks, hard blanks, other planes.
    for text in (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "e\u0301",
        "5\xa0000",
        "\U0001f469\u200d\U0001f692",
    ):
        assert markup(escape(text)) == text
    assert markup(LINE_BREAK) == "\n"


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
                assert node.attr not in {"_json", "_made"} or path.name == "safe_json.py", path.name
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name not in _SPEAK_OF_MARKUP:
                assert "<" not in node.value, (path.name, node.value)

"""Tables are read by CSV's rules, and by those of tools that quote in another way."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.csv_reader import CsvReader, as_csv


def cells(text: str, separator: str = ",") -> list[list[str]]:
    return list(CsvReader(io.StringIO(text, newline=""), separator))


def trimmed(text: str, separator: str = ",") -> list[list[str]]:
    return [list(map(str.strip, row)) for row in cells(text, separator)]


@pytest.mark.parametrize(
    ("text", "separator", "row"),
    [
        ('x, "Lovelace, Ada", y', ",", ["x", "Lovelace, Ada", "y"]),
        ('x,\t"Lovelace, Ada"', ",", ["x", "Lovelace, Ada"]),
        ('x;\u00a0 "a;b"', ";", ["x", "a;b"]),
        ('x\t "a\tb"\t"c"', "\t", ["x", "a\tb", "c"]),
        ('x\t\t"a"', "\t", ["x", "", "a"]),
        (' "a,b",c', ",", ["a,b", "c"]),
        ('"a, ""b"" c", "d"', ",", ['a, "b" c', "d"]),
        ('x, "Lovelace,\n Ada",y', ",", ["x", "Lovelace,\n Ada", "y"]),
        ('24" screen,x', ",", ['24" screen', "x"]),
    ],
)
def test_blanks_before_a_quote_belong_to_no_cell(text: str, separator: str, row: list[str]) -> None:
    assert trimmed(text, separator) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (r'x,"Zoe \"Z\" Ann",y', ["x", 'Zoe "Z" Ann', "y"]),
        (r'"Smith, \"Bob\", Jr.",y', ['Smith, "Bob", Jr.', "y"]),
        (r'"Ann \"Z\"",y', ['Ann "Z"', "y"]),
        (r'"\"Z\" Ann"', ['"Z" Ann']),
        (r'"\"\"",y', ['""', "y"]),
        (r'x, "Zoe \"Z\", Ann" ,y', ["x", 'Zoe "Z", Ann', "y"]),
    ],
)
def test_quotes_behind_backslashes_belong_to_the_cell(text: str, row: list[str]) -> None:
    assert trimmed(text) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (r'"C:\",y', ["C:\\", "y"]),
        (r'"CORP\ada",y', [r"CORP\ada", "y"]),
        (r'"C:\","D:\"', ["C:\\", "D:\\"]),
        (r"5\" pipe,y", [r"5\" pipe", "y"]),
        (r'"a \"" b",y', [r"a \" b", "y"]),
    ],
)
def test_a_backslash_that_makes_sense_stays(text: str, row: list[str]) -> None:
    assert cells(text) == [row]


def test_a_cell_may_be_as_long_as_its_row() -> None:
    assert cells("x" * 131_073 + ",y") == [["x" * 131_073, "y"]]


def tables(alphabet: str) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(st.text(alphabet=alphabet, max_size=8), min_size=2, max_size=4), max_size=4)


@given(tables('ab", \t\u00a0\n;') | tables('ab\\", \t\u00a0;'))
def test_what_is_written_by_the_rules_is_read_by_them(table: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    assert cells(text.getvalue()) == table


@given(st.text(alphabet='ab\\", \t\u00a0;', max_size=30), st.sampled_from([",", ";", "\t"]))
def test_a_line_keeps_its_length(line: str, separator: str) -> None:
    assert len(as_csv(line, separator)) == len(line)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("a,b", "fit"),
        ('"a, b","c ""d"" e",f', "fit"),
        ('a, "b, c" ,d', "fit"),
        ('"a\nb",c', "fit"),
        ('Ann "Annie" King,b', "fit"),
        ('a,12" screen', "stray"),
        ('a,b"', "stray"),
        ('a,"b,c', "broken"),
        ('a,"b"c,d', "broken"),
        ('"a ""b" c",d', "broken"),
        ('a,"b\nc"d,e', "broken"),
    ],
)
def test_quotes_that_do_not_fit_are_told(text: str, quotes: str) -> None:
    reader = CsvReader(io.StringIO(f"x\n{text}\n", newline=""), ",")
    records = iter(reader)
    next(records)
    assert reader.quotes == "fit"
    next(records)

    assert reader.quotes == quotes

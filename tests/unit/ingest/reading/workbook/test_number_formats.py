"""Numbers and dates read as people see them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ingest.reading.workbook.number_formats import show_general, show_number


def shown(value: float, code: str, epoch: datetime = CALENDAR_WINDOWS_1900) -> str:
    return show_number(value, code, epoch)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4711, "4711"),
        (-3, "-3"),
        (30.0, "30"),
        (491711234567, "491711234567"),
        (491711234567.0, "491711234567"),
        (49.9, "49.9"),
        (0.1 + 0.2, "0.3"),
        (0.00001, "1E-05"),
        (999999999999999, "999999999999999"),
        (1234567890123456789, "1.23456789012346E+18"),
        (1.5e300, "1.5E+300"),
    ],
)
def test_without_a_format_all_digits_are_shown(value: float, text: str) -> None:
    assert show_general(value) == text
    assert shown(value, "General") == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (123, "00000", "00123"),
        (1234567, "00000", "1234567"),
        (123, "@", "123"),
        (123, "0", "123"),
        (4711, "0.00", "4711"),
        (49.9, "0.00", "49.90"),
        (49.949, "0.0", "49.9"),
        (4711.4, "0", "4711"),
        (1800, "#,##0", "1800"),
        (-1800, "#,##0", "-1800"),
        (-30, "#,##0_);(#,##0)", "(30)"),
        (0, '0;-0;"none"', "0"),
        (0, "#,##0", "0"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (1, "0%", "100%"),
        (491711234567, '"+"0', "+491711234567"),
        (491711234567, "+0", "+491711234567"),
        (491711234567, r"\+00 000 0000000", "+49 171 1234567"),
        (2065550142, "(###) ###-####", "(206) 555-0142"),
        (5550142, "[<=9999999]###-####;(###) ###-####", "555-0142"),
        (2065550142, "[<=9999999]###-####;(###) ###-####", "(206) 555-0142"),
        (123456789, "000-00-0000", "123-45-6789"),
        (1234567, "0000000000", "0001234567"),
        (612345678, "00 00 00 00 00", "06 12 34 56 78"),
        (30, "[Red]0", "30"),
        (30, "[$€-407] 0", "€ 30"),
        (30, '0" seconds"', "30 seconds"),
        (123456, "0.00E+00", "123456"),
        (1.5, "# ?/?", "1.5"),
        (1234567, "0,", "1234567"),
        (1234, ";;;", "1234"),
        (0.5, ".00", ".50"),
    ],
)
def test_a_format_is_obeyed_where_it_says_more_than_the_digits(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (44927, "yyyy-mm-dd", "2023-01-01"),
        (44927, "dd.mm.yyyy", "01.01.2023"),
        (44927, "d/m/yy", "1/1/23"),
        (45000.75, "yyyy\\-mm\\-dd\\ hh:mm:ss", "2023-03-15 18:00:00"),
        (45000.75, "h:mm AM/PM", "6:00 PM"),
        (45000.51, "m/d/yy h:mm", "3/15/23 12:14"),
        (45000, "d-mmm-yy", "15-Mar-23"),
        (45000, "mmmm d, yyyy", "March 15, 2023"),
        (45000, "dddd", "Wednesday"),
        (45000, "[$-407]dd.mm.yyyy", "15.03.2023"),
        (1.5, "[h]:mm", "36:00"),
        (0.5, "hh:mm", "12:00"),
        (0.0006944444, "mm:ss", "01:00"),
        (-1, "yyyy-mm-dd", "########"),
        (3_000_000, "yyyy-mm-dd", "########"),
    ],
)
def test_a_day_is_shown_as_its_date(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_days_are_counted_from_the_workbooks_own_epoch() -> None:
    assert shown(44927 - 1462, "yyyy-mm-dd", CALENDAR_MAC_1904) == "2023-01-01"


@given(
    value=st.one_of(st.integers(-(10**17), 10**17), st.floats(allow_nan=False, allow_infinity=False, width=32)),
    code=st.one_of(
        st.sampled_from(sorted(BUILTIN_FORMATS.values())),
        st.text('0#?.,%;@[]"\\_*/-+E ymdhsAMPGeneral<>=', max_size=20),
    ),
)
def test_any_code_shows_some_text(value: float, code: str) -> None:
    try:
        assert isinstance(shown(value, code), str)
    except (ValueError, OverflowError):
        pytest.fail("a reader of cells would have to know of it")

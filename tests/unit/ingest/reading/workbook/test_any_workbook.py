"""Whatever bytes a workbook has, it is read or told; nothing else is raised."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.redaction.open_copy import open_copy
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Number, Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import SHEET, part_of, repacked

pytestmark = pytest.mark.slow

BOOK = xlsx(
    Sheet(
        [
            ["user login", "first name", "last name", "password"],
            ["ada", "Ada", Number(1, "date"), "Secret123"],
            ["bob", "B", "B", ""],
        ]
    )
)
PARTS = [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "_rels/.rels"]


def go_through(content: bytes) -> None:
    header = find_header(content, "agents.xlsx")
    if header is None:
        return
    directory = AgentDirectory(io.BytesIO(content), header, RULES)
    if directory.problem() is None:
        list(directory.rows())
        assert isinstance(directory.notice, str)
    if header.holds_passwords:
        copy = b"".join(open_copy(io.BytesIO(content), header).pieces())
        assert b"Secret123" not in b"".join(part_of(copy, name) for name in (SHEET, "xl/workbook.xml"))


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=4))
def test_bytes_of_the_archive_may_be_others(at: int, data: bytes) -> None:
    go_through(BOOK[:at] + data + BOOK[at + len(data) :])


@given(st.sampled_from(PARTS), st.data())
def test_text_of_a_part_may_be_another(name: str, data: st.DataObject) -> None:
    part = part_of(BOOK, name)
    at = data.draw(st.integers(0, len(part)))
    length = data.draw(st.integers(0, 8))
    new = data.draw(
        st.sampled_from([b"", b"<", b"<c/>", b'"', b"9", b"-1", b"<row/>", b"\x00", b"&lt;", b"x", b"</v>"])
    )

    go_through(repacked(BOOK, {name: part[:at] + new + part[at + length :]}))

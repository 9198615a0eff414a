"""Archives that explode, XML that does, and workbooks that are damaged are refused in little memory and time."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from ingest.reading.text import UnreadableError
from ingest.reading.workbook.archive import MAX_SHORT_PART_BYTES, MAX_UNPACKED_BYTES, Archive
from ingest.reading.workbook.safe_xml import MAX_UNIT_BYTES, SafeXml
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import MAIN, SHEET, header_of, repacked, sheet_of

LIST = [["user login", "first name", "last name"], ["ada", "Ada", "Lovelace"]]
BOOK = xlsx(Sheet(LIST))
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
MEBIBYTE = 2**20


def read_all(content: bytes, unit: str = "") -> bytes:
    source = SafeXml(io.BytesIO(content), unit)
    return b"".join(iter(lambda: source.read(65_536), b""))


def refusal(book: bytes) -> str:
    """Return why a workbook is refused, within bounds of processor time and memory."""
    tracemalloc.start()
    begin = time.process_time()
    header = header_of(book)
    seconds = time.process_time() - begin
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not header.is_agent_directory
    assert peak < 64 * MEBIBYTE
    assert seconds < 30
    return header.refusal


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", SHEET, "[Content_Types].xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(part: str, encoding: str) -> None:
    mark = f'<?xml version="1.0" encoding="{encoding}"?>'
    bomb = f'{mark}{BILLION_LAUGHS}<worksheet xmlns="{MAIN}"><sheetData>&i;</sheetData></worksheet>'

    assert "declares a document type" in refusal(repacked(BOOK, {part: bomb.encode(encoding)}))


def test_a_part_that_unpacks_to_many_times_its_size_is_refused() -> None:
    row = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    bomb = sheet_of(row * 1_200_000)

    assert "unpacks to more than 200 times its size" in refusal(repacked(BOOK, {SHEET: bomb}))


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        piece = b" " * MEBIBYTE
        with target.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part:
            for _ in range(MAX_UNPACKED_BYTES // MEBIBYTE + 1):
                part.write(piece)

    assert f"unpacks to more than {MAX_UNPACKED_BYTES // MEBIBYTE} MB" in refusal(packed.getvalue())


def test_no_more_is_read_of_a_part_than_its_archive_declares() -> None:
    book = bytearray(repacked(BOOK, {"xl/styles.xml": b"<a>" + b" " * 100_000 + b"</a>"}))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        info = archive.getinfo("xl/styles.xml")
    # The size stands in the list at the archive's end.
    at = book.rindex(struct.pack("<II", info.compress_size, info.file_size))
    book[at : at + 8] = struct.pack("<II", info.compress_size, 10)

    source = Archive(io.BytesIO(bytes(book))).open_xml("xl/styles.xml")

    with pytest.raises(UnreadableError, match="damaged"):
        list(iter(lambda: source.read(65_536), b""))


def test_short_parts_are_bounded() -> None:
    content = b"<a>" + bytes(range(32, 59)) * (MAX_SHORT_PART_BYTES // 27 + 1) + b"</a>"

    assert "longer than 8 MB" in refusal(repacked(BOOK, {"xl/workbook.xml": content}))


def test_an_archive_of_too_many_parts_is_no_workbook_that_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/{number:060}.xml", b"")

    assert "too many parts" in refusal(packed.getvalue())


@pytest.mark.parametrize("unit", ["row", "si"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_units_are_bounded_one_by_one(unit: str, prefix: str) -> None:
    half = "y" * (MAX_UNIT_BYTES // 2 - 1000)
    many = f"<{prefix}{unit}>{half}</{prefix}{unit}>" * 4
    whole = f'<{prefix}a xmlns:x="u">{many}</{prefix}a>'.encode()
    assert read_all(whole, unit) == whole

    longer = f'<{prefix}a xmlns:x="u"><{prefix}{unit}>{half * 3}</{prefix}{unit}></{prefix}a>'.encode()
    with pytest.raises(UnreadableError, match="is longer than 2,097,152 bytes"):
        read_all(longer, unit)


def test_one_attribute_that_never_ends_is_refused() -> None:
    with pytest.raises(UnreadableError, match="is longer than"):
        read_all(b'<a><row r="' + b"1" * (MAX_UNIT_BYTES * 2), "row")


@pytest.mark.parametrize("content", [b"", b"<a>", b"no xml", b"<a></b>", b"<a>\x00</a>", b"\xff\xfe<"])
def test_what_is_no_xml_is_damaged(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read_all(content)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_told(cut: float) -> None:
    header = header_of(BOOK[: int(len(BOOK) * cut)])

    assert "The workbook can't be read" in header.refusal


@pytest.mark.parametrize("part", ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", SHEET])
def test_a_workbook_without_a_part_that_it_needs_is_told_or_empty(part: str) -> None:
    book = repacked(BOOK, {part: None})

    if part == SHEET:
        book = repacked(book, {"xl/worksheets/sheet9.xml": b"<a/>"})
        assert header_of(repacked(BOOK, {SHEET: b"<a"})).refusal
    else:
        assert "damaged" in header_of(book).refusal


def test_parts_that_are_encrypted_or_packed_in_other_ways_are_damaged() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))

    assert "damaged" in refusal(packed.getvalue())

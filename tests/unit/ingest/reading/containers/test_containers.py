"""Spreadsheets that Rollcall does not look into are told, and other files that are no text stay plain files."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from ingest.reading.file_kind import find_header
from tests.unit.ingest.reading.containers.making import ole, zipped
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, ods, xlsx
from tests.unit.ingest.reading.workbook.making import repacked

LIST = "user login,first name,last name\nada,Ada,Lovelace\n"
BOOK = xlsx(Sheet([["user login", "first name", "last name"], ["ada", "Ada", "L"]]))
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
OTHER_STREAMS = [f"Stream {number}" for number in range(9)]


def refusal(content: bytes, key: str = "file") -> str:
    header = find_header(content, key)
    assert header is not None
    assert (header.is_agent_directory, header.holds_passwords, header.names) == (False, False, ())
    assert "delete it from the upload bucket" in header.refusal
    return header.refusal


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ole("Workbook", "\x05SummaryInformation"), "an Excel 97-2003 workbook (.xls)"),
        (ole("Book"), "an Excel 97-2003 workbook (.xls)"),
        (ole(*OTHER_STREAMS, "Workbook", far=True), "an Excel 97-2003 workbook (.xls)"),
        (ole("EncryptionInfo", "EncryptedPackage"), "a document with a password to open it"),
        (ole("Workbook")[:600], "an Excel 97-2003 workbook (.xls)"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(200), "an Excel 97-2003 workbook (.xls)"),
        (ods([["a"]]), "an OpenDocument spreadsheet"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet-template"}),
            "an OpenDocument spreadsheet",
        ),
        (zipped({"Index/Document.iwa": b"x", "Index/Tables/DataList.iwa": b"x"}), "a Numbers spreadsheet"),
        (gzip.compress(BOOK), "a compressed workbook"),
        (gzip.compress(ole("Workbook")), "a compressed workbook"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "an XML"),
        (b"<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>", "an XML spreadsheet"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n<x:ExcelWorkbook>", "a web page"),
    ],
)
def test_spreadsheets_are_told_whatever_their_name(content: bytes, says: str) -> None:
    assert says in refusal(content)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"lists/agents.csv": LIST}, "an archive with 'lists/agents.csv' in it"),
        ({"a.TXT": "Name,Login,PW\nAda,ada,Secret123\n"}, "an archive with 'a.TXT' in it"),
        ({"picture.png": PICTURE, "a.xlsx": b"x", "b.xls": b"x"}, "an archive with 'a.xlsx' and 1 more in it"),
    ],
)
def test_archives_with_lists_are_told(parts: dict[str, bytes | str], says: str) -> None:
    assert says in refusal(zipped(parts))


def test_an_archive_whose_list_has_a_password_is_told() -> None:
    content = bytearray(zipped({"x.csv": "a,b\n1,2\n"}))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1

    assert "an archive with 'x.csv' in it" in refusal(bytes(content))


@pytest.mark.parametrize("magic", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\x00"])
def test_archives_that_are_not_opened_are_told_if_they_are_named_like_people(magic: bytes) -> None:
    assert "Unpack it" in refusal(magic + bytes(50), "agents.7z")
    assert find_header(magic + bytes(50), "pictures.7z") is None


@pytest.mark.parametrize(
    "content",
    [
        zipped({"picture.png": PICTURE, "readme.txt": "Dear all,\nhere are the pictures.\n"}),
        zipped({"prices.csv": "article,price\ndesk,3\n"}),
        zipped({}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        zipped({"mimetype": "application/epub+zip"}),
        zipped({"Index/Document.iwa": b"x", "Index/Slide.iwa": b"x"}),
        zipped({"META-INF/MANIFEST.MF": "Manifest-Version: 1.0", "a/B.class": b"\xca\xfe\xba\xbe"}),
        ole("WordDocument", "1Table"),
        ole(*OTHER_STREAMS, far=True),
        gzip.compress(zipped({"picture.png": PICTURE})),
        b"PK\x03\x04" + bytes(range(256)) * 30,
        b"<html><body><table><tr><td>Article</td><td>Price</td></tr><tr><td>Desk</td><td>3</td></tr></table></html>",
        b"<?xml version='1.0'?><note><to>Ada</to></note>",
        b"%PDF-1.7\n1 0 obj",
    ],
)
def test_all_else_stays_a_plain_file(content: bytes) -> None:
    assert find_header(content, "file") is None


def document(kind: str) -> bytes:
    """Return a package whose first part has another content type."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    )
    return repacked(BOOK, {"[Content_Types].xml": types.encode()})


@pytest.mark.parametrize("kind", ["sheet.macroEnabled", "template.macroEnabled"])
def test_workbooks_that_may_have_macros_are_read(kind: str) -> None:
    header = find_header(document(f"application/vnd.ms-excel.{kind}.main+xml"))

    assert header is not None
    assert header.is_agent_directory


def test_a_binary_workbook_is_told() -> None:
    assert "(.xlsb)" in refusal(document("application/vnd.ms-excel.sheet.binary.macroEnabled.main"))


def test_a_letter_with_a_workbook_in_it_is_a_plain_file() -> None:
    letter = repacked(
        BOOK,
        {
            "[Content_Types].xml": b'<Types><Override PartName="/word/document.xml" '
            b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": b'<Relationships><Relationship Id="a" Type="x/officeDocument" '
            b'Target="word/document.xml"/></Relationships>',
            "word/document.xml": b"<a/>",
            "word/embeddings/agents.xlsx": BOOK,
        },
    )

    assert find_header(letter, "agents.docx") is None


@pytest.mark.parametrize("name", ["agents.csv", "agents.zip", "agents.docx", "agents"])
def test_a_workbook_is_read_whatever_its_name(name: str) -> None:
    header = find_header(BOOK, name)

    assert header is not None
    assert header.is_agent_directory


def test_a_page_whose_table_lists_people_is_told() -> None:
    page = "<!DOCTYPE html><html><body><p>Staff</p><table><tr><th>Vorname<th>Nachname<th>Abteilung</tr>"
    page += "<tr><td>Ada</td><td><b>Love</b>lace</td><td>IT</td></tr></table></body></html>"

    assert "Open it in a spreadsheet" in refusal(page.encode())
    assert "Open it in a spreadsheet" in refusal(page.encode("utf-16"))


def test_an_archive_that_holds_itself_is_looked_into_once() -> None:
    inner = zipped({"agents.txt": LIST})
    for _ in range(50):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("agents.txt", inner)
        inner = packed.getvalue()

    assert find_header(inner, "file.zip") is None

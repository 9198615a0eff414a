"""Files with a password of every origin: whatever may be wrong with a row, a file or its bytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tests.canaries.encodings import encoded_lists
from tests.canaries.words import Canaries
from tests.unit.ingest.reading.real_world.exports.export import text_of
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx

HEADER: Final = ("user login", "first name", "last name", "password", "acw seconds", "routing profile name")


class File(NamedTuple):
    """A file to upload, and its key."""

    key: str
    body: bytes


def row(login: str, password: str, *, acw: str = "30", profile: str = "Basic Routing Profile") -> list[str]:
    """Return the cells of an agent below `HEADER`."""
    return [login, "Ada", "Byrne", password, acw, profile]


def directory(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    """Write a directory as Excel's CSV UTF-8 without its mark."""
    return text_of(header, rows).encode()


def files(canaries: Canaries, *, every_encoding: bool) -> list[File]:
    """Return all files; each of their passwords is in `canaries` with its origin.

    Args:
        canaries: makes the passwords.
        every_encoding: whether every older encoding has a file of its own, or one of each script has.
    """
    made = [*_rows(canaries), *_columns(canaries), *_damaged(canaries), *_packed(canaries), *_tables(canaries)]
    return made + [File(f"canary/{key}", body) for key, body in encoded_lists(canaries, every_encoding=every_encoding)]


def _rows(canaries: Canaries) -> Iterator[File]:
    """Yield rows that become agents, that are rejected, and whose agents fail."""
    strong = canaries.strong
    good = row("canary.good", strong("good row", "canary.good"))
    # With what is written in another way where JSON, HTML or a URL has it.
    signs = [
        row(f"canary.signs{number}", strong(f"good row, with {tail}", f"canary.signs{number}", tail=tail))
        for number, tail in enumerate(("<&", "\"'", "%\\", "ü+", "=€"))
    ]
    yield File("canary/good.csv", directory(good, *signs))
    rejected = [
        row("canary.acw", strong("row rejected for another cell"), acw="soon"),
        row("canary weak", strong("row rejected for its login")),
        row("canary.weak", canaries.weak("row rejected for its password, which is weak")),
        row("canary.long", canaries.long("row rejected for its password, which is long")),
        row("canary.twice", strong("first of two rows with a login", "canary.twice")),
        row("canary.twice", strong("second of two rows with a login")),
        ["", "", "", strong("row of nothing but a password"), "", ""],
    ]
    yield File("canary/rejected.csv", directory(*rejected))
    failed = row("canary.failed", strong("failed agent", "canary.failed"), profile="No Such Profile")
    yield File("canary/failed.csv", directory(failed))


def _columns(canaries: Canaries) -> Iterator[File]:
    """Yield passwords under headers that do not say so, or say more."""
    known = ("user login", "first name", "last name")
    for header in ("Notes", "Code", "Zugang", "Old password", "Password hint", "PIN", "", "Salasana"):
        name = header or "no header"
        rows = []
        for number in range(3):
            login = f"canary.{name.casefold().replace(' ', '')}{number}"
            # Which is Finnish for password; the others say something else, or more.
            owner = login if header == "Salasana" else ""
            rows.append([login, "Ada", "Byrne", canaries.strong(f"under {name}", owner)])
        yield File(f"canary/under {name}.csv", directory(*rows, header=(*known, header)))
    two = [["canary.two", "Ada", "Byrne", canaries.strong("password", "canary.two"), canaries.strong("beside it")]]
    yield File("canary/two.csv", directory(*two, header=(*known, "password", "old password")))


def _damaged(canaries: Canaries) -> Iterator[File]:
    """Yield rows that are shifted, cut, joined or open."""
    strong = canaries.strong
    lines = [
        ",".join(HEADER),
        ",".join(row("canary.placed", strong("row above shifted ones", "canary.placed"))),
        f"canary.left,Ada,{strong('row shifted to the left')},30,Basic Routing Profile",
        f"canary.right,Ada,Byrne,Jr.,{strong('row shifted to the right')},30,Basic Routing Profile",
        f"{strong('row shifted to its login')},canary.first,Ada,Byrne,30,Basic Routing Profile",
        f"canary.cut,Ada,Byrne,{strong('row that was cut off', 'canary.cut')}",
        f"canary.joined,Ada,Byrne,{strong('one of two joined rows')},30,Basic Routing Profilecanary.too,Ada,Byrne,"
        f"{strong('other of two joined rows')},30,Basic Routing Profile",
        f'canary.open,"Ada,Byrne,{strong("row with a quote that is not closed")},30,Basic Routing Profile',
        ",".join(row("canary.after", strong("row behind a quote that is not closed"))),
        "",
    ]
    yield File("canary/shifted.csv", "\n".join(lines).encode())
    header = row("canary.header", strong("row below a header that was cut"))
    yield File("canary/header.csv", directory(header, header=HEADER[:4]))
    other = text_of(("pwd", "login"), [[strong("second table of a file"), "canary.second"]]).encode()
    yield File(
        "canary/second.csv", directory(row("canary.table", strong("first table of a file", "canary.table"))) + other
    )


def _packed(canaries: Canaries) -> Iterator[File]:
    """Yield compressed files and workbooks."""
    strong = canaries.strong
    zipped = directory(row("canary.gzip", strong("gzip", "canary.gzip")))
    yield File("canary/zipped.csv.gz", gzip.compress(zipped, mtime=0))
    halves = [
        directory(row("canary.half1", strong("first stream of gzip", "canary.half1"))),
        text_of(row("canary.half2", strong("second stream of gzip", "canary.half2")), []).encode(),
    ]
    yield File("canary/halves.csv.gz", b"".join(gzip.compress(half, mtime=0) for half in halves))
    cut = gzip.compress(
        directory(
            *(row(f"canary.cut{n}", strong("gzip that was cut off", f"canary.cut{n}", sure=False)) for n in range(40))
        )
    )
    yield File("canary/cut.csv.gz", cut[: len(cut) * 2 // 3])
    sheet = Sheet(
        [
            HEADER,
            row("canary.sheet", strong("workbook", "canary.sheet")),
            row("canary.hidden", strong("hidden row of a workbook", "canary.hidden")),
            row("canary.cell", strong("rejected row of a workbook"), acw="soon"),
        ],
        hidden_rows=frozenset({3}),
    )
    others = [
        Sheet([HEADER, row("canary.second", strong("second sheet of a workbook"))], name="Sheet2"),
        Sheet([["note", strong("hidden sheet of a workbook")]], name="Old", hidden=True),
    ]
    parts = {"docProps/app.xml": f"<Properties>{strong('property of a workbook')}</Properties>".encode()}
    yield File("canary/book.xlsx", xlsx(sheet, *others, more=parts))
    yield File(
        "canary/credentials.xlsx", xlsx(Sheet([["account", "password"], ["root", strong("workbook, no staff")]]))
    )


def _tables(canaries: Canaries) -> Iterator[File]:
    """Yield tables that stand below a preface, are no directories, or are rejected whole."""
    strong = canaries.strong
    placed = directory(row("canary.preface", strong("table with a preface", "canary.preface")))
    yield File("canary/preface.csv", b"Staff of 2026,,\r\n,,\r\nCallers,and others\r\n" + placed)
    deep = directory(row("canary.deep", strong("table below its preface's twelve lines")))
    yield File("canary/deep.csv", b"Staff of 2026,,\r\n" * 12 + deep)
    credentials = [["root", strong("table of credentials")], ["admin", canaries.weak("weak, table of credentials")]]
    yield File("canary/credentials.csv", directory(*credentials, header=("account", "password")))
    vault = [["Mail", "https://example.com", "root", strong("export of a password manager"), ""]]
    yield File("canary/vault.csv", directory(*vault, header=("name", "url", "username", "password", "note")))
    nobody = [["Ada", "Byrne", strong("directory without logins")]]
    yield File("canary/nobody.csv", directory(*nobody, header=("first name", "last name", "Kennwort")))
    same = [["canary.same", "canary.other", "Ada", strong("directory that is rejected whole"), "Byrne"]]
    yield File(
        "canary/same.csv", directory(*same, header=("user login", "user login", "first name", "password", "last name"))
    )

"""Families of tables that grow; `tests.fuzz.families` says what a family is."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from tests.fuzz.corpus_files import files_of
from tests.fuzz.deployment import CANARY

Family = Callable[[int], bytes]

_HEADER: Final = "username,first_name,last_name,password,routing_profile,security_profiles,tags,email,acw_seconds\n"


def _rows(n: int, row: str) -> bytes:
    return (_HEADER + "".join(row.format(n=number) + "\n" for number in range(n))).encode()


def _row(cell: Callable[[int], str]) -> Family:
    """Return the family of one row among others, one of whose cells grows."""
    plain = f"zoe,Z,E,{CANARY}9,Basic Routing Profile,Agent,,,\n"
    return lambda n: f"{_HEADER}{plain}{cell(n)}\n{plain.replace('zoe', 'kim')}".encode()


def _workbook(rows: str = "", *, strings: int = 0, sheets: int = 1) -> bytes:
    """Return a workbook whose sheet has rows of XML below its header, and some texts and sheets that nobody reads."""
    [seed] = [file.read_bytes() for file in files_of("upload") if file.name.endswith(".xlsx")]
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            if name == "xl/sharedStrings.xml":
                content = content.replace(b"</sst>", b"<si><t>x</t></si>" * strings + b"</sst>")
            if name == "xl/workbook.xml":
                again = b"".join(
                    b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n + 9) for n in range(sheets - 1)
                )
                content = content.replace(b"</sheets>", again + b"</sheets>")
            target.writestr(name, content)
    return packed.getvalue()


def _cells(n: int, cell: str) -> str:
    return "".join(f'<row r="{number + 9}">{cell.format(n=number, r=number + 9)}</row>' for number in range(n))


TABLES: Final[Mapping[str, Family]] = {
    "rows": lambda n: _rows(n, "ann{n},A,L,,Basic Routing Profile,Agent,,,"),
    "rows with passwords": lambda n: _rows(n, "ann{n},A,L," + CANARY + "1,Basic Routing Profile,Agent,,,"),
    "rows that are rejected": lambda n: _rows(n, "ann {n},A,L,short,Basic Routing Profile,Agent,,not an address,soon"),
    "rows of one login": lambda n: _rows(n, "ann,A,L,,Basic Routing Profile,Agent,,,"),
    "rows in doubt": lambda n: _rows(n, 'ann{n},A,"L,' + CANARY + "1,Basic"),
    "headers": lambda n: (_HEADER * n).encode(),
    "short lines": lambda n: _HEADER.encode() + b"a\n" * n,
    "blank lines": lambda n: _HEADER.encode() + b"\n" * n + b"ann,A,L,,,,,,\n",
    "blank lines above": lambda n: b"\n" * (60 + n) + _HEADER.encode(),
    "columns": lambda n: b"username,first_name,last_name," + b",".join(b"c%d" % c for c in range(n)) + b"\nann,A,L,\n",
    "columns of one name": lambda n: b"username,first_name,last_name" + b",email address" * n + b"\nann,A,L,\n",
    "columns of passwords": lambda n: b"username,first_name,last_name" + b",password" * n + b"\nann,A,L,\n",
    "empty columns": lambda n: b"username,first_name,last_name" + b"," * n + b"\nann,A,L,\n",
    "a long header": lambda n: b"username,first_name,last_name," + b"pass " * n + b"\nann,A,L,\n",
    "separators": lambda n: _HEADER.encode() + b"," * n,
    "quotes": lambda n: _HEADER.encode() + b'"' * n,
    "a quote that is not closed": lambda n: _HEADER.encode() + b'ann,"' + b"a,b\n" * n,
    "one long line": lambda n: b"username first_name last_name " * n,
    "one long cell": _row(lambda n: "ann," + "Abc " * n + ",L,,,,,,"),
    "profiles": _row(lambda n: "ann,A,L,,," + ";".join(f"p{i}" for i in range(n)) + ",,,"),
    "tags": _row(lambda n: "ann,A,L,,,Agent," + ";".join(f"k{i}=v" for i in range(n)) + ",,"),
    "an address of signs": _row(lambda n: "ann,A,L,,,Agent,," + "a@" * n + ","),
    "digits": _row(lambda n: "ann,A,L,,,Agent,,," + "9" * n),
    "blanks": _row(lambda n: "ann,A" + " " * n + "x,L,,,Agent,,,"),
    "formulas": _row(lambda n: "ann,A,L,,,Agent," + "=;" * n + ",,"),
    "marks on a letter": _row(lambda n: "ann,e" + "\u0301\u0316" * 8 * n + ",L,,,,,,"),
    "other encodings": lambda n: (_HEADER + "ann,Zoë,Müller,,,,,,\n" * n).encode("cp1252"),
    "a page of the web": lambda n: b"<html><table>" + b"<tr><td>username</td><td>first name</td></tr>" * n,
    "nested JSON": lambda n: b"[" * n + b"]" * n,
    "one JSON document": lambda n: json.dumps([{"username": f"ann{i}", "first_name": "A"} for i in range(n)]).encode(),
    "gzip": lambda n: gzip.compress(_rows(n, "ann{n},A,L,,Basic Routing Profile,Agent,,,"), mtime=0),
    "gzip in pieces": lambda n: b"".join(
        gzip.compress(b"%s\n" % line) for line in _rows(n, "ann{n},A,L,,,,,,").split(b"\n")
    ),
    "zip with files": lambda n: _zip({f"{i}.csv": b"a,b\n" for i in range(n // 4)}),
    "rows of a workbook": lambda n: _workbook(_cells(n, '<c r="A{r}" t="inlineStr"><is><t>ann{n}</t></is></c>')),
    "cells of a workbook": lambda n: _workbook('<row r="9">' + "<c><v>1</v></c>" * n + "</row>"),
    "texts of a workbook": lambda n: _workbook(strings=n),
    "sheets of a workbook": lambda n: _workbook(sheets=n),
}


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()

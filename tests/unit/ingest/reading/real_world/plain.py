"""Files that only look like a directory."""

from __future__ import annotations

import gzip
import json

from tests.unit.ingest.reading.real_world.writing import (
    SHORT,
    RealFile,
    archive,
    lines,
    short,
)

PLAIN = [
    RealFile("a list of two columns", b"country,capital\nFrance,Paris\n", "plain file"),
    RealFile(
        "a list of tickets",
        lines(
            [
                ["id", "title", "state"],
                ["1", "Router is down", "open"],
                ["2", "Reset password", "done"],
                ["3", "Other", "new"],
            ]
        ).encode(),
        "plain file",
    ),
    RealFile("JSON", json.dumps({"username": "a", "password": "b", "email": "c"}, indent=1).encode(), "plain file"),
    RealFile("JSON in one line", json.dumps([{"username": "a", "password": "b"}] * 3).encode(), "plain file"),
    RealFile(
        "JSON of rows",
        json.dumps([["username", "first_name", "last_name"], ["a", "b", "c"]], indent=1).encode(),
        "plain file",
    ),
    RealFile(
        "an image that is named .csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40, "plain file"
    ),
    RealFile(
        "a workbook that is named .csv", b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(255, -1, -1)) * 40, "plain file"
    ),
    RealFile(
        "an archive with a directory in it",
        archive(lines([SHORT, short("ada")])),
        "rejected whole",
        says=("Unpack it, and upload that",),
    ),
    RealFile("a page of HTML", b"<html>\n<title>Username, password, email</title>\n", "plain file"),
    RealFile("a letter", b"Dear Bob,\nthe password is in the vault, ask Ada.\nYours, Eve\n", "plain file"),
    RealFile(
        "source code", b"def login(username, password, email):\n    return connect(username, password)\n", "plain file"
    ),
    RealFile("a compressed image", gzip.compress(bytes(range(256)) * 40), "plain file"),
    RealFile("broken compression", b"\x1f\x8b\x08\x00user login,first name", "plain file"),
    RealFile("an empty file", b"", "plain file"),
]

"""Directories with something wrong, and what is said about it."""

from __future__ import annotations

import gzip

from tests.unit.ingest.reading.real_world.writing import (
    MANAGED,
    SHORT,
    RealFile,
    lines,
    managed,
    short,
)

FLAWED = [
    RealFile(
        "the same login twice",
        lines([SHORT, short("ada"), short("bob"), short("ada")]).encode(),
        "directory",
        accepted=2,
        rejected=1,
        says=("'ada' stands on line 2 already",),
    ),
    RealFile(
        "a comma that is not quoted",
        lines([SHORT, short("ada")]).encode() + b"bob,Bob,Byrne, Jr.,Basic Routing Profile,,30\r\n",
        "directory",
        accepted=1,
        rejected=1,
        says=("the row has 7 cells where the header has 6",),
    ),
    RealFile(
        "a line break that is not quoted",
        lines([SHORT, short("ada")]).encode()
        + b"bob,Bob,By\r\nrne,Basic Routing Profile,,30\r\n"
        + lines([short("cy")]).encode(),
        "directory",
        accepted=2,
        rejected=2,
        says=("a line break seems to have cut the row",),
    ),
    RealFile(
        "a quote that is not closed",
        lines([SHORT, short("ada")]).encode() + b'bob,"Bob' + b",x\r\n" * 300_000,
        "directory",
        accepted=1,
        rejected=1,
        says=("can't be read from here on",),
    ),
    RealFile(
        "a quote that is closed by the one of a later row",
        lines([MANAGED, managed(1)]).encode()
        + b'"'
        + lines([managed(2), managed(3), managed(4, last='O"Neil'), managed(5)]).encode(),
        "directory",
        accepted=2,
        rejected=3,
        says=("a cell reaches to line 5 and holds other rows", "lies in a cell of line 3"),
    ),
    RealFile(
        "one broken byte in UTF-8",
        lines([SHORT, short("ada", first="Zoë"), short("bob", first="B?b")]).encode().replace(b"?", b"\xff"),
        "directory",
        accepted=1,
        rejected=1,
        values={"ada.first_name": "Zoë"},
        says=("holds a character that can't be read",),
    ),
    RealFile(
        "compressed and cut off in the last row",
        gzip.compress(lines([SHORT, *(short(f"agent{number}") for number in range(200))]).encode(), compresslevel=0)[
            :-30
        ],
        "directory",
        accepted=199,
        rejected=1,
        says=("the compressed file is damaged or was cut off",),
    ),
    RealFile(
        "compressed without measure",
        gzip.compress(lines([SHORT]).encode() + b"\n" * 30_000_000),
        "directory",
        rejected=1,
        says=("grows to more than 200 times its size",),
    ),
    RealFile(
        "a mended report of ours",
        lines(
            [
                [*SHORT, "error"],
                ["ada", "'=Ada", "'-Lovelace", "Basic Routing Profile", "+44 20 7946 0000", "30", "first name: wrong"],
                ["bob", "'t", "O'Hara", "Basic Routing Profile", "", "30", "x"],
            ]
        ).encode("utf-8-sig"),
        "directory",
        accepted=2,
        values={
            "ada.first_name": "=Ada",
            "ada.last_name": "-Lovelace",
            "bob.first_name": "'t",
            "ada.desk_phone_number": "+442079460000",
        },
    ),
    RealFile(
        "two columns of one meaning",
        lines([[*SHORT, "Login"], [*short("ada"), "ada"]]).encode(),
        "rejected whole",
        says=("user login", "Login", "keep one"),
    ),
    RealFile(
        "no column for the login",
        lines([["first name", "last name", "routing profile name"], ["Ada", "L", "R"]]).encode(),
        "rejected whole",
        says=("user login",),
    ),
    RealFile(
        "a customer list",
        lines(
            [
                ["first name", "last name", "email", "phone number", "status"],
                ["Ada", "L", "a@example.com", "", "active"],
            ]
        ).encode(),
        "rejected whole",
        says=("looks like a list of people", "a column for the login"),
    ),
    RealFile(
        "a header below the tenth line",
        ("\n" * 10 + lines([SHORT, short("ada")], end="\n")).encode(),
        "rejected whole",
        says=("stand on line 11",),
    ),
    RealFile("a list of passwords", b"name;Kennwort\r\nada;Secret123\r\n", "rejected whole", says=("password",)),
    RealFile(
        "a password manager's export",
        lines(
            [["name", "url", "username", "password", "note"], ["x", "https://example.com", "ada", "Secret123", ""]]
        ).encode(),
        "rejected whole",
        says=("password",),
    ),
    RealFile(
        "a list of passwords below a title, compressed",
        gzip.compress(b"Accounts\n\nuser,pwd\nada,Secret123\n"),
        "rejected whole",
        says=("password",),
    ),
]

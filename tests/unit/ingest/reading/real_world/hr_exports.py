"""What HR systems export."""

from __future__ import annotations

import gzip

from tests.unit.ingest.reading.real_world.writing import (
    HR,
    SHORT,
    UMLAUT_VALUES,
    UMLAUTS,
    RealFile,
    lines,
    short,
)

HR_EXPORTS = [
    RealFile(
        "HR export with a title and unknown columns",
        lines(
            [
                ["Staff of the contact centre", *[""] * 7],
                ["As of 2026-11-22", *[""] * 7],
                [""] * 8,
                HR,
                ["4711", "Ada", "Lovelace", "ada@example.com", "ada", "", "Active", "12"],
                ["4712", "Bob", "Byrne", "bob@example.com", "bob", "", "TERMINATED", "12"],
                ["4713", "Cy", "Clark", "cy@example.com", "cy", "", "On leave", "12"],
                ["", "", "", "", "", "", "", "3 rows"],
            ],
            separator=";",
        ).encode("cp1252"),
        "directory",
        accepted=2,
        rejected=2,
        values={"ada.state": "present", "bob.state": "absent"},
        says=("'On leave' is no status", "every agent needs a login"),
    ),
    RealFile(
        "HR export with the header on line 10",
        ("\n" * 9 + lines([SHORT, short("ada")], end="\n")).encode(),
        "directory",
        accepted=1,
    ),
    RealFile(
        "HR export with a German password column",
        lines(
            [
                ["Surname", "Given name", "Kennwort", "E-Mail", "Routing Profile"],
                ["Lovelace", "Ada", "Secret123", "ada@example.com", ""],
            ]
        ).encode(),
        "directory",
        accepted=1,
        values={"ada@example.com.password": "Secret123", "ada@example.com.last_name": "Lovelace"},
    ),
    RealFile(
        "HR export that writes its texts as formulas, to keep their zeros",
        ",".join(SHORT).encode() + b'\n="00815",="Ada",="L",="",="+442079460000",30\n',
        "directory",
        accepted=1,
        values={"00815.first_name": "Ada", "00815.routing_profile": None, "00815.desk_phone_number": "+442079460000"},
    ),
    RealFile(
        "HR export with links for addresses",
        lines(
            [
                ["First Name", "Last Name", "Email", "Routing Profile"],
                ["Ada", "L", "mailto:ada@example.com", ""],
                ["Bob", "B", "Bob B <bob@example.com>", ""],
                ["Cy", "C", " cy@example.com ", ""],
            ]
        ).encode(),
        "directory",
        accepted=1,
        rejected=2,
        values={"cy@example.com.email": "cy@example.com"},
        says=("is no whole e-mail address", "is no e-mail address such as"),
    ),
    RealFile(
        "HR export with several password columns",
        lines(
            [
                [*SHORT, "Password expired", "Initial password", "pwd"],
                [*short("ada"), "no", "Secret123", "Secret456"],
                [*short("bob"), "no", "", "Secret456"],
                [*short("cy"), "no", "", ""],
            ]
        ).encode(),
        "directory",
        accepted=3,
        values={"ada.password": "Secret123", "bob.password": "Secret456", "cy.password": None},
    ),
    RealFile(
        "a directory that is named agents.txt",
        lines([SHORT, short("ada")], separator="\t", end="\n").encode(),
        "directory",
        accepted=1,
    ),
    RealFile(
        "a first accent far below the beginning",
        lines([SHORT, *(short(f"agent{number}") for number in range(3000)), short("last", first="José")]).encode(
            "cp1252"
        ),
        "directory",
        accepted=3001,
        values={"last.first_name": "José"},
    ),
    RealFile("compressed", gzip.compress(lines(UMLAUTS).encode()), "directory", 2, values=UMLAUT_VALUES),
    RealFile(
        "compressed Excel in German",
        gzip.compress(lines(UMLAUTS, separator=";").encode("cp1252")),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
]

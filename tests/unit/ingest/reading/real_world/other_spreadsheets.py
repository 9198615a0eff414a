"""What LibreOffice, Google Sheets and Numbers write."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.writing import (
    MANAGED,
    SHORT,
    UMLAUT_VALUES,
    UMLAUTS,
    RealFile,
    lines,
    managed,
    short,
)

OTHER_SPREADSHEETS = [
    RealFile(
        "LibreOffice with all texts quoted",
        "\n".join(",".join(f'"{cell}"' for cell in row) for row in UMLAUTS).encode(),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "LibreOffice, tabs, Windows-1252",
        lines(UMLAUTS, separator="\t", end="\n").encode("cp1252"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Google Sheets, CSV with a line break in a cell and none at the end",
        lines([MANAGED, managed(1, first="Ada\nMaria", last='O"Neil, Jr.'), managed(2)], last_end=False).encode(),
        "directory",
        accepted=2,
        values={"agent1.first_name": "Ada Maria", "agent1.last_name": 'O"Neil, Jr.', "agent2.first_name": "First2"},
    ),
    RealFile(
        "Google Sheets, TSV",
        lines(UMLAUTS, separator="\t", last_end=False).encode(),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Numbers with the table's name above",
        ("Table 1\n\n" + lines(UMLAUTS, separator=";", end="\n")).encode(),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "pandas with index and floats",
        lines(
            [
                ["", *SHORT, "auto accept"],
                ["0", *short("ada", acw="30.0"), "True"],
                ["1", *short("bob", phone="442079460000.0"), "False"],
            ],
            end="\n",
        ).encode(),
        "directory",
        accepted=1,
        rejected=1,
        values={"ada.acw_seconds": 30, "ada.auto_accept": True},
        says=("'442079460000.0' was mangled",),
    ),
    RealFile("cells separated by bars", lines([SHORT, short("ada")], separator="|").encode(), "directory", accepted=1),
    RealFile(
        "blank lines, blank rows and blanks around cells",
        (
            "\n \n"
            + lines(
                [
                    SHORT,
                    [],
                    [" \u00a0ada\u200b ", "\u00a0Ada ", " L", "Basic Routing Profile ", " ", " 5 "],
                    [" ", "", "\u00a0", "", "", ""],
                    [],
                ]
            )
        ).encode(),
        "directory",
        accepted=1,
        values={"ada.first_name": "Ada", "ada.last_name": "L", "ada.acw_seconds": 5, "ada.desk_phone_number": None},
    ),
    RealFile(
        "names of many scripts",
        lines(
            [
                SHORT,
                short("a", first="Łukasz", last="Żółć"),
                short("b", first="美咲", last="佐藤"),
                short("c", first="علی‌رضا"),
            ]
        ).encode(),
        "directory",
        accepted=3,
        values={"a.last_name": "Żółć", "b.first_name": "美咲", "c.first_name": "علی‌رضا"},
    ),
]

"""What Excel writes, on Windows and on the Mac, in several countries."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from tests.deployment_rules import BRITISH, GERMAN, RULES
from tests.unit.ingest.reading.real_world.writing import (
    MANAGED,
    MANAGED_NEW,
    SHORT,
    UMLAUT_VALUES,
    UMLAUTS,
    RealFile,
    lines,
    managed,
    short,
)

EXCEL = [
    RealFile("Excel Windows, CSV", lines(UMLAUTS).encode("cp1252"), "directory", 2, values=UMLAUT_VALUES),
    RealFile("Excel Windows, CSV UTF-8", lines(UMLAUTS).encode("utf-8-sig"), "directory", 2, values=UMLAUT_VALUES),
    RealFile(
        "Excel Windows in German, CSV",
        lines(
            [
                [*MANAGED, "", ""],
                [*managed(1, first="Jürgen", accept="WAHR", type="desk", phone="030 23125042"), "", ""],
                [*managed(2, accept="FALSCH"), "", ""],
                [""] * 13,
            ],
            separator=";",
        ).encode("cp1252"),
        "directory",
        accepted=2,
        values={
            "agent1.first_name": "Jürgen",
            "agent1.auto_accept": True,
            "agent1.desk_phone_number": "+493023125042",
            "agent2.auto_accept": False,
        },
        rules=GERMAN,
    ),
    RealFile(
        "Excel Windows in French, CSV UTF-8",
        lines([MANAGED, managed(1, first="Zoé", accept="VRAI"), managed(2, accept="FAUX")], separator=";").encode(
            "utf-8-sig"
        ),
        "directory",
        accepted=2,
        values={"agent1.first_name": "Zoé", "agent1.auto_accept": True, "agent2.auto_accept": False},
    ),
    RealFile(
        "Excel Windows, Unicode text",
        lines(UMLAUTS, separator="\t").encode("utf-16"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "UTF-16, big end first",
        "\ufeff".encode("utf-16-be") + lines(UMLAUTS).encode("utf-16-be"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "UTF-16 without a byte order mark",
        lines(UMLAUTS, separator="\t").encode("utf-16-le"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel Mac, CSV (Macintosh)",
        lines(UMLAUTS, end="\r").encode("mac-roman"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel Mac, Windows comma separated, CR alone",
        lines(UMLAUTS, end="\r").encode("cp1252"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel Mac, CSV UTF-8 with decomposed letters",
        unicodedata.normalize("NFD", lines([*UMLAUTS, managed(3, first="Jürgen")])).encode("utf-8-sig"),
        "directory",
        accepted=3,
        values={**UMLAUT_VALUES, "agent3.first_name": "Jürgen"},
    ),
    RealFile(
        "Excel with a line that names the separator",
        ("sep=;\r\n" + lines(UMLAUTS, separator=";")).encode("cp1252"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel Unicode text with a line that names the separator",
        ('"sep=\t"\r\n' + lines(UMLAUTS, separator="\t")).encode("utf-16"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel leaves separators out at the end of rows",
        lines([MANAGED_NEW, [*managed(1), "", "", "", "team=it"], managed(2), managed(3)]).encode(),
        "directory",
        accepted=3,
        values={"agent1.tags": {"team": "it"}, "agent2.tags": None, "agent3.password": "Secret123"},
    ),
    RealFile(
        "Excel shows a long number in short",
        lines(
            [SHORT, short("ada", phone="4.42079E+11"), short("bob", phone="4,42079E+11"), short("2.16E+11")]
        ).encode(),
        "directory",
        rejected=3,
        says=("'4.42079E+11' was mangled by a spreadsheet", "'4,42079E+11' was mangled", "'2.16E+11' was mangled"),
    ),
    RealFile(
        "Excel drops the plus of a foreign number",
        lines([SHORT, short("ada", phone="442079460000"), short("bob", phone="493023125042")]).encode(),
        "directory",
        rejected=2,
        says=("dropped the + of +442079460000", "dropped the + of +493023125042"),
    ),
    RealFile(
        "Excel drops the plus of a number of the own country",
        lines([SHORT, short("ada", phone="442079460000")]).encode(),
        "directory",
        accepted=1,
        values={"ada.desk_phone_number": "+442079460000"},
        says=("it was read as +442079460000",),
        rules=BRITISH,
    ),
    RealFile(
        "Excel drops the zero of a national number",
        lines([SHORT, short("ada", phone="2079460000"), short("bob", phone="0044 20 7946 0001")]).encode(),
        "directory",
        accepted=2,
        values={"ada.desk_phone_number": "+442079460000", "bob.desk_phone_number": "+442079460001"},
        rules=BRITISH,
    ),
    RealFile("Excel Windows, CSV (MS-DOS)", lines(UMLAUTS).encode("cp850"), "directory", 2, values=UMLAUT_VALUES),
    RealFile(
        "Excel Mac, comma separated, Mac Roman with CR and LF",
        lines(UMLAUTS).encode("mac-roman"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel Windows in Spanish, CSV",
        lines(
            [
                SHORT,
                short("ada", first="José", last="Núñez", phone="612 34 56 78"),
                short("bob", acw="1.000"),
                short("cy", acw="30,00"),
            ],
            separator=";",
        ).encode("cp1252"),
        "directory",
        accepted=2,
        rejected=1,
        values={"ada.last_name": "Núñez", "ada.desk_phone_number": "+34612345678", "cy.acw_seconds": 30},
        says=("'1.000' is no whole number of seconds",),
        rules=replace(RULES, phone_country="ES"),
    ),
    RealFile(
        "Excel Windows in French, numbers with narrow blanks",
        lines(
            [SHORT, short("ada", phone="06\u202f12\u202f34\u202f56\u202f78"), short("bob", phone="612345678")]
        ).encode(),
        "directory",
        accepted=2,
        values={"ada.desk_phone_number": "+33612345678", "bob.desk_phone_number": "+33612345678"},
        rules=replace(RULES, phone_country="FR"),
    ),
    RealFile(
        "Excel Windows in Polish, CSV",
        lines([SHORT, short("ada", first="Łukasz", last="Żółć")], separator=";").encode("cp1250"),
        "directory",
        accepted=1,
        says=("save the file as CSV UTF-8",),
    ),
    RealFile(
        "Excel with look-ups that found nothing and columns that are too narrow",
        lines(
            [
                SHORT,
                ["ada", "Ada", "L", "#N/A", "", "30"],
                ["bob", "Bob", "B", "#NV", "", "30"],
                ["########", "Cy", "C", "", "", "30"],
            ]
        ).encode(),
        "directory",
        rejected=3,
        says=("'#N/A' is a spreadsheet's message", "'#NV' is", "column is too narrow"),
    ),
    RealFile(
        "Excel with a line that names another separator",
        ("sep=,\r\n" + lines(UMLAUTS, separator=";")).encode("cp1252"),
        "directory",
        accepted=2,
        values=UMLAUT_VALUES,
    ),
    RealFile(
        "Excel takes a name for a formula",
        lines([SHORT, short("ada", first="#NAME?"), short("#REF!")]).encode(),
        "directory",
        rejected=2,
        says=("'#NAME?' is a spreadsheet's message", "'#REF!' is a spreadsheet's message"),
    ),
]

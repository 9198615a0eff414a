"""Files as spreadsheets, consoles and HR systems write them, and what each must give."""

from __future__ import annotations

import gzip
import io
import json
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ingest.policy import Policy
from tests.unit.ingest.policies import BRITISH, GERMAN, POLICY, SAML

Kind = Literal["directory", "rejected whole", "plain file"]

MANAGED = [
    "first name",
    "last name",
    "email address",
    "password",
    "user login",
    "routing profile name",
    "security_profile_name_1|security_profile_name_2",
    "phone type (soft/desk)",
    "phone number",
    "soft phone auto accept (yes/no)",
    "ACW timeout (seconds)",
]
MANAGED_NEW = [*MANAGED, "secondary email address", "mobile", "user_hierarchy_1|user_hierarchy_2", "tags"]
SAML_OLD = [name for name in MANAGED if name not in {"email address", "password"}]
SAML_NEW = [*SAML_OLD, "mobile", "agent hierarchy", "tags"]
SHORT = ["user login", "first name", "last name", "routing profile", "phone number", "ACW timeout (seconds)"]
HR = [
    "Employee ID",
    "First Name",
    "Last Name",
    "Email Address",
    "User Login",
    "Routing Profile",
    "Status",
    "Cost Centre",
]


@dataclass(frozen=True)
class RealFile:
    """A file and what it must give.

    Attributes:
        name: how it came about; its test goes by this name.
        content: its bytes.
        kind: what Rollcall makes of it.
        accepted: how many rows become agents.
        rejected: how many are rejected.
        values: `<login>.<member>` → what the row says.
        says: texts that stand in the problems, the warnings or the reason.
        policy: of the deployment that it is uploaded to.
    """

    name: str
    content: bytes
    kind: Kind
    accepted: int = 0
    rejected: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    policy: Policy = POLICY


def lines(rows: Sequence[Sequence[str]], *, separator: str = ",", end: str = "\r\n", last_end: bool = True) -> str:
    """Write rows as spreadsheets do, with quotes only where they are needed."""

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & {separator, '"', "\r", "\n"} else cell

    text = end.join(separator.join(map(quoted, row)) for row in rows)
    return text + end if last_end else text


def managed(number: int, **cells: str) -> list[str]:
    """Write a row of the console's template."""
    row = {
        "first": f"First{number}",
        "last": f"Last{number}",
        "email": f"agent{number}@example.com",
        "password": "Secret123",
        "login": f"agent{number}",
        "routing": "Basic Routing Profile",
        "security": "Agent",
        "type": "soft",
        "phone": "",
        "accept": "no",
        "acw": "30",
    }
    return list((row | cells).values())


def short(login: str, *, phone: str = "", first: str = "Ada", last: str = "Lovelace", acw: str = "30") -> list[str]:
    """Write a row of a directory with few columns."""
    return [login, first, last, "Basic Routing Profile", phone, acw]


def archive(text: str) -> bytes:
    """Put a text into an archive that does not compress it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("agents.csv", text)
    return packed.getvalue()


UMLAUTS = [MANAGED, managed(1, first="Jürgen", last="Groß"), managed(2, first="Zoë", last="Ångström")]
UMLAUT_VALUES = {"agent1.first_name": "Jürgen", "agent1.last_name": "Groß", "agent2.last_name": "Ångström"}

CONSOLE = [
    RealFile(
        "console template, Connect's own users",
        lines(
            [MANAGED, managed(1, security="Agent|QualityAnalyst"), managed(2, type="desk", phone="+442079460000")]
        ).encode(),
        "directory",
        accepted=2,
        values={
            "agent1.security_profiles": ["Agent", "QualityAnalyst"],
            "agent1.password": "Secret123",
            "agent1.acw_seconds": 30,
            "agent1.auto_accept": False,
            "agent2.type": "DESK_PHONE",
            "agent2.desk_phone_number": "+442079460000",
        },
    ),
    RealFile(
        "console template, Connect's own users, newer columns",
        lines(
            [MANAGED_NEW, [*managed(1), "a1@example.org", "+12065550142", "Support|IT|Eastern", "team=it;shift=2"]]
        ).encode(),
        "directory",
        accepted=1,
        values={
            "agent1.secondary_email": "a1@example.org",
            "agent1.mobile": "+12065550142",
            "agent1.hierarchy": "Support/IT/Eastern",
            "agent1.tags": {"team": "it", "shift": "2"},
        },
    ),
    RealFile(
        "console template, SAML",
        lines(
            [SAML_OLD, ["Ada", "Lovelace", "ada@example.com", "Basic Routing Profile", "Agent", "soft", "", "yes", "0"]]
        ).encode(),
        "directory",
        accepted=1,
        values={"ada@example.com.auto_accept": True, "ada@example.com.acw_seconds": 0},
        policy=SAML,
    ),
    RealFile(
        "console template, SAML, newer columns",
        lines(
            [
                SAML_NEW,
                [
                    "Ada",
                    "L",
                    "CORP\\ada",
                    "Basic Routing Profile",
                    "Agent",
                    "soft",
                    "",
                    "yes",
                    "0",
                    "",
                    "Support||",
                    "a=b",
                ],
                ["Bo", "B", "bo b", "Basic Routing Profile", "Agent", "soft", "", "yes", "0", "", "", ""],
            ]
        ).encode(),
        "directory",
        accepted=1,
        rejected=1,
        values={"CORP\\ada.hierarchy": "Support", "CORP\\ada.tags": {"a": "b"}},
        says=("with SAML a login has",),
        policy=SAML,
    ),
    RealFile(
        "console template with passwords and e-mails in a SAML deployment",
        lines([MANAGED, managed(1, email="no address")]).encode(),
        "directory",
        accepted=1,
        values={"agent1.email": None, "agent1.password": None},
        says=("is ignored, because the instance signs in by SAML",),
        policy=SAML,
    ),
    RealFile(
        "AWS's earlier bulk tool",
        lines(
            [
                [*MANAGED, "UserHierarchy"],
                [*managed(1, type="SOFT_PHONE"), "technical support/IT/Eastern"],
                [*managed(2, type="DESK_PHONE", phone="+442079460000"), ""],
            ],
            end="\n",
        ).encode(),
        "directory",
        accepted=2,
        values={
            "agent1.hierarchy": "technical support/IT/Eastern",
            "agent2.type": "DESK_PHONE",
            "agent2.hierarchy": None,
        },
    ),
    RealFile("console template without a row", lines([MANAGED]).encode(), "directory"),
]

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
        policy=GERMAN,
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
        unicodedata.normalize("NFD", lines([*UMLAUTS, managed(3, login="jürgen")])).encode("utf-8-sig"),
        "directory",
        accepted=3,
        values={**UMLAUT_VALUES, "jürgen.first_name": "First3"},
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
        policy=BRITISH,
    ),
    RealFile(
        "Excel drops the zero of a national number",
        lines([SHORT, short("ada", phone="2079460000"), short("bob", phone="0044 20 7946 0001")]).encode(),
        "directory",
        accepted=2,
        values={"ada.desk_phone_number": "+442079460000", "bob.desk_phone_number": "+442079460001"},
        policy=BRITISH,
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
        policy=replace(POLICY, phone_country="ES"),
    ),
    RealFile(
        "Excel Windows in French, numbers with narrow blanks",
        lines(
            [SHORT, short("ada", phone="06\u202f12\u202f34\u202f56\u202f78"), short("bob", phone="612345678")]
        ).encode(),
        "directory",
        accepted=2,
        values={"ada.desk_phone_number": "+33612345678", "bob.desk_phone_number": "+33612345678"},
        policy=replace(POLICY, phone_country="FR"),
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
        lines([SHORT, short("ada")]).encode() + b'bob,"Bob' + b",x\r\n" * 50_000,
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
        rejected=1,
        says=("a cell reaches to line 5 and holds other rows",),
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

PLAIN = [
    RealFile("a list of two columns", b"country,capital\nFrance,Paris\n", "plain file"),
    RealFile(
        "a customer list",
        lines(
            [
                ["first name", "last name", "email", "phone number", "status"],
                ["Ada", "L", "a@example.com", "", "active"],
            ]
        ).encode(),
        "plain file",
    ),
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
    RealFile("an archive with a directory in it", archive(lines([SHORT, short("ada")])), "plain file"),
    RealFile("a page of HTML", b"<html>\n<title>Username, password, email</title>\n", "plain file"),
    RealFile("a letter", b"Dear Bob,\nthe password is in the vault, ask Ada.\nYours, Eve\n", "plain file"),
    RealFile(
        "source code", b"def login(username, password, email):\n    return connect(username, password)\n", "plain file"
    ),
    RealFile("a compressed image", gzip.compress(bytes(range(256)) * 40), "plain file"),
    RealFile("broken compression", b"\x1f\x8b\x08\x00user login,first name", "plain file"),
    RealFile("an empty file", b"", "plain file"),
    RealFile(
        "a header below the tenth line", ("\n" * 10 + lines([SHORT, short("ada")], end="\n")).encode(), "plain file"
    ),
]

FILES = [*CONSOLE, *EXCEL, *OTHER_SPREADSHEETS, *HR_EXPORTS, *FLAWED, *PLAIN]

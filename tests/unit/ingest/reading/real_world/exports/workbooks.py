"""Lists that come as workbooks: .xlsx is read, .xls and .ods are refused with what to do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    login_of,
    text_of,
)
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Formula, Number, Sheet, ods, xls, xlsx

HEADER: list[Cell] = [
    "user login",
    "first name",
    "last name",
    "routing profile",
    "phone number",
    "ACW timeout (seconds)",
]
PAIR = (MARA, TOBIAS)
BOTH = {**login_of(MARA, routing_profile="Basic Routing Profile"), **login_of(TOBIAS)}
AGENTS: list[list[Cell]] = [[p.login, p.first, p.last, "Basic Routing Profile", "", "30"] for p in PAIR]
LIST = [HEADER, *AGENTS]
PASSWORDS: list[list[Cell]] = [
    ["user login", "first name", "last name", "password"],
    [MARA.login, MARA.first, MARA.last, CANARY],
    [TOBIAS.login, TOBIAS.first, TOBIAS.last, SECOND_CANARY],
]
TEXT = [["user login", "first name", "last name"], *([p.login, p.first, p.last] for p in PAIR)]


def book(name: str, content: bytes, **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": BOTH, "key": "agents.xlsx"} | more
    return Export(f"xlsx: {name}", f"Excel 365, workbook, {name}", content, "agent_directory", **settings)


def one(*cells: Cell, number: str = "", acw: int = 30, login: str = MARA.login) -> dict[str, Any]:
    """Expect a single agent of a sheet with these cells."""
    members = {"desk_phone_number": number or None, "acw_seconds": acw}
    return {
        "content": xlsx(Sheet([HEADER, list(cells)])),
        "accepted": 1,
        "agents": {login: {"first_name": MARA.first, "last_name": MARA.last, **members}},
    }


def refused(name: str, key: str, content: bytes, *says: str) -> Export:
    return Export(name, f"a workbook, {key}", content, "table", key=key, says=says)


def password_workbook(name: str, content: bytes) -> Export:
    secrets = (CANARY, SECOND_CANARY)
    agents = {**login_of(MARA, password=CANARY), **login_of(TOBIAS, password=SECOND_CANARY)}
    return book(name, content, agents=agents, canaries=secrets)


def encrypted() -> bytes:
    return xls(["EncryptionInfo", "EncryptedPackage"])


HTML = (
    "<html><table><tr>"
    + "".join(f"<th>{h}</th>" for h in TEXT[0])
    + "</tr>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TEXT[1:])
    + "</table></html>"
)


def zipped_csv() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("agents.csv", text_of(TEXT[0], TEXT[1:]))
    return packed.getvalue()


WORKBOOKS = [
    book("a list of agents", xlsx(Sheet(LIST))),
    book("named .csv", xlsx(Sheet(LIST)), key="agents.csv"),
    book("title, merged, above the header", xlsx(Sheet([["Staff list 2026"], [], *LIST], merged=["A1:F1"]))),
    book("the directory on the second sheet", xlsx(Sheet([["Read me"], ["Ask HR"]], "Notes"), Sheet(LIST, "Agents"))),
    book("a hidden sheet before it", xlsx(Sheet([["x"]], "Lists", hidden=True), Sheet(LIST, "Agents"))),
    book("macros", xlsx(Sheet(LIST), more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), key="agents.xlsm"),
    book(
        "umlauts and Japanese",
        xlsx(Sheet([HEADER, ["jw", "Jürgen", "Weißhaupt", "", "", ""], ["mm", "美咲", "水野", "", "", ""]])),
        agents={
            "jw": {"first_name": "Jürgen", "last_name": "Weißhaupt"},
            "mm": {"first_name": "美咲", "last_name": "水野"},
        },
    ),
    book(
        "hidden row",
        xlsx(Sheet(LIST, hidden_rows=frozenset({3}))),
        accepted=None,
        rejected=None,
        agents=login_of(MARA),
        says=("hidden",),
    ),
    book(
        "numbers as people see them",
        **one(MARA.login, MARA.first, MARA.last, "", Number(12065550142), Number(45), number="+12065550142", acw=45),
    ),
    book(
        "a login with leading zeros",
        **one(Number(815, "five digits"), MARA.first, MARA.last, "", "", Number(30), login="00815"),
    ),
    book("a login that is a number", **one(Number(4711), MARA.first, MARA.last, "", "", Number(30), login="4711")),
    book(
        "a formula",
        **one(Formula('LOWER("MELLWOOD")', MARA.login), MARA.first, MARA.last, "", "", Number(30)),
        says=("formula",),
    ),
    password_workbook("passwords", xlsx(Sheet(PASSWORDS))),
    password_workbook("passwords on the second sheet", xlsx(Sheet([["Read me"]], "Notes"), Sheet(PASSWORDS, "Agents"))),
    Export(
        "xlsx: a list of passwords",
        "Excel 365, workbook, passwords without a directory",
        xlsx(Sheet([["Name", "Kennwort"], [MARA.name, CANARY]])),
        "table",
        key="wifi.xlsx",
        canaries=(CANARY,),
        says=("Kennwort",),
    ),
    Export(
        "xlsx: a directory that lacks the login",
        "Excel 365, workbook",
        xlsx(Sheet([["Vorname", "Nachname", "Abteilung"], *([p.first, p.last, "Service"] for p in PAIR)])),
        "table",
        key="Mitarbeiter.xlsx",
        says=("Abteilung",),
    ),
    Export(
        "xlsx: a price list",
        "Excel 365, workbook",
        xlsx(Sheet([["Article", "Price"], ["Headset", Number(49.9)], ["Desk", Number(310)]])),
        "file",
        key="prices.xlsx",
    ),
    refused("xls: a list of agents", "agents.xls", xls([cell for row in TEXT for cell in row]), "xlsx"),
    refused("xlsx: with a password to open it", "agents.xlsx", encrypted()),
    refused("ods: a list of agents", "agents.ods", ods(TEXT), "xlsx"),
    refused("xls: an HTML table that is named .xls", "agents.xls", HTML.encode()),
    Export("zip: a list of agents", "a list that was sent as an archive", zipped_csv(), "table", key="agents.zip"),
]

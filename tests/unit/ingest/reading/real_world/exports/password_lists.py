"""Lists of passwords that are no directories: nothing of them is stored as data."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.ingest.reading.real_world.exports.export import CANARY, MARA, SECOND_CANARY, TOBIAS, Export, text_of

WEB = "https://portal.example.com"
PREFACES = {
    "a title": ["Staff list 2026"],
    "a title and blank lines": ["Staff list 2026", "", ""],
    "two lines as wide as the table": ["Staff list 2026,,", "Service Desk,,"],
    "a title with commas": ["Staff, agents and leads, Seattle"],
    "a sentence": ["Confidential, do not share"],
    "a version": ["version:v1.0"],
    "a comment": ["# exported 2026-11-22"],
    "blank lines": ["", "", ""],
    "twelve lines": [f"Note {number}" for number in range(12)],
}
PAIR = ((MARA, CANARY), (TOBIAS, SECOND_CANARY))


def secret(name: str, source: str, content: bytes, *says: str, key: str = "passwords.csv") -> Export:
    return Export(name, source, content, "table", key=key, says=says, canaries=(CANARY, SECOND_CANARY))


def exported(
    manager: str, header: str, rows: Sequence[Sequence[str]], *, quote_all: bool = False, end: str = "\r\n"
) -> Export:
    content = text_of(header, rows, quote_all=quote_all, end=end).encode()
    return secret(f"passwords of {manager}", f"{manager}, export as CSV", content, "password")


def rows(*cells: str) -> list[list[str]]:
    """Fill in cells for two people: {login} and {secret}."""
    return [[cell.format(login=p.login, secret=s) for cell in cells] for p, s in PAIR]


PASSWORD_LISTS = [
    exported("Chrome", "name,url,username,password,note", rows("portal", WEB, "{login}", "{secret}", "")),
    exported(
        "Firefox",
        "url,username,password,httpRealm,formActionOrigin,guid,timeCreated,timeLastUsed,timePasswordChanged",
        rows(WEB, "{login}", "{secret}", "", WEB, "{{1}}", "1700000000000", "1700000000000", "1700000000000"),
        quote_all=True,
    ),
    exported(
        "LastPass",
        "url,username,password,totp,extra,name,grouping,fav",
        rows(WEB, "{login}", "{secret}", "", "", "portal", "", "0"),
    ),
    exported(
        "Bitwarden",
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
        rows("", "", "login", "portal", "", "", "0", WEB, "{login}", "{secret}", ""),
        end="\n",
    ),
    exported(
        "KeePass",
        "Account,Login Name,Password,Web Site,Comments",
        rows("portal", "{login}", "{secret}", WEB, ""),
        quote_all=True,
    ),
    exported(
        "KeePassXC",
        "Group,Title,Username,Password,URL,Notes,TOTP,Icon,Last Modified,Created",
        rows("Root", "portal", "{login}", "{secret}", WEB, "", "", "0", "", ""),
        quote_all=True,
    ),
    Export(
        "passwords of 1Password",
        "1Password, export as CSV: with a login, passwords and tags it is a directory without names",
        text_of(
            "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes",
            rows("portal", WEB, "{login}", "{secret}", "", "false", "false", "", ""),
        ).encode(),
        "agent_directory",
        accepted=0,
        rejected=2,
        canaries=(CANARY, SECOND_CANARY),
        says=("is missing",),
    ),
    exported("iCloud", "Title,URL,Username,Password,Notes,OTPAuth", rows("portal", WEB, "{login}", "{secret}", "", "")),
    exported(
        "Dashlane",
        "username,username2,username3,title,password,note,url,category,otpUrl",
        rows("{login}", "", "", "portal", "{secret}", "", WEB, "", ""),
    ),
    secret(
        "a list of Wi-Fi passwords",
        "kept by hand in German",
        text_of("SSID,Passwort", [["Guests", CANARY], ["Staff", SECOND_CANARY]], separator=";").encode("cp1252"),
        "Passwort",
    ),
    *(
        secret(
            f"passwords below a preface: {preface}",
            "kept by hand with a preface",
            text_of("Name,System,Password", [[p.name, "CRM", s] for p, s in PAIR], above=above).encode(),
            "Password",
        )
        for preface, above in PREFACES.items()
    ),
    secret(
        "passwords below a preface, under a header of many words",
        "kept by hand with a preface",
        text_of(
            "Name,Initial password for the first login",
            [[p.name, s] for p, s in PAIR],
            above=["Staff list 2026"],
        ).encode(),
        "Initial password for the first login",
    ),
    secret(
        "passwords below a preface, with ragged rows",
        "kept by hand with a preface, separators at the end left out",
        text_of(["Name", "Password", "Notes"], [[p.name, s] for p, s in PAIR], above=["Staff list 2026"]).encode(),
        "Password",
    ),
    secret(
        "passwords under Login and PW",
        "kept by hand",
        text_of("Name,Login,PW", [[p.name, p.login, s] for p, s in PAIR]).encode(),
        "PW",
    ),
    secret(
        "passwords in the columns of a word processor's table",
        "copied out of a document, tabs",
        text_of("System,Benutzer,Kennwort", [["CRM", p.login, s] for p, s in PAIR], separator="\t").encode(),
        "Kennwort",
        key="accounts.txt",
    ),
    secret(
        "passwords in a table with lines of bars",
        "a table of a wiki, Markdown",
        "".join(["| Name | Password |\n", "|---|---|\n", *(f"| {p.name} | {s} |\n" for p, s in PAIR)]).encode(),
        "Password",
        key="accounts.md",
    ),
]

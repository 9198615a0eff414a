"""What Active Directory's own tools write: PowerShell, csvde, Users and Computers."""

from __future__ import annotations

from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    TOBIAS,
    Export,
    Person,
    address_of,
    login_of,
    text_of,
)

DEFAULT = "DistinguishedName,Enabled,GivenName,Name,ObjectClass,ObjectGUID,SamAccountName,SID,Surname,UserPrincipalName"
WIDE = (
    "AccountExpirationDate,BadLogonCount,CannotChangePassword,CanonicalName,CN,Department,DisplayName,EmailAddress,"
    "Enabled,GivenName,LastBadPasswordAttempt,LastLogonDate,MobilePhone,OfficePhone,PasswordExpired,PasswordLastSet,"
    "PasswordNeverExpires,PasswordNotRequired,pwdLastSet,SamAccountName,Surname,Title,UserPrincipalName"
)
TYPE = "#TYPE Microsoft.ActiveDirectory.Management.ADUser"
CHANGED = "12-Mar-2024"
TICKS = "133547193212345678"
BOTH = {**login_of(MARA), **login_of(TOBIAS)}
WITH_MAIL = {**login_of(MARA, email=MARA.email), **login_of(TOBIAS, email=TOBIAS.email)}


def account(person: Person) -> dict[str, str]:
    return {
        "DistinguishedName": f"CN={person.name},OU=Service Desk,DC=corp,DC=example,DC=com",
        "Enabled": "True",
        "GivenName": person.first,
        "Name": person.name,
        "ObjectClass": "user",
        "ObjectGUID": "5f0e6c1e-2f5e-4b7e-9a3e-1f2e3d4c5b6a",
        "SamAccountName": person.login,
        "SID": "S-1-5-21-1004336348-1177238915-682003330-1104",
        "Surname": person.last,
        "UserPrincipalName": person.email,
    }


def wide(person: Person) -> dict[str, str]:
    known = {name: cell for name, cell in account(person).items() if name in WIDE.split(",")}
    return known | {
        "CannotChangePassword": "False",
        "DisplayName": person.name,
        "EmailAddress": person.email,
        "MobilePhone": person.mobile,
        "PasswordExpired": "False",
        "PasswordLastSet": CHANGED,
        "PasswordNeverExpires": "True",
        "PasswordNotRequired": "False",
        "pwdLastSet": TICKS,
    }


def powershell(name: str, header: str, *columns: str, **more: Any) -> Export:
    rows = [{column: wide(person).get(column, "") for column in columns} for person in (MARA, TOBIAS)]
    return Export(
        name,
        "Get-ADUser | Select-Object | Export-Csv -NoTypeInformation, PowerShell 7",
        text_of(header, rows, quote_all=True).encode(),
        "agent_directory",
        accepted=2,
        agents=BOTH,
        **more,
    )


PAIR = (MARA, TOBIAS)
ACTIVE_DIRECTORY = [
    Export(
        "Get-ADUser with its #TYPE line",
        "Get-ADUser -Filter * | Export-Csv, Windows PowerShell 5.1",
        text_of(DEFAULT, map(account, PAIR), quote_all=True, above=[TYPE]).encode(),
        "agent_directory",
        accepted=2,
        agents=BOTH,
    ),
    Export(
        "Get-ADUser in German, UTF-8 with mark and semicolons",
        "Get-ADUser | Export-Csv -UseCulture -Encoding UTF8, Windows PowerShell 5.1, de-DE",
        text_of(
            DEFAULT,
            [account(MARA), account(Person("Jürgen", "Groß", "jgross"))],
            separator=";",
            quote_all=True,
            above=["#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser"],
        ).encode("utf-8-sig"),
        "agent_directory",
        accepted=2,
        agents={**login_of(MARA), "jgross": {"first_name": "Jürgen", "last_name": "Groß"}},
    ),
    Export(
        "Get-ADUser with all properties",
        "Get-ADUser -Filter * -Properties * | Export-Csv, Windows PowerShell 5.1",
        text_of(WIDE, map(wide, PAIR), quote_all=True, above=[TYPE]).encode(),
        "agent_directory",
        accepted=2,
        agents={login: {**values, "password": None} for login, values in WITH_MAIL.items()},
        never_used=(CHANGED, TICKS),
        says=("PasswordLastSet",),
    ),
    *(
        powershell(
            f"Get-ADUser with {column}",
            f"SamAccountName,GivenName,Surname,EmailAddress,{column}",
            *("SamAccountName", "GivenName", "Surname", "EmailAddress", column),
            never_used=used,
            says=(column,),
        )
        for column, used in (
            ("PasswordLastSet", (CHANGED,)),
            ("PasswordNeverExpires", ()),
            ("PasswordExpired", ()),
            ("pwdLastSet", (TICKS,)),
        )
    ),
    powershell(
        "Get-ADUser, chosen columns", "SamAccountName,GivenName,Surname", "SamAccountName", "GivenName", "Surname"
    ),
    Export(
        "Users and Computers, Export List",
        "Active Directory Users and Computers, Export List as Text (Tab Delimited) (Unicode)",
        text_of("Name,Type,Description", [[p.name, "User", "Agent"] for p in PAIR], separator="\t").encode("utf-16"),
        "table",
        key="users.txt",
        says=("Name",),
    ),
    Export(
        "Users and Computers, Export List with columns for people",
        "Active Directory Users and Computers with chosen columns",
        text_of(
            "Name,First Name,Last Name,E-Mail Address,User Logon Name",
            [[p.name, p.first, p.last, p.email, p.email] for p in PAIR],
            separator="\t",
        ).encode("utf-16"),
        "agent_directory",
        key="users.txt",
        accepted=2,
        agents={**address_of(MARA, email=MARA.email), **address_of(TOBIAS)},
    ),
    Export(
        "A script's list for New-ADUser",
        "Import-Csv | New-ADUser, as in many tutorials",
        text_of(
            "FirstName,LastName,Username,Password,OU,Department,EmailAddress",
            [[p.first, p.last, p.login, CANARY, "OU=Desk,DC=example,DC=com", "Desk", p.email] for p in PAIR],
        ).encode(),
        "agent_directory",
        accepted=2,
        agents={**login_of(MARA, password=CANARY, email=MARA.email), **login_of(TOBIAS, password=CANARY)},
        canaries=(CANARY,),
    ),
]

"""What Google Workspace and directories behind LDAP export or take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    Person,
    address_of,
    login_of,
    text_of,
)

GOOGLE_UPLOAD = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
    "Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Recovery Email,"
    "Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,"
    "Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,"
    "Cost Center,Building ID,Floor Name,Floor Section,Change Password at Next Sign-In,New Status [UPLOAD ONLY],"
    "New Licenses [UPLOAD ONLY],Advanced Protection Program enrollment"
)
GOOGLE_DOWNLOAD = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
    "Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],"
    "Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,"
    "Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,"
    "Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],"
    "2sv Enforced [READ ONLY],Building ID,Floor Name,Floor Section,Email Usage [READ ONLY],Drive Usage [READ ONLY],"
    "Total Storage [READ ONLY],Change Password at Next Sign-In,New Status [UPLOAD ONLY]"
)
PAIR = (MARA, TOBIAS)
LOGINS = {**login_of(MARA), **login_of(TOBIAS)}
SECRETS = (CANARY, SECOND_CANARY)


def google(person: Person, password: str) -> dict[str, str]:
    return {
        "First Name [Required]": person.first,
        "Last Name [Required]": person.last,
        "Email Address [Required]": person.email,
        "Password [Required]": password,
        "Org Unit Path [Required]": "/Service Desk",
        "Change Password at Next Sign-In": "True",
    }


def users(name: str, source: str, header: str, rows: Sequence[Sequence[str]], **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": LOGINS} | more
    return Export(name, source, text_of(header, rows).encode(), "agent_directory", **settings)


def told(name: str, source: str, header: str, rows: Sequence[Sequence[str]], says: str, **more: Any) -> Export:
    return Export(name, source, text_of(header, rows).encode(), "table", says=(says,), **more)


GOOGLE_AND_LDAP = [
    Export(
        "Google Workspace, bulk upload",
        "Google Admin console, Bulk update users, blank CSV template filled in",
        text_of(GOOGLE_UPLOAD, [google(MARA, CANARY), google(TOBIAS, SECOND_CANARY)], end="\n").encode(),
        "agent_directory",
        accepted=2,
        agents={**address_of(MARA, password=CANARY, email=MARA.email), **address_of(TOBIAS, password=SECOND_CANARY)},
        canaries=SECRETS,
    ),
    Export(
        "Google Workspace, download of users",
        "Google Admin console, Download users, all columns",
        text_of(GOOGLE_DOWNLOAD, [google(p, "") | {"Status [READ ONLY]": "Active"} for p in PAIR], end="\n").encode(),
        "agent_directory",
        accepted=2,
        agents={**address_of(MARA, email=MARA.email, state="present"), **address_of(TOBIAS)},
    ),
    Export(
        "Google Workspace, download with masked passwords",
        "Google Admin console, Download users; it writes **** for each password",
        text_of(GOOGLE_DOWNLOAD, [google(MARA, "****"), google(TOBIAS, "****")], end="\n").encode(),
        "agent_directory",
        rejected=None,
        agents={**address_of(MARA, password=None), **address_of(TOBIAS, password=None)},
        or_rejected=True,
    ),
    told(
        "Google Workspace, GAM",
        "gam print users name",
        "primaryEmail,name.givenName,name.familyName,name.fullName,suspended",
        [[p.email, p.first, p.last, p.name, "False"] for p in PAIR],
        "primaryEmail",
    ),
    told(
        "Google Contacts",
        "Google Contacts, Export as Google CSV",
        "First Name,Middle Name,Last Name,Nickname,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 1 - Label,Phone 1 - Value",
        [[p.first, "", p.last, "", "", "* myContacts", "Work", p.email, "Mobile", p.mobile] for p in PAIR],
        "First Name",
    ),
    users(
        "LDAP, common attributes",
        "ldapsearch through ldif2csv, OpenLDAP",
        "uid,sn,givenName,cn,mail,telephoneNumber",
        [[p.login, p.last, p.first, p.name, p.email, p.mobile] for p in PAIR],
        agents={**login_of(MARA, email=MARA.email), **login_of(TOBIAS, email=TOBIAS.email)},
    ),
    users(
        "LDAP without given names",
        "ldapsearch through ldif2csv: uid, sn, cn, mail",
        "uid,sn,cn,mail,telephoneNumber",
        [[p.login, p.last, p.name, p.email, p.mobile] for p in PAIR],
    ),
    users(
        "LDAP with hashes of passwords",
        "Apache Directory Studio, CSV Export",
        "dn,uid,sn,givenName,mail,userPassword",
        [
            [f"uid={p.login},ou=people", p.login, p.last, p.first, p.email, "{SSHA}q9ZfLw0bN1pXcQ2kVtRz8A=="]
            for p in PAIR
        ],
        rejected=None,
        or_rejected=True,
        never_used=("{SSHA}q9ZfLw0bN1pXcQ2kVtRz8A==",),
    ),
]

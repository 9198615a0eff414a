"""What other identity providers and collaboration tools export or take: Okta, Google Workspace, LDAP and others."""

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

OKTA = (
    "login,firstName,lastName,middleName,honorificPrefix,honorificSuffix,email,title,displayName,nickName,profileUrl,"
    "secondEmail,mobilePhone,primaryPhone,streetAddress,city,state,zipCode,countryCode,postalAddress,"
    "preferredLanguage,locale,timezone,userType,employeeNumber,costCenter,organization,division,department,managerId,"
    "manager"
)
PAIR = (MARA, TOBIAS)
LOGINS = {**login_of(MARA), **login_of(TOBIAS)}
SECRETS = (CANARY, SECOND_CANARY)
WITH_PASSWORDS = {**login_of(MARA, password=CANARY), **login_of(TOBIAS, password=SECOND_CANARY)}


def okta(person: Person) -> dict[str, str]:
    return {
        "login": person.email,
        "firstName": person.first,
        "lastName": person.last,
        "email": person.email,
        "secondEmail": f"{person.login}@example.org",
        "mobilePhone": person.mobile,
        "state": "WA",
        "userType": "Employee",
    }


def users(name: str, source: str, header: str, rows: Sequence[Sequence[str]], **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": LOGINS} | more
    return Export(name, source, text_of(header, rows).encode(), "agent_directory", **settings)


def told(name: str, source: str, header: str, rows: Sequence[Sequence[str]], says: str, **more: Any) -> Export:
    return Export(name, source, text_of(header, rows).encode(), "table", says=(says,), **more)


IDENTITY_PROVIDERS = [
    Export(
        "Okta, import template",
        "Okta, Directory, People, Import users from CSV",
        text_of(OKTA, map(okta, PAIR)).encode(),
        "agent_directory",
        accepted=2,
        agents={
            **address_of(
                MARA, email=MARA.email, secondary_email="mellwood@example.org", mobile=MARA.mobile, state="present"
            ),
            **address_of(TOBIAS),
        },
    ),
    users(
        "Okta, people report",
        "Okta, Reports, Okta Password Health and People",
        "User Id,Login,First name,Last name,Email,Status,Password Changed,Last Login",
        [["00u1", p.login, p.first, p.last, p.email, "ACTIVE", "2024-03-12T09:14:07Z", ""] for p in PAIR],
        never_used=("2024-03-12T09:14:07Z",),
        agents={**login_of(MARA, email=MARA.email, password=None, state="present"), **login_of(TOBIAS)},
    ),
    users(
        "Moodle",
        "Moodle, Upload users",
        "username,password,firstname,lastname,email,course1",
        [
            [MARA.login, CANARY, MARA.first, MARA.last, MARA.email, "c1"],
            [TOBIAS.login, SECOND_CANARY, TOBIAS.first, TOBIAS.last, TOBIAS.email, "c1"],
        ],
        agents=WITH_PASSWORDS,
        canaries=SECRETS,
    ),
    users(
        "JumpCloud",
        "JumpCloud, Import users from CSV",
        "FirstName,LastName,Username,Email,Password",
        [
            [MARA.first, MARA.last, MARA.login, MARA.email, CANARY],
            [TOBIAS.first, TOBIAS.last, TOBIAS.login, TOBIAS.email, SECOND_CANARY],
        ],
        agents=WITH_PASSWORDS,
        canaries=SECRETS,
    ),
    users(
        "Oracle Cloud",
        "Oracle Identity Cloud Service, Import users",
        "First Name,Last Name,Email,User Login",
        [[p.first, p.last, p.email, p.login] for p in PAIR],
    ),
    users(
        "Zammad",
        "Zammad, Users, CSV import",
        "login,firstname,lastname,email,web,active",
        [[p.login, p.first, p.last, p.email, "https://example.com", "true"] for p in PAIR],
    ),
    users(
        "Slack",
        "Slack, Manage members, Export; its status is none of an agent",
        "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp",
        [[p.login, p.email, "Member", "1", "1", "0", "U012AB3CD", p.name, p.first, ""] for p in PAIR],
        accepted=0,
        rejected=2,
        agents={},
        says=("is no status",),
    ),
    told(
        "Atlassian",
        "Atlassian Administration, Export users; its user name is the whole name",
        "User id,User name,email,User status,Added to org",
        [["712020:1", p.name, p.email, "Active", "22 Nov 2026"] for p in PAIR],
        "User id",
    ),
    told(
        "Zoom",
        "Zoom, User Management, Export",
        "Email,First Name,Last Name,Phone,Department,Manager,User Group,License",
        [[p.email, p.first, p.last, p.mobile, "Desk", "", "", "Licensed"] for p in PAIR],
        "Email",
    ),
    told(
        "AWS IAM, credential report",
        "AWS IAM, Credential report",
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active",
        [
            [
                "mellwood",
                "arn:aws:iam::111122223333:user/mellwood",
                "2024-03-12T09:14:07+00:00",
                "true",
                "N/A",
                "N/A",
                "false",
            ]
        ],
        "password",
    ),
]

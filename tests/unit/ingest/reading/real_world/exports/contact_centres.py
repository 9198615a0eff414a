"""Lists of agents and users of other contact centres, help desks and customer relationship systems."""

from __future__ import annotations

from collections.abc import Sequence
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

PAIR = (MARA, TOBIAS)
LOGINS = {**login_of(MARA), **login_of(TOBIAS)}
SECRETS = (CANARY, SECOND_CANARY)
WITH_SECRETS = tuple(zip(PAIR, SECRETS, strict=True))
WITH_PASSWORDS = {**login_of(MARA, password=CANARY), **login_of(TOBIAS, password=SECOND_CANARY)}
Header = str | Sequence[str]
Rows = Sequence[Sequence[str]]


def read(name: str, source: str, header: Header, rows: Rows, *, quote_all: bool = False, **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": LOGINS} | more
    content = text_of(header, rows, quote_all=quote_all).encode()
    return Export(name, source, content, "agent_directory", **settings)


def told(name: str, source: str, header: Header, rows: Rows, *says: str, canaries: tuple[str, ...] = ()) -> Export:
    return Export(name, source, text_of(header, rows).encode(), "table", says=says, canaries=canaries)


SALESFORCE_FOOTER = [
    '"Grand Totals (2 records)"',
    "",
    '"Confidential Information - Do Not Distribute"',
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
    '"User Report"',
]
CONTACT_CENTRES = [
    read(
        "Five9",
        "Five9, users through its administration service",
        "userName,firstName,lastName,fullName,EMail,active,extension,phoneNumber,federationId,canChangePassword,"
        "mustChangePassword,startDate",
        [
            [p.login, p.first, p.last, p.name, p.email, "True", "1042", "", "", "True", "False", "2024-03-12"]
            for p in PAIR
        ],
        agents={**login_of(MARA, email=MARA.email, password=None), **login_of(TOBIAS, password=None)},
    ),
    read(
        "Five9 with passwords",
        "Five9, VCC Administrator, Import users",
        "USERNAME,PASSWORD,FIRST_NAME,LAST_NAME,EMAIL,EXTENSION,AGENT_ROLE",
        [[p.login, secret, p.first, p.last, p.email, "1042", "1"] for p, secret in WITH_SECRETS],
        agents=WITH_PASSWORDS,
        canaries=SECRETS,
    ),
    read(
        "NICE CXone",
        "NICE CXone, reporting API, agents",
        "agentId,userName,firstName,lastName,teamId,teamName,lastLogin,profileName,notes,createDate",
        [["4711", p.login, p.first, p.last, "1", "Desk", "", "Agent", "", ""] for p in PAIR],
    ),
    told(
        "Genesys Cloud",
        "Genesys Cloud, Admin, People, Export",
        "Name,Email,Title,Department,Manager,Division,Status",
        [[p.name, p.email, "Agent", "Desk", "", "Home", "active"] for p in PAIR],
        "Name",
    ),
    read(
        "Genesys Engage",
        "Genesys Administrator, agents as CSV",
        "Action,Employee ID,First Name,Last Name,User Name,E-Mail,Is Agent,Place,Password",
        [["ADD", "4711", p.first, p.last, p.login, p.email, "Y", "", secret] for p, secret in WITH_SECRETS],
        agents=WITH_PASSWORDS,
        canaries=SECRETS,
    ),
    told(
        "Avaya CMS, dictionary",
        "Avaya CMS Supervisor, Dictionary, Login Identifications, exported",
        "Login ID,Agent Name",
        [["41001", "Ellwood, Mara"], ["41002", "Lindqvist, Tobias"]],
        "Agent Name",
    ),
    told(
        "Avaya Communication Manager, agents with their passwords",
        "Avaya Site Administration, list agent-loginID with details, exported",
        "Login ID,AAS,Password,Password (enter again),COR,Extension",
        [["41001", "n", CANARY, CANARY, "1", "1042"], ["41002", "n", SECOND_CANARY, SECOND_CANARY, "1", "1043"]],
        "Password",
        canaries=SECRETS,
    ),
    told(
        "Cisco Unified CCX, resources",
        "Cisco Unified CCX Administration, Resources, exported",
        "Resource Name,Resource ID,IPCC Extension,Resource Group,Team",
        [[p.name, p.login, "1042", "Desk", "Default"] for p in PAIR],
        "Resource ID",
    ),
    read(
        "Cisco Packaged CCE, bulk agents",
        "Cisco Packaged CCE, Bulk Jobs, agent template",
        "agentId,userName,password,firstName,lastName,loginEnabled,description,agentTeamName,skillGroup",
        [["41001", p.login, secret, p.first, p.last, "true", "", "Desk", ""] for p, secret in WITH_SECRETS],
        agents=WITH_PASSWORDS,
        canaries=SECRETS,
    ),
    told(
        "Zendesk",
        "Zendesk, People, Export users; its template for bulk import",
        "name,email,external_id,details,notes,phone,role,restriction,organization,tags,brand",
        [[p.name, p.email, "", "", "", p.mobile, "agent", "", "Desk", "", ""] for p in PAIR],
        "email",
    ),
    told(
        "Talkdesk",
        "Talkdesk, Users, Export",
        "Name,Email,Role,Teams,Ring groups,Extension",
        [[p.name, p.email, "Agent", "Desk", "agents", "1042"] for p in PAIR],
        "Email",
    ),
    read(
        "Salesforce, Data Loader",
        "Salesforce Data Loader, export of User",
        "ID,USERNAME,LASTNAME,FIRSTNAME,EMAIL,ALIAS,ISACTIVE,PROFILEID,LASTPASSWORDCHANGEDATE",
        [
            ["0055g0001", p.login, p.last, p.first, p.email, "mellw", "true", "00e5g", "2024-03-12T09:14:07.000Z"]
            for p in PAIR
        ],
        quote_all=True,
        agents={**login_of(MARA, email=MARA.email, password=None), **login_of(TOBIAS, password=None)},
        never_used=("2024-03-12T09:14:07.000Z",),
        says=("LASTPASSWORDCHANGEDATE",),
    ),
    Export(
        "Salesforce, report of users with its footer",
        "Salesforce, user report, Export Details, ISO-8859-1",
        text_of(
            "Username,First Name,Last Name,Email,Profile,Active",
            [[p.login, p.first, p.last, p.email, "Agent", "1"] for p in PAIR],
            quote_all=True,
            below=SALESFORCE_FOOTER,
        ).encode("latin-1"),
        "agent_directory",
        accepted=2,
        rejected=None,
        agents=LOGINS,
        not_agents=("Grand Totals (2 records)", "Confidential Information - Do Not Distribute"),
    ),
    read(
        "Service Cloud Voice, users of the contact centre",
        "Salesforce Service Cloud Voice, contact centre users",
        "Salesforce Username,Username,First Name,Last Name,Email,Agent ID,Contact Center,Permission Set",
        [
            [
                f"{p.login}@acme.example",
                p.login,
                p.first,
                p.last,
                p.email,
                "",
                "ACME",
                "ContactCenterAgentExternalTelephony",
            ]
            for p in PAIR
        ],
    ),
    read(
        "ServiceNow",
        "ServiceNow, sys_user list, Export CSV",
        "user_name,first_name,last_name,email,title,department,active,user_password",
        [[p.login, p.first, p.last, p.email, "Agent", "Desk", "true", ""] for p in PAIR],
        quote_all=True,
    ),
    told(
        "3CX",
        "3CX, Extensions, Export",
        "Number,FirstName,LastName,EmailAddress,MobileNumber,AuthID,AuthPassword,VMPIN,WebMeetingFriendlyName",
        [["1042", p.first, p.last, p.email, p.mobile, "a8Xk", secret, "4821", ""] for p, secret in WITH_SECRETS],
        "AuthPassword",
        canaries=SECRETS,
    ),
]

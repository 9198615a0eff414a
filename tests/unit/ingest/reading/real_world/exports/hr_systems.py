"""What systems for human resources export. Without a column for the login somebody is told; with one it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import MARA, TOBIAS, Export, login_of, text_of

PAIR = (MARA, TOBIAS)
LOGINS = {**login_of(MARA), **login_of(TOBIAS)}
Rows = Sequence[Sequence[str]]


def read(name: str, source: str, content: str, encoding: str = "utf-8", **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": LOGINS} | more
    return Export(name, source, content.encode(encoding), "agent_directory", **settings)


def told(name: str, source: str, content: str, *says: str, encoding: str = "utf-8") -> Export:
    return Export(name, source, content.encode(encoding), "table", says=says)


def people(*, turned: bool = False, dot: str = "") -> Rows:
    """Give number, first name, last name, address and login of two people."""
    rows = [[f"1000{index}{dot}", p.first, p.last, p.email, p.login] for index, p in enumerate(PAIR, 1)]
    return [[number, last, first, *rest] for number, first, last, *rest in rows] if turned else rows


WORKDAY = "Employee ID,Legal Name - First Name,Legal Name - Last Name,Email - Work,User Name,Business Title,Cost Center"
SUCCESS_FACTORS = (
    "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,MI,GENDER,EMAIL,MANAGER,HR,DEPARTMENT,JOBCODE,DIVISION,LOCATION,TIMEZONE,"
    "HIREDATE,EMPID,TITLE,BIZ_PHONE,FAX,ADDR1,CITY,STATE,ZIP,COUNTRY"
)
LABELS = (
    "Status,User ID,Username,First Name,Last Name,Middle Name,Gender,Email,Manager,HR,Department,Job Code,Division,"
    "Location,Time Zone,Hire Date,Employee ID,Title,Business Phone,Business Fax,Address,City,State,ZIP,Country"
)
FACTORS = [
    {
        "STATUS": "active",
        "USERID": f"1000{i}",
        "USERNAME": p.login,
        "FIRSTNAME": p.first,
        "LASTNAME": p.last,
        "EMAIL": p.email,
        "MANAGER": "NO_MANAGER",
        "HR": "NO_HR",
        "STATE": "WA",
    }
    for i, p in enumerate(PAIR, 1)
]
HR_SYSTEMS = [
    read(
        "Workday, workers with their user names",
        "Workday, custom report, Export to CSV",
        text_of(WORKDAY, [[*cells, "Service Agent", "CC 4711"] for cells in people()]),
        agents={**login_of(MARA, email=MARA.email), **login_of(TOBIAS, email=TOBIAS.email)},
    ),
    read(
        "Workday, report with its title and filters above",
        "Workday, standard report, Export to Excel saved as CSV",
        text_of(
            WORKDAY,
            [[*cells, "Service Agent", "CC 4711"] for cells in people()],
            above=["All Workers - Contact Centre", "Effective Date,11/22/2026", "Organizations,Contact Centre", ""],
        ),
    ),
    told(
        "Workday, workers without user names",
        "Workday, Find Workers, Export to Excel saved as CSV",
        text_of(
            "Worker,Employee ID,Email - Primary Work,Job Profile,Location,Manager",
            [[p.name, f"1000{i}", p.email, "Agent", "Seattle", "Noor Haddad"] for i, p in enumerate(PAIR, 1)],
        ),
        "Email - Primary Work",
    ),
    read(
        "SuccessFactors",
        "SAP SuccessFactors, Employee Export, headers only once",
        text_of(SUCCESS_FACTORS, FACTORS),
        agents={**login_of(MARA, email=MARA.email, state="present"), **login_of(TOBIAS)},
    ),
    read(
        "SuccessFactors with labels below the headers",
        "SAP SuccessFactors, Employee Export, which writes technical names, then labels",
        text_of(
            SUCCESS_FACTORS,
            [LABELS.split(","), *[[row.get(n, "") for n in SUCCESS_FACTORS.split(",")] for row in FACTORS]],
        ),
        rejected=None,
        not_agents=("Username",),
    ),
    told(
        "BambooHR",
        "BambooHR, Reports, Employee list, CSV",
        text_of(
            "Employee #,First Name,Last Name,Status,Hire Date,Department,Job Title,Work Email",
            [[n, first, last, "Active", "2024-02-01", "Desk", "Agent", mail] for n, first, last, mail, _ in people()],
        ),
        "Work Email",
    ),
    told(
        "BambooHR, names in one column",
        "BambooHR, Reports, Addresses, CSV",
        text_of(
            ["Employee #", "Last name, First name", "Work Email", "Mobile Phone"],
            [["1", p.name_turned, p.email, p.mobile] for p in PAIR],
        ),
        "Last name, First name",
    ),
    told(
        "Personio in English",
        "Personio, Employees, Export, CSV",
        text_of(
            "ID,First name,Last name,Email,Status,Department,Position,Hire date",
            [
                [n, first, last, mail, "Active", "Service", "Agent", "2024-02-01"]
                for n, first, last, mail, _ in people()
            ],
        ),
        "Email",
    ),
    told(
        "HiBob",
        "HiBob, People, Export table to CSV",
        text_of(
            "Display name,First name,Last name,Email,Start date,Site,Department,Job title,Reports to",
            [[p.name, p.first, p.last, p.email, "01/02/2024", "Seattle", "Desk", "Agent", ""] for p in PAIR],
        ),
        "Email",
    ),
    told(
        "ADP Workforce Now",
        "ADP Workforce Now, custom report with its title above",
        text_of(
            "Position ID,Associate ID,Legal First Name,Legal Last Name,Work Contact: Work Email,Position Status",
            [["ABC000001", "K3X2", p.first, p.last, p.email, "A - Active"] for p in PAIR],
            above=["Employee Directory", "Run Date: 11/22/2026", ""],
        ),
        "Legal First Name",
    ),
    told(
        "PeopleSoft",
        "PeopleSoft HCM, query, names as Last,First",
        text_of(
            "ID,Empl Rcd,Name,Dept ID,Job Code,Email",
            [["0001", "0", f"{p.last},{p.first}", "D1", "J1", p.email] for p in PAIR],
        ),
        "Name",
    ),
    told(
        "PeopleSoft, operators",
        "PeopleSoft, user profiles: whether the user id is the login has to be said",
        text_of(
            "User ID,First Name,Last Name,Email ID,Routing Profile",
            [[p.login, p.first, p.last, p.email, ""] for p in PAIR],
        ),
        "User ID",
    ),
    told(
        "Gusto",
        "Gusto, Employee summary report",
        text_of(
            "First name,Last name,Preferred name,Work email,Personal email,Department,Job title,Status",
            [[p.first, p.last, "", p.email, "", "Desk", "Agent", "Active"] for p in PAIR],
        ),
        "Work email",
    ),
    read(
        "A list of joiners with logins",
        "HR's own list of joiners: their headers are known but for the routing profile, which is nearly right",
        text_of(
            "Login,First Name,Last Name,Email,Routing Profil",
            [[p.login, p.first, p.last, p.email, "Sales"] for p in PAIR],
        ),
        says=("Routing Profil",),
    ),
    read(
        "A list with a salary",
        "HR's own list: what Rollcall does not use stays out of plan and report",
        text_of(
            "Login,First Name,Last Name,Email,Salary,Date of birth",
            [[p.login, p.first, p.last, p.email, "61234.56", "1990-04-17"] for p in PAIR],
        ),
        unused=("61234.56", "1990-04-17"),
    ),
]

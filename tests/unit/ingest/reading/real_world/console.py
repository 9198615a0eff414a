"""What Connect's own console and its template give."""

from __future__ import annotations

from tests.deployment_rules import SAML
from tests.unit.ingest.reading.real_world.writing import (
    MANAGED,
    MANAGED_NEW,
    SAML_NEW,
    SAML_OLD,
    RealFile,
    lines,
    managed,
)

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
        rules=SAML,
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
        rules=SAML,
    ),
    RealFile(
        "console template with passwords and e-mails in a SAML deployment",
        lines([MANAGED, managed(1, email="no address")]).encode(),
        "directory",
        accepted=1,
        values={"agent1.email": None, "agent1.password": None},
        says=("is ignored, because the instance signs in by SAML",),
        rules=SAML,
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

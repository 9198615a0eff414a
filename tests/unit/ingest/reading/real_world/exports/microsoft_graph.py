"""What Microsoft Graph's cmdlets export."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.exports.export import (
    MARA,
    TOBIAS,
    Export,
    Person,
    address_of,
    text_of,
)

MG_USER = (
    "AboutMe,AccountEnabled,BusinessPhones,DisplayName,GivenName,Id,JobTitle,LastPasswordChangeDateTime,Mail,"
    "MailNickname,MobilePhone,OfficeLocation,OnPremisesSamAccountName,PasswordPolicies,PasswordProfile,Surname,"
    "UserPrincipalName,UserType"
)
PROFILE = "Microsoft.Graph.PowerShell.Models.MicrosoftGraphPasswordProfile"
CHANGED = "2024-03-12T09:14:07Z"
PAIR = (MARA, TOBIAS)
BOTH = {**address_of(MARA, email=MARA.email), **address_of(TOBIAS, email=TOBIAS.email)}


def mg(person: Person) -> dict[str, str]:
    return {
        "AccountEnabled": "True",
        "DisplayName": person.name,
        "GivenName": person.first,
        "LastPasswordChangeDateTime": CHANGED,
        "Mail": person.email,
        "MobilePhone": person.mobile,
        "PasswordPolicies": "DisablePasswordExpiration",
        "PasswordProfile": PROFILE,
        "Surname": person.last,
        "UserPrincipalName": person.email,
    }


MICROSOFT_GRAPH = [
    Export(
        "Microsoft Graph, Get-MgUser",
        "Get-MgUser -All | Export-Csv, Microsoft.Graph.Users 2",
        text_of(MG_USER, map(mg, PAIR), quote_all=True).encode(),
        "agent_directory",
        accepted=2,
        agents={**address_of(MARA, email=MARA.email, password=None), **address_of(TOBIAS, password=None)},
        never_used=(CHANGED,),
    ),
    Export(
        "Microsoft Graph, chosen columns",
        "Get-MgUser | Select-Object | Export-Csv",
        text_of(
            "GivenName,Surname,UserPrincipalName,Mail",
            [[p.first, p.last, p.email, p.email] for p in PAIR],
            quote_all=True,
        ).encode(),
        "agent_directory",
        accepted=2,
        agents=BOTH,
    ),
]

"""What Active Directory's csvde writes: LDAP's own attributes, passwords' ages among them."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.exports.export import (
    MARA,
    TOBIAS,
    Export,
    Person,
    login_of,
    text_of,
)

CSVDE = (
    "DN,objectClass,cn,sn,title,description,physicalDeliveryOfficeName,telephoneNumber,givenName,distinguishedName,"
    "instanceType,whenCreated,displayName,department,company,name,userAccountControl,badPwdCount,codePage,countryCode,"
    "pwdLastSet,accountExpires,sAMAccountName,userPrincipalName,objectCategory,mail,mobile"
)
TICKS = "133547193212345678"


def ldap(person: Person) -> dict[str, str]:
    return {
        "DN": f"CN={person.name},OU=Service Desk,DC=corp,DC=example,DC=com",
        "objectClass": "user",
        "cn": person.name,
        "sn": person.last,
        "givenName": person.first,
        "displayName": person.name,
        "name": person.name,
        "userAccountControl": "512",
        "badPwdCount": "0",
        "pwdLastSet": TICKS,
        "sAMAccountName": person.login,
        "userPrincipalName": person.email,
        "mail": person.email,
        "mobile": person.mobile,
    }


PAIR = (MARA, TOBIAS)
CSVDE_EXPORTS = [
    Export(
        "csvde",
        "csvde -f users.csv -r (objectClass=user), Windows Server 2022",
        text_of(CSVDE, map(ldap, PAIR)).encode(),
        "agent_directory",
        accepted=2,
        agents={**login_of(MARA, email=MARA.email, mobile=MARA.mobile, password=None), **login_of(TOBIAS)},
        never_used=(TICKS,),
    ),
    Export(
        "csvde in Unicode",
        "csvde -u -f users.csv, Windows Server 2022",
        text_of(CSVDE, map(ldap, (MARA, Person("Ilse", "Öhlmann", "ioehlmann")))).encode("utf-16"),
        "agent_directory",
        accepted=2,
        agents={**login_of(MARA, email=MARA.email), "ioehlmann": {"first_name": "Ilse", "last_name": "Öhlmann"}},
        never_used=(TICKS,),
    ),
    Export(
        "csvde with names in hexadecimal",
        "csvde without -u writes what is not ASCII as X'…'",
        text_of(CSVDE, [ldap(MARA), ldap(Person("Ilse", "X'c396686c6d616e6e'", "ioehlmann"))]).encode(),
        "agent_directory",
        rejected=None,
        agents={**login_of(MARA), "ioehlmann": {"first_name": "Ilse", "last_name": "Öhlmann"}},
        or_rejected=True,
    ),
]

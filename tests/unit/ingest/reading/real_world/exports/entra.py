"""What Microsoft Entra ID writes and has people fill in, and Microsoft Graph."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    Person,
    address_of,
    text_of,
)

DOWNLOAD = (
    "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,"
    "streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,"
    "ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,"
    "invitationState,identityIssuer,createdDateTime"
)
OLD_DOWNLOAD = (
    "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,"
    "usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,"
    "authenticationPhoneNumber,authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,"
    "consentProvidedForMinor,legalAgeGroupClassification"
)
CREATE = (
    "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,"
    "Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],"
    "Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],"
    "Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],"
    "Office phone [telephoneNumber],Mobile phone [mobile]"
)
PAIR = (MARA, TOBIAS)
BOTH = {**address_of(MARA, email=MARA.email), **address_of(TOBIAS, email=TOBIAS.email)}


def user(person: Person, header: str) -> dict[str, str]:
    cells = {
        "userPrincipalName": person.email,
        "displayName": person.name,
        "surname": person.last,
        "mail": person.email,
        "givenName": person.first,
        "id": "0b6c1a52-6f0e-4c0f-8f0f-3a8d2f1c7e55",
        "userType": "Member",
        "jobTitle": "Service Agent",
        "accountEnabled": "True",
        "state": "WA",
        "mobilePhone": person.mobile,
        "mobile": person.mobile,
    }
    return {name: cell for name, cell in cells.items() if name in header.split(",")}


def create(person: Person, password: str, *, names: bool = True) -> dict[str, str]:
    cells = {
        "Name [displayName] Required": person.name,
        "User name [userPrincipalName] Required": person.email,
        "Initial password [passwordProfile] Required": password,
        "Block sign in (Yes/No) [accountEnabled] Required": "No",
    }
    return cells | ({"First name [givenName]": person.first, "Last name [surname]": person.last} if names else {})


TEMPLATE = [create(MARA, CANARY), create(TOBIAS, SECOND_CANARY)]
EXAMPLE = create(Person("Example: Chris", "Example: Green", "Example: chris"), "Example: myPassword1234")
WITH_PASSWORDS = {**address_of(MARA, password=CANARY), **address_of(TOBIAS, password=SECOND_CANARY)}
BULK = "Entra admin center, Bulk create, the CSV template"


def template(name: str, content: bytes, *, rejected: int = 0, source: str = BULK) -> Export:
    canaries = (CANARY, SECOND_CANARY)
    return Export(
        name,
        source,
        content,
        "agent_directory",
        "UserCreateTemplate.csv",
        2,
        rejected,
        WITH_PASSWORDS,
        canaries=canaries,
    )


def told(name: str, content: bytes, says: str, canaries: tuple[str, ...] = (), key: str = "entra.csv") -> Export:
    return Export(name, "Entra admin center, bulk operations", content, "table", key, says=(says,), canaries=canaries)


ENTRA = [
    Export(
        "Entra, Download users",
        "Entra admin center, Users, Download users (2024 and later)",
        text_of(DOWNLOAD, [user(person, DOWNLOAD) for person in PAIR]).encode("utf-8-sig"),
        "agent_directory",
        "exportUsers_2026-11-22.csv",
        accepted=2,
        agents={**address_of(MARA, email=MARA.email, mobile=MARA.mobile, state="present"), **address_of(TOBIAS)},
    ),
    Export(
        "Entra, Download users, earlier columns",
        "Azure Active Directory, Users, Download users (2020)",
        text_of(OLD_DOWNLOAD, [user(person, OLD_DOWNLOAD) for person in PAIR], end="\n").encode("utf-8-sig"),
        "agent_directory",
        accepted=2,
        agents=BOTH,
    ),
    Export(
        "Entra, Download users with a guest",
        "Entra admin center, Users, Download users, with a guest of another organisation",
        text_of(
            DOWNLOAD,
            [
                user(MARA, DOWNLOAD),
                user(TOBIAS, DOWNLOAD) | {"userPrincipalName": "t_example.org#EXT#@example.com", "userType": "Guest"},
            ],
        ).encode("utf-8-sig"),
        "agent_directory",
        accepted=1,
        rejected=1,
        agents=address_of(MARA),
        not_agents=("t_example.org#EXT#@example.com",),
    ),
    template("Entra, bulk create", text_of(CREATE, TEMPLATE, above=["version:v1.0"]).encode("utf-8-sig")),
    template(
        "Entra, bulk create, padded by Excel", text_of(CREATE, TEMPLATE, above=["version:v1.0" + "," * 16]).encode()
    ),
    template(
        "Entra, bulk create, saved by Excel in German",
        text_of(CREATE, TEMPLATE, above=["version:v1.0" + ";" * 16], separator=";").encode("cp1252"),
    ),
    template(
        "Entra, bulk create with its example",
        text_of(CREATE, [EXAMPLE, *TEMPLATE], above=["version:v1.0"]).encode("utf-8-sig"),
        rejected=1,
    ),
    template("Entra, bulk create without its first line", text_of(CREATE, TEMPLATE).encode("utf-8-sig")),
    template(
        "Entra, bulk create without first and last names",
        text_of(
            CREATE,
            [create(MARA, CANARY, names=False), create(TOBIAS, SECOND_CANARY, names=False)],
            above=["version:v1.0"],
        ).encode(),
    ),
    told(
        "Entra, bulk invite",
        text_of(
            "Email address to invite [inviteeEmail] Required,Redirection url [inviteRedirectURL] Required,"
            "Send invitation message (true or false) [sendEmail],Customized invitation message [customizedMessageBody]",
            [[MARA.email, "https://myapplications.microsoft.com", "true", ""]],
            above=["version:v1.0"],
        ).encode(),
        "Email address to invite",
    ),
    told(
        "Entra, bulk delete",
        text_of(
            "User name [userPrincipalName] Required", [[MARA.email], [TOBIAS.email]], above=["version:v1.0"]
        ).encode(),
        "User name",
    ),
    told(
        "Entra, user registration details",
        text_of(
            "User,User principal name,Multi-factor authentication capable,Passwordless capable,"
            "Self-service password reset capable,Methods registered",
            [[MARA.name, MARA.email, "Capable", "Not capable", "Capable", "Mobile phone"]],
        ).encode(),
        "Passwordless capable",
    ),
]

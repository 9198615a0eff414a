"""What the Microsoft 365 admin centre exports, and its templates in several languages."""

# The letters and dashes are those of the templates.
# ruff: noqa: RUF001

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

ACTIVE_USERS = (
    "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Fax,First name,Last dirsync time,"
    "Last name,Last password change time stamp,Licenses,Mobile Phone,Object Id,Office,Password never expires,"
    "Phone number,Postal code,Preferred data location,Preferred language,Proxy addresses,Release track,"
    "Soft deletion time stamp,State,Street address,Strong password required,Title,Usage location,"
    "User principal name,When created"
)
# The templates as the admin centre gives them; the first four headers matter.
TEMPLATES = {
    "English": (
        "Username,First name,Last name,Display name,Job title,Department,Office number,Office phone,Mobile phone,Fax,"
        "Alternate email address,Address,City,State or province,ZIP or postal code,Country or region"
    ),
    "English, earlier": (
        "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax,"
        "Address,City,State or Province,ZIP or Postal Code,Country or Region"
    ),
    "German": (
        "Benutzername,Vorname,Nachname,Anzeigename,Position,Abteilung,Telefon – Geschäftlich,Telefon (geschäftlich),"
        "Mobiltelefon,Fax,Alternative E-Mail-Adresse,Adresse,Ort,Bundesstaat,Postleitzahl,Land oder Region"
    ),
    "Spanish": (
        "Nombre de usuario,Nombre,Apellidos,Nombre para mostrar,Puesto,Departamento,Número del trabajo,"
        "Teléfono del trabajo,Teléfono móvil,Número de fax,Dirección,Ciudad,Estado o provincia,Código postal,"
        "País o región"
    ),
    "Portuguese": (
        "Nome de usuário,Nome,Sobrenome,Nome de exibição,Cargo,Departamento,Número comercial,Telefone comercial,"
        "Celular,Fax,Endereço de email alternativo,Endereço,Cidade,Estado ou província,CEP,País ou região"
    ),
    "French": (
        "Nom d’utilisateur,Prénom,Nom,Nom d’affichage,Fonction,Service,Numéro de bureau,Téléphone (bureau),"
        "Téléphone mobile,Télécopie,Adresse,Ville,Département ou région,Code postal,Pays ou région"
    ),
    "Italian": (
        "Nome utente,Nome,Cognome,Nome visualizzato,Posizione,Reparto,Numero ufficio,Telefono ufficio,"
        "Telefono cellulare,Fax,Indirizzo,Città,Provincia,CAP,Paese"
    ),
    "Dutch": (
        "Gebruikersnaam,Voornaam,Achternaam,Weergavenaam,Functie,Afdeling,Kantoornummer,Telefoon kantoor,"
        "Mobiele telefoon,Fax,Adres,Plaats,Provincie,Postcode,Land of regio"
    ),
}
# In languages that are not built in: the login column is told.
OTHER_TEMPLATES = {
    "Polish": (
        "Nazwa użytkownika,Imię,Nazwisko,Nazwa wyświetlana,Stanowisko,Dział,Numer biura,Telefon w biurze,"
        "Telefon komórkowy,Numer faksu,Adres,Miejscowość,Województwo,Kod pocztowy,Kraj lub region"
    ),
    "Ukrainian": (
        "Ім’я користувача,Ім’я,Прізвище,Коротке ім’я,Посада,Відділ,Номер офісу,Робочий телефон,Мобільний телефон,Факс,"
        "Додаткова адреса електронної пошти,Адреса,Місто,Область або республіка,Поштовий індекс,Країна або регіон"
    ),
}
CHANGED = "2024-03-12 09:14:07Z"
PAIR = (MARA, TOBIAS)
CREATED = "Display name,Username,Password,Licenses"


def active(person: Person) -> dict[str, str]:
    return {
        "Block credential": "False",
        "Display name": person.name,
        "First name": person.first,
        "Last name": person.last,
        "Last password change time stamp": CHANGED,
        "Licenses": "Microsoft 365 E3+Teams Phone",
        "Mobile Phone": person.mobile,
        "Password never expires": "False",
        "Proxy addresses": f"SMTP:{person.email}+smtp:{person.login}@example.org",
        "State": "WA",
        "Strong password required": "True",
        "User principal name": person.email,
    }


def filled(header: str, person: Person) -> list[str]:
    """Fill in the first four columns of a template, and the alternative address that must not become the login."""
    names = header.split(",")
    return [person.email, person.first, person.last, person.name, *[""] * (len(names) - 4)]


def created(name: str, cells: list[list[str]], header: str = CREATED) -> Export:
    return Export(
        name,
        "Microsoft 365 admin centre, the result of adding multiple users",
        text_of(header, cells).encode("utf-8-sig"),
        "agent_directory",
        accepted=2,
        agents={**address_of(MARA, password=CANARY), **address_of(TOBIAS, password=SECOND_CANARY)},
        canaries=(CANARY, SECOND_CANARY),
    )


MICROSOFT_365 = [
    Export(
        "Microsoft 365, export of active users",
        "Microsoft 365 admin centre, Active users, Export users",
        text_of(ACTIVE_USERS, map(active, PAIR)).encode("utf-8-sig"),
        "agent_directory",
        accepted=2,
        agents={**address_of(MARA, password=None, state="present"), **address_of(TOBIAS, password=None)},
        never_used=(CHANGED,),
        says=("Last password change time stamp",),
    ),
    *(
        Export(
            f"Microsoft 365, template in {language}",
            f"Microsoft 365 admin centre, Add multiple users, {language}",
            text_of(header, [filled(header, person) for person in PAIR]).encode("utf-8-sig"),
            "agent_directory",
            accepted=2,
            agents={**address_of(MARA), **address_of(TOBIAS)},
        )
        for language, header in TEMPLATES.items()
    ),
    *(
        Export(
            f"Microsoft 365, template in {language}",
            f"Microsoft 365 admin centre, Add multiple users, {language}",
            text_of(header, [filled(header, person) for person in PAIR]).encode("utf-8-sig"),
            "table",
            says=(header.split(",")[0],),
        )
        for language, header in OTHER_TEMPLATES.items()
    ),
    created(
        "Microsoft 365, users with their passwords",
        [[MARA.name, MARA.email, CANARY, "E3"], [TOBIAS.name, TOBIAS.email, SECOND_CANARY, "E3"]],
    ),
    created(
        "Microsoft 365, users with their passwords, in German",
        [[MARA.name, MARA.email, CANARY, "E3"], [TOBIAS.name, TOBIAS.email, SECOND_CANARY, "E3"]],
        "Anzeigename,Benutzername,Kennwort,Lizenzen",
    ),
]

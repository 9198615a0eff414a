"""Columns of who an agent is. Pure."""

from __future__ import annotations

from typing import Final

from roster.columns import forms
from roster.columns.declaration import Column, Place

PERSON: Final = (
    Column(
        "first_name",
        forms.FIRST_NAME,
        cells="up to 255 characters, a letter among them; every agent needs one, here or in `name`",
        headers="""
        English: first name; given name; forename
        Workday: Legal First Name; Legal Name - First Name; Preferred First Name (2); Preferred Name - First Name (2)
        Google Workspace: name.givenName
        German: Vorname
        French: Prénom
        Spanish: Nombre; Nombre de pila
        Italian: Nome; Nome di battesimo
        Portuguese: Nome; Primeiro nome; Nome próprio
        Dutch: Voornaam; Roepnaam (2)
        """,
        facet="identity",
        member="first_name",
        connect=Place("FirstName"),
        label="first name",
    ),
    Column(
        "last_name",
        forms.LAST_NAME,
        cells="up to 256 characters, 300 with SAML, a letter among them; every agent needs one, here or in `name`",
        headers="""
        English: last name; surname; family name; name
        LDAP: sn (2)
        Workday: Legal Last Name; Legal Name - Last Name; Preferred Last Name (2); Preferred Name - Last Name (2)
        Google Workspace: name.familyName
        German: Nachname; Familienname; Zuname
        French: Nom; Nom de famille
        Spanish: Apellido; Apellidos
        Italian: Cognome
        Portuguese: Sobrenome; Apelido (2); Último nome
        Dutch: Achternaam; Familienaam; Naam
        """,
        facet="identity",
        member="last_name",
        connect=Place("LastName"),
        label="last name",
    ),
    Column(
        "name",
        forms.WHOLE_NAME,
        cells="only if your list has the whole name in one column; else fill in `first_name` and `last_name`. "
        'It counts where one of these is empty, and is split where that is plain: "Lovelace, Ada", "Ada Lovelace"; '
        "a warning says how",
        headers="""
        English: full name; employee name; agent name; user full name; name (last, first); last name, first name
        English: last, first; first and last name; name (4)
        German: Vor- und Nachname; Vor- und Zuname; Vorname Nachname; Name, Vorname; Nachname, Vorname
        German: Vollständiger Name; Anzeigename (2)
        French: Nom complet; Prénom et nom; Nom d’affichage (2); Nom (4)
        Spanish: Nombre completo; Nombre y apellidos; Apellidos, Nombre; Nombre para mostrar (2); Nombre (4)
        Italian: Nome completo; Nome e cognome; Nome visualizzato (2); Nome (4)
        Portuguese: Nome completo; Nome de exibição (2); Nome (4)
        Dutch: Volledige naam; Weergavenaam (2); Naam (4)
        Entra: displayName (2)
        Google Workspace: name.fullName (2)
        LDAP: cn (3)
        """,
    ),
    Column(
        "email",
        forms.ADDRESS,
        cells="one address; not sent with SAML",
        headers="""
        English: email; email address; work email (3); business email (3)
        German: E-Mail-Adresse; E-Mail geschäftlich (3)
        French: Adresse e-mail; Courriel; E-mail professionnel (3)
        Spanish: Correo electrónico; Correo; Dirección de correo electrónico
        Italian: Indirizzo e-mail; Posta elettronica
        Portuguese: Endereço de e-mail; Correio eletrônico; Correio eletrónico
        Dutch: E-mailadres; E-mail werk (3)
        Entra: mail (2)
        Workday: Email - Work (3); Email - Primary Work (3)
        Google Workspace: primaryEmail (3)
        """,
        facet="identity",
        member="email",
        connect=Place("Email"),
        label="e-mail",
        with_saml=False,
    ),
    Column(
        "secondary_email",
        forms.ADDRESS,
        cells="as `email`",
        headers="""
        English: secondary email; secondary email address
        Okta: secondEmail
        Google Workspace: Work Secondary Email (3)
        """,
        facet="identity",
        member="secondary_email",
        connect=Place("SecondaryEmail"),
        label="second e-mail",
    ),
    Column(
        "mobile",
        forms.PHONE_NUMBER,
        cells="E.164, or national by `default_phone_country`; one that can't exist is rejected, one in no range in "
        "use has a warning",
        headers="""
        English: mobile; mobile number; mobile phone number; cell phone (2)
        Entra: mobilePhone (2)
        German: Handy; Handynummer; Mobiltelefon; Mobilnummer; Mobil
        French: Portable; Téléphone portable; Téléphone mobile
        Spanish: Móvil; Teléfono móvil; Celular
        Italian: Cellulare; Telefono cellulare
        Portuguese: Celular; Telemóvel
        Dutch: Mobiel; Mobiele telefoon; Mobiel nummer
        """,
        facet="identity",
        member="mobile",
        connect=Place("Mobile"),
        label="mobile",
        says_little=True,
    ),
)
"""Beside the login, whose column stands in `sign_in`."""

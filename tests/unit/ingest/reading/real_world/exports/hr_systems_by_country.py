"""What systems for human resources export that are at home in one country, in its language and encoding."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.ingest.reading.real_world.exports.export import MARA, TOBIAS, Export, text_of

PAIR = (MARA, TOBIAS)
Rows = Sequence[Sequence[str]]


def told(name: str, source: str, content: str, *says: str, encoding: str = "utf-8") -> Export:
    return Export(name, source, content.encode(encoding), "table", says=says)


def people(*, turned: bool = False, dot: str = "") -> Rows:
    """Give number, first name, last name, address and login of two people."""
    rows = [[f"1000{index}{dot}", p.first, p.last, p.email, p.login] for index, p in enumerate(PAIR, 1)]
    return [[number, last, first, *rest] for number, first, last, *rest in rows] if turned else rows


HR_SYSTEMS_BY_COUNTRY = [
    told(
        "SAP list, unconverted",
        "SAP ERP, ALV list, System, List, Save, unconverted",
        "22.11.2026                 Dynamic List Display                 1\r\n"
        "-------------------------------------------------\r\n"
        "|Pers.No.|Last name |First name|Org. unit   |\r\n"
        "-------------------------------------------------\r\n"
        "|00010001|Ellwood   |Mara      |Service Desk|\r\n"
        "|00010002|Lindqvist |Tobias    |Service Desk|\r\n"
        "-------------------------------------------------\r\n",
        "Last name",
    ),
    told(
        "SAP users",
        "SAP, transaction SUIM, Users by complex selection, spreadsheet",
        text_of(
            "User,First name,Last name,E-Mail,User Type",
            [[p.login, p.first, p.last, p.email, "A Dialog"] for p in PAIR],
            separator="	",
        ),
        "User",
        encoding="utf-16",
    ),
    told(
        "Personio in German",
        "Personio, Mitarbeitende, Export, CSV",
        text_of(
            "ID,Vorname,Nachname,E-Mail,Status,Abteilung,Position,Einstellungsdatum",
            [[n, first, last, mail, "Aktiv", "Service", "Agent", "01.02.2024"] for n, first, last, mail, _ in people()],
            separator=";",
        ),
        "E-Mail",
        encoding="utf-8-sig",
    ),
    told(
        "DATEV",
        "DATEV LODAS, Personalstammdaten, Windows-1252",
        text_of(
            "Personalnummer,Nachname,Vorname,Geburtsdatum,Eintrittsdatum,Abteilung",
            [[n, last, first, "01.01.1990", "01.02.2024", "Service"] for n, last, first, *_ in people(turned=True)],
            separator=";",
        ),
        "Nachname",
        encoding="cp1252",
    ),
    told(
        "Factorial in Spanish",
        "Factorial, Empleados, Exportar",
        text_of(
            "Nombre,Apellidos,Correo electrónico,Puesto,Equipo,Fecha de inicio",
            [[p.first, p.last, p.email, "Agente", "Atención", "01/02/2024"] for p in PAIR],
            separator=";",
        ),
        "Correo electrónico",
        encoding="utf-8-sig",
    ),
    told(
        "Lucca in French",
        "Lucca, Collaborateurs, Export",
        text_of(
            "Matricule,Prénom,Nom,E-mail professionnel,Département,Date d'entrée",
            [[n, first, last, mail, "Service", "01/02/2024"] for n, first, last, mail, _ in people()],
            separator=";",
        ),
        "Matricule",
        encoding="cp1252",
    ),
    told(
        "Zucchetti in Italian",
        "Zucchetti HR, anagrafica",
        text_of(
            "Matricola,Cognome,Nome,Codice fiscale,Reparto,Indirizzo e-mail",
            [
                [n, last, first, "XXXXXX00X00X000X", "Assistenza", mail]
                for n, last, first, mail, _ in people(turned=True)
            ],
            separator=";",
        ),
        "Matricola",
        encoding="cp1252",
    ),
    told(
        "AFAS in Dutch",
        "AFAS Profit, Medewerkers",
        text_of(
            "Medewerker,Roepnaam,Achternaam,E-mail werk,Afdeling,Functie",
            [[n, first, last, mail, "Klantenservice", "Agent"] for n, first, last, mail, _ in people()],
            separator=";",
        ),
        "Achternaam",
    ),
    told(
        "TOTVS in Portuguese",
        "TOTVS Protheus, Funcionários",
        text_of(
            "Matrícula,Nome,Sobrenome,E-mail,Departamento,Cargo",
            [[n, first, last, mail, "Atendimento", "Atendente"] for n, first, last, mail, _ in people()],
            separator=";",
        ),
        "Matrícula",
        encoding="cp1252",
    ),
]

"""Columns of the channels beside calls. Pure."""

from __future__ import annotations

from typing import Final

from roster.columns import forms
from roster.columns.declaration import Column, Place
from roster.columns.phone import ACCEPTS, LIMIT, WORKS


def _auto_accept(channel: str, contacts: str, *, headers: str) -> Column:
    name = f"auto_accept_{channel}"
    return Column(
        name,
        forms.YES_NO,
        cells=f"as `auto_accept`, for {contacts}",
        headers=headers,
        facet="phone",
        member=name,
        connect=Place(by_channel=ACCEPTS, channel=channel.upper(), path=("AutoAccept",)),
        label=f"accepts {contacts} by itself",
        only_staff=True,
        may_be_fixed=True,
        optional=True,
    )


def _acw_seconds(channel: str, contacts: str, *, headers: str) -> Column:
    name = f"acw_seconds_{channel}"
    return Column(
        name,
        forms.SECONDS,
        cells=f"as `acw_seconds`, for {contacts}",
        headers=headers,
        facet="phone",
        member=name,
        connect=Place(by_channel=WORKS, channel=channel.upper(), path=LIMIT),
        follows="acw_seconds",
        label=f"after-contact work of {contacts}",
        only_staff=True,
        may_be_fixed=True,
        optional=True,
    )


CHANNELS: Final = (
    _auto_accept(
        "chat",
        "chats",
        headers="""
        English: auto accept chat; auto accept chat (yes/no); auto accept chats; chat auto accept
        English: chat auto accept (yes/no)
        German: Chats automatisch annehmen; Automatische Annahme Chat
        French: Acceptation automatique des chats; Acceptation automatique chat
        Spanish: Aceptación automática de chats; Aceptación automática chat
        Italian: Accettazione automatica chat; Accettazione automatica delle chat
        Portuguese: Aceitação automática de chats; Aceitação automática chat
        Dutch: Chats automatisch accepteren; Automatisch accepteren chat
        """,
    ),
    _auto_accept(
        "task",
        "tasks",
        headers="""
        English: auto accept task; auto accept task (yes/no); auto accept tasks; task auto accept
        English: task auto accept (yes/no)
        German: Aufgaben automatisch annehmen; Automatische Annahme Aufgaben
        French: Acceptation automatique des tâches; Acceptation automatique tâches
        Spanish: Aceptación automática de tareas; Aceptación automática tareas
        Italian: Accettazione automatica attività; Accettazione automatica delle attività
        Portuguese: Aceitação automática de tarefas; Aceitação automática tarefas
        Dutch: Taken automatisch accepteren; Automatisch accepteren taken
        """,
    ),
    _auto_accept(
        "email",
        "e-mails",
        headers="""
        English: auto accept email; auto accept email (yes/no); auto accept emails; email auto accept
        English: email auto accept (yes/no)
        German: E-Mails automatisch annehmen; Automatische Annahme E-Mail
        French: Acceptation automatique des e-mails; Acceptation automatique e-mail
        Spanish: Aceptación automática de correos electrónicos; Aceptación automática correo
        Italian: Accettazione automatica e-mail; Accettazione automatica delle e-mail
        Portuguese: Aceitação automática de e-mails; Aceitação automática e-mail
        Dutch: E-mails automatisch accepteren; Automatisch accepteren e-mail
        """,
    ),
    _acw_seconds(
        "chat",
        "chats",
        headers="""
        English: acw seconds chat; ACW timeout chat; ACW timeout chat (seconds); chat ACW timeout
        English: chat ACW timeout (seconds); chat after contact work; ACW chat (2); chat ACW (2)
        English: after contact work chat (3); after contact work timeout chat (2); chat after contact work timeout (2)
        German: Nachbearbeitungszeit Chat; Nachbearbeitungszeit Chat (Sekunden)
        French: Travail après contact chat; Délai de travail après contact chat
        Spanish: Trabajo posterior al contacto chat; Tiempo de trabajo posterior al contacto chat
        Italian: Lavoro post-contatto chat; Tempo di lavoro post-contatto chat
        Portuguese: Trabalho pós-contato chat; Trabalho pós-contacto chat
        Dutch: Nawerktijd chat; Nawerktijd chat (seconden)
        """,
    ),
    _acw_seconds(
        "task",
        "tasks",
        headers="""
        English: acw seconds task; ACW timeout task; ACW timeout task (seconds); task ACW timeout
        English: task ACW timeout (seconds); task after contact work; ACW task (2); task ACW (2)
        English: after contact work task (3); after contact work timeout task (2); task after contact work timeout (2)
        German: Nachbearbeitungszeit Aufgaben; Nachbearbeitungszeit Aufgaben (Sekunden)
        French: Travail après contact tâches; Délai de travail après contact tâches
        Spanish: Trabajo posterior al contacto tareas; Tiempo de trabajo posterior al contacto tareas
        Italian: Lavoro post-contatto attività; Tempo di lavoro post-contatto attività
        Portuguese: Trabalho pós-contato tarefas; Trabalho pós-contacto tarefas
        Dutch: Nawerktijd taken; Nawerktijd taken (seconden)
        """,
    ),
    _acw_seconds(
        "email",
        "e-mails",
        headers="""
        English: acw seconds email; ACW timeout email; ACW timeout email (seconds); email ACW timeout
        English: email ACW timeout (seconds); email after contact work; ACW email (2); email ACW (2)
        English: after contact work email (3); after contact work timeout email (2)
        English: email after contact work timeout (2)
        German: Nachbearbeitungszeit E-Mail; Nachbearbeitungszeit E-Mail (Sekunden)
        French: Travail après contact e-mail; Délai de travail après contact e-mail
        Spanish: Trabajo posterior al contacto correo; Tiempo de trabajo posterior al contacto correo
        Italian: Lavoro post-contatto e-mail; Tempo di lavoro post-contatto e-mail
        Portuguese: Trabalho pós-contato e-mail; Trabalho pós-contacto e-mail
        Dutch: Nawerktijd e-mail; Nawerktijd e-mail (seconden)
        """,
    ),
)

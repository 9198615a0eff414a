"""Columns of an agent's phone, and of the calls that it takes. Pure."""

from __future__ import annotations

from typing import Final

from roster.columns import forms
from roster.columns.declaration import Column, Place

NUMBERS: Final = "PhoneNumberConfigs"
ACCEPTS: Final = "AutoAcceptConfigs"
WORKS: Final = "AfterContactWorkConfigs"
LIMIT: Final = ("AfterContactWorkConfig", "AfterContactWorkTimeLimit")
"""Where an entry of `WORKS` has the limit of after-contact work."""

PHONE: Final = (
    Column(
        "phone_type",
        forms.PHONE_TYPE,
        cells="soft, desk, SOFT_PHONE, DESK_PHONE; default soft",
        headers="""
        English: phone type; phone type (soft/desk)
        """,
        facet="phone",
        member="type",
        connect=Place("PhoneType", NUMBERS, path=("PhoneType",)),
        label="phone",
        example="soft",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "desk_phone_number",
        forms.PHONE_NUMBER,
        cells="as `mobile`; needed for a desk phone",
        headers="""
        English: desk phone number; phone number (2)
        """,
        facet="phone",
        member="desk_phone_number",
        connect=Place("DeskPhoneNumber", NUMBERS, path=("PhoneNumber",)),
        says_little=True,
    ),
    Column(
        "auto_accept",
        forms.YES_NO,
        cells="yes or no; default no",
        headers="""
        English: auto accept; auto accept (yes/no); soft phone auto accept; soft phone auto accept (yes/no)
        English: auto accept calls (2)
        German: Automatische Annahme (2); Anrufe automatisch annehmen (2)
        French: Acceptation automatique (2); Acceptation automatique des appels (2)
        Spanish: Aceptación automática (2); Aceptación automática de llamadas (2)
        Italian: Accettazione automatica (2); Accettazione automatica delle chiamate (2)
        Portuguese: Aceitação automática (2); Aceitação automática de chamadas (2)
        Dutch: Automatisch accepteren (2); Oproepen automatisch accepteren (2)
        """,
        facet="phone",
        member="auto_accept",
        connect=Place("AutoAccept", ACCEPTS, path=("AutoAccept",)),
        label="accepts calls by itself",
        example="no",
        only_staff=True,
        says_little=True,
        may_be_fixed=True,
    ),
    Column(
        "acw_seconds",
        forms.SECONDS,
        cells="0 to 2,000,000 seconds of after-contact work; 0, the default, is no limit",
        headers="""
        English: acw seconds; ACW timeout; ACW timeout (seconds); after contact work (3)
        English: after contact work timeout (2); after contact work time limit (2)
        German: Nachbearbeitungszeit (2)
        French: Travail après contact (3); Délai de travail après contact (2)
        Spanish: Trabajo posterior al contacto (3); Tiempo de trabajo posterior al contacto (2)
        Italian: Lavoro post-contatto (3); Tempo di lavoro post-contatto (2)
        Portuguese: Trabalho pós-contato (3); Trabalho pós-contacto (3)
        Dutch: Nawerktijd (2)
        """,
        facet="phone",
        member="acw_seconds",
        connect=Place("AfterContactWorkTimeLimit", WORKS, path=LIMIT),
        label="after-contact work",
        example="0",
        only_staff=True,
        says_little=True,
        may_be_fixed=True,
    ),
    Column(
        "persistent_connection",
        forms.YES_NO,
        cells="yes or no: whether the soft phone stays connected between calls",
        headers="""
        English: persistent connection; persistent connection (yes/no)
        German: Dauerhafte Verbindung; Persistente Verbindung
        French: Connexion persistante; Connexion permanente
        Spanish: Conexión persistente; Conexión permanente
        Italian: Connessione persistente; Connessione permanente
        Portuguese: Conexão persistente; Ligação persistente
        Dutch: Permanente verbinding; Persistente verbinding
        """,
        facet="phone",
        member="persistent_connection",
        connect=Place("PersistentConnection", "PersistentConnectionConfigs", path=("PersistentConnection",)),
        label="stays connected between calls",
        says_little=True,
        may_be_fixed=True,
        optional=True,
    ),
    Column(
        "voice_enhancement",
        forms.VOICE_ENHANCEMENT,
        cells="voice isolation, noise suppression or none, in the words of the console or the API",
        headers="""
        English: voice enhancement; voice enhancement mode; audio enhancement; audio enhancement mode
        German: Sprachverbesserung; Audioverbesserung
        French: Amélioration vocale; Amélioration audio
        Spanish: Mejora de voz; Mejora de audio
        Italian: Miglioramento vocale; Miglioramento audio
        Portuguese: Aprimoramento de voz; Aprimoramento de áudio; Melhoria de voz; Melhoria de áudio
        Dutch: Spraakverbetering; Audioverbetering
        """,
        facet="phone",
        member="voice_enhancement",
        connect=Place(by_channel="VoiceEnhancementConfigs", path=("VoiceEnhancementMode",)),
        label="voice enhancement",
        says_little=True,
        may_be_fixed=True,
        optional=True,
    ),
)

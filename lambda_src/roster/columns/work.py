"""Columns of what an agent works on and belongs to, and whether there shall be such an agent. Pure."""

from __future__ import annotations

from typing import Final

from roster.columns import forms
from roster.columns.declaration import Column

PROFILES: Final = (
    Column(
        "routing_profile",
        forms.ROUTING_PROFILE,
        cells="a name; default by `default_routing_profile`",
        headers="""
        English: routing profile; routing profile name
        German: Weiterleitungsprofil
        French: Profil de routage
        Spanish: Perfil de enrutamiento; Perfil de direccionamiento
        Italian: Profilo di routing
        Portuguese: Perfil de roteamento
        Dutch: Routeringsprofiel
        """,
        facet="routing_profile",
        label="routing profile",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "security_profiles",
        forms.SECURITY_PROFILES,
        cells="up to 10 names, separated by `|`, `;`, `,` or line breaks; default by `default_security_profiles`",
        headers="""
        English: security profile; security profiles; security profile name
        German: Sicherheitsprofil; Sicherheitsprofile
        French: Profil de sécurité; Profils de sécurité
        Spanish: Perfil de seguridad; Perfiles de seguridad
        Italian: Profilo di sicurezza; Profili di sicurezza
        Portuguese: Perfil de segurança; Perfis de segurança
        Dutch: Beveiligingsprofiel; Beveiligingsprofielen
        """,
        facet="security_profiles",
        label="security profiles",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "user_hierarchy",
        forms.PATH,
        cells="a path of group names, separated by `/` or `|`; a `/` before it means nothing. Of the console's two "
        "columns the one that is filled counts",
        headers="""
        English: user hierarchy; agent hierarchy
        """,
        facet="hierarchy",
        label="hierarchy group",
        only_staff=True,
        may_be_fixed=True,
    ),
)

MARKS: Final = (
    Column(
        "quick_connect",
        forms.YES_NO,
        cells="yes or no: a quick connect by which others transfer contacts to the agent, kept and removed with the "
        "agent",
        headers="""
        English: quick connect; quick connect (yes/no); agent quick connect
        German: Schnellverbindung; Schnellverbindung (ja/nein)
        French: Connexion rapide
        Spanish: Conexión rápida
        Italian: Connessione rapida
        Portuguese: Conexão rápida; Ligação rápida
        Dutch: Snelle verbinding
        """,
        facet="quick_connect",
        label="quick connect",
        says_little=True,
        may_be_fixed=True,
        optional=True,
    ),
    Column(
        "tags",
        forms.TAGS,
        cells="`key=value;key=value` or `key|value||key|value`, up to 49 and 5,000 characters",
        headers="""
        English: tags
        """,
        facet="tags",
        label="tags",
        says_little=True,
        may_be_fixed=True,
    ),
    Column(
        "proficiencies",
        forms.PROFICIENCIES,
        cells="`attribute:value:level;…`, level 1 to 5, up to 10",
        headers="""
        English: proficiencies
        """,
        facet="proficiencies",
        label="proficiencies",
        may_be_fixed=True,
    ),
    Column(
        "status",
        forms.STATE,
        cells="active (the default); inactive, removed or terminated removes the user",
        headers="""
        English: status
        French: Statut
        Portuguese: Situação
        """,
        says_little=True,
    ),
)

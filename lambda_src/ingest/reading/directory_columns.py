r"""The columns of an agent directory, each declared once. Pure.

From here come the header's columns that only staff have, how cells are read and what they look like, where a row's
values go in the agent, the cells of exports and templates, and the tables in README.md and docs/directories.md (`make
docs`). The headers by which a column is known are in `headers.csv`; readers that ask the deployment's rules are in
`ingest.reading.cell_readers`.
"""

from __future__ import annotations

from typing import Final

from ingest.reading import values
from ingest.reading.column_declaration import (
    Cell,
    Column,
    write_facet,
    write_member,
    write_phone_type,
    write_proficiencies,
    write_security_profiles,
    write_tags,
    write_voice_enhancement,
    write_yes_no,
)
from ingest.reading.values import Reader
from ingest.reading.voice_enhancement import read_voice_enhancement
from roster.agent import CHANNELS


def _optional(
    name: str, cells: str, *, read: Reader, write: Cell, facet: str = "phone", of_staff: bool = False
) -> Column:
    """Declare a setting that an agent has only if a file states it."""
    return Column(
        name,
        cells,
        facet=facet,
        member=name if facet == "phone" else "",
        read=read,
        write=write,
        kind="word",
        only_staff=of_staff,
        may_be_fixed=True,
        optional=True,
    )


def _yes_no(name: str, cells: str, *, of_staff: bool = False, facet: str = "phone") -> Column:
    write = write_yes_no(facet, name if facet == "phone" else "")
    return _optional(name, cells, read=values.read_yes_no, write=write, facet=facet, of_staff=of_staff)


def _seconds(name: str, cells: str) -> Column:
    write = write_member("phone", name)
    return _optional(name, cells, read=values.read_acw_seconds, write=write, of_staff=True)


_CONTACTS: Final = tuple(zip(CHANNELS, ("chats", "tasks", "e-mails"), strict=True))

COLUMNS: Final = (
    Column(
        "username",
        "letters a to z, digits and `_ - . @`; up to 100 characters, a warning above 20; with SAML up to 64, "
        "and `\\` too. Without this column, the e-mail address is the login",
        write=lambda username, _: username,
        kind="login",
        only_staff=True,
    ),
    Column(
        "first_name",
        "up to 255 characters, a letter among them; every agent needs one",
        facet="identity",
        member="first_name",
        write=write_member("identity", "first_name"),
        kind="name",
    ),
    Column(
        "last_name",
        "up to 256 characters, 300 with SAML, a letter among them; every agent needs one",
        facet="identity",
        member="last_name",
        write=write_member("identity", "last_name"),
        kind="name",
    ),
    Column(
        "name",
        'the whole name, for rows without first or last name. It is split where that is plain: "Lovelace, Ada", "Ada '
        'Lovelace"; a warning says how',
        kind="name",
    ),
    Column(
        "email",
        "one address; not sent with SAML",
        facet="identity",
        member="email",
        write=write_member("identity", "email"),
        kind="address",
        with_saml=False,
    ),
    Column(
        "secondary_email",
        "as `email`",
        facet="identity",
        member="secondary_email",
        write=write_member("identity", "secondary_email"),
        kind="address",
    ),
    Column(
        "mobile",
        "E.164, or national by `default_phone_country`; one that can't exist is rejected, one in no range in "
        "use has a warning",
        facet="identity",
        member="mobile",
        write=write_member("identity", "mobile"),
        kind="phone",
    ),
    Column(
        "password",
        "the initial one, by Connect's rule: 8 to 64 characters, lower case, upper case, digit. Empty: one is made",
    ),
    Column(
        "routing_profile",
        "a name; default by `default_routing_profile`",
        facet="routing_profile",
        write=write_facet("routing_profile"),
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "security_profiles",
        "up to 10 names, separated by `|`, `;`, `,` or line breaks; default by `default_security_profiles`",
        facet="security_profiles",
        write=write_security_profiles,
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "user_hierarchy",
        "a path of group names, separated by `/` or `|`; a `/` before it means nothing. Of the console's two "
        "columns the one that is filled counts",
        facet="hierarchy",
        write=write_facet("hierarchy"),
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "phone_type",
        "soft, desk, SOFT_PHONE, DESK_PHONE; default soft",
        facet="phone",
        member="type",
        read=values.read_phone_type,
        write=write_phone_type,
        kind="word",
        example="soft",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "desk_phone_number",
        "as `mobile`; needed for a desk phone",
        facet="phone",
        member="desk_phone_number",
        write=write_member("phone", "desk_phone_number"),
        kind="phone",
    ),
    Column(
        "auto_accept",
        "yes or no; default no",
        facet="phone",
        member="auto_accept",
        read=values.read_yes_no,
        write=write_yes_no("phone", "auto_accept"),
        kind="word",
        example="no",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "acw_seconds",
        "0 to 2,000,000 seconds of after-contact work; 0, the default, is no limit",
        facet="phone",
        member="acw_seconds",
        read=values.read_acw_seconds,
        write=write_member("phone", "acw_seconds"),
        kind="word",
        example="0",
        only_staff=True,
        may_be_fixed=True,
    ),
    _yes_no("persistent_connection", "yes or no: whether the soft phone stays connected between calls"),
    _optional(
        "voice_enhancement",
        "voice isolation, noise suppression or none, in the words of the console or the API",
        read=read_voice_enhancement,
        write=write_voice_enhancement,
    ),
    *(_yes_no(f"auto_accept_{channel}", f"as `auto_accept`, for {what}", of_staff=True) for channel, what in _CONTACTS),
    *(_seconds(f"acw_seconds_{channel}", f"as `acw_seconds`, for {what}") for channel, what in _CONTACTS),
    _yes_no(
        "quick_connect",
        "yes or no: a quick connect by which others transfer contacts to the agent, kept and removed with the agent",
        facet="quick_connect",
    ),
    Column(
        "tags",
        "`key=value;key=value` or `key|value||key|value`, up to 49 and 5,000 characters",
        facet="tags",
        write=write_tags,
        kind="pairs",
        may_be_fixed=True,
    ),
    Column(
        "proficiencies",
        "`attribute:value:level;…`, level 1 to 5, up to 10",
        facet="proficiencies",
        read=values.read_proficiencies,
        write=write_proficiencies,
        kind="pairs",
        may_be_fixed=True,
    ),
    Column(
        "status",
        "active (the default); inactive, removed or terminated removes the user",
        read=values.read_state,
        kind="word",
    ),
)
"""In the order of exports and of the documentation."""

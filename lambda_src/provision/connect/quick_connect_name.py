"""The name of an agent's quick connect. Pure."""

from __future__ import annotations

from typing import Final

from roster.agent import Identity

_LONGEST: Final = 127
"""Characters of a quick connect's name (QuickConnectName in Connect's API reference)."""


def quick_connect_name(username: str, identity: Identity) -> str:
    """Return the name by which others find an agent among the quick connects, such as `Ada Lovelace (ada)`.

    The login makes it unique: it has neither blanks nor brackets. A long name of the person is cut.

    Args:
        username: the agent's login, up to 100 characters.
        identity: the agent's names, of which there may be none.
    """
    login = f"({username})"
    person = " ".join(filter(None, (identity.get("first_name", ""), identity.get("last_name", ""))))
    return f"{person[: _LONGEST - len(login) - 1].strip()} {login}".strip()

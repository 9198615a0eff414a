"""An agent's wanted state, in the facets that Amazon Connect can change one by one. Pure.

The same shapes stand in the agents table (`roster.agents_table` has its schema), so a comparison of
wanted and stored state is a comparison of plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NotRequired, TypedDict, TypeGuard

from roster.columns.forms import PhoneType
from roster.columns.table import members_of
from roster.profile_moves import ProfileMove

FACETS: Final = (
    "identity",
    "phone",
    "routing_profile",
    "security_profiles",
    "hierarchy",
    "tags",
    "proficiencies",
    "quick_connect",
)
"""Names of the facets, in the order in which they are told to Amazon Connect."""

_MAX_KEY_BYTES: Final = {"key": 2048, "sequencer": 1024}
"""Limits of the files table's primary key:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""

State = Literal["present", "absent"]
Status = Literal["PENDING", "ACTIVE", "FAILED", "REMOVED"]
Begun = Literal["created", "adopted"]

Identity = dict[str, str]
"""Who the agent is: the members that `roster.columns.person` declares.

An empty text says that there is no value; of a key that is absent nothing is said.
"""


class Phone(TypedDict):
    """How the agent takes contacts; `acw_seconds` is the limit of after-contact work in seconds, 0 for none.

    An empty `desk_phone_number` says that there is none; of what is absent nothing is said. These members have rules of
    their own; the others that `roster.columns` declares, such as `auto_accept_chat`, are handled by the declarations.
    """

    type: PhoneType
    desk_phone_number: NotRequired[str]
    auto_accept: bool
    acw_seconds: int


class Proficiency(TypedDict):
    """A predefined attribute's value and the agent's level in it, 1 to 5."""

    attribute: str
    value: str
    level: int


class Facets(TypedDict, total=False):
    """The wanted state. `hierarchy` is a path such as `Support/IT/Eastern`, empty for no group.

    `quick_connect` says whether there shall be a quick connect by which others transfer contacts to the agent.
    """

    identity: Identity
    phone: Phone
    routing_profile: str
    security_profiles: list[str]
    hierarchy: str
    tags: dict[str, str]
    proficiencies: list[Proficiency]
    quick_connect: bool


class Source(TypedDict):
    """The line that an agent's wanted state came from."""

    key: str
    sequencer: str
    line: int


class AgentItem(Facets):
    """An item of the agents table; what each attribute means stands in `roster.agents_table`."""

    username: str
    state: State
    revision: int
    status: NotRequired[Status]
    status_reason: NotRequired[str]
    user_id: NotRequired[str]
    instance_id: NotRequired[str]
    user_since: NotRequired[str]
    applied: NotRequired[Facets]
    begun: NotRequired[Begun]
    profile_moves: NotRequired[list[ProfileMove]]
    source: NotRequired[Source]
    source_key: NotRequired[str]
    import_id: NotRequired[str]
    awaited_by: NotRequired[str]
    awaited_mark: NotRequired[str]
    in_line: NotRequired[str]
    calling_since: NotRequired[str]
    password_secret: NotRequired[str]
    password_stored_at: NotRequired[str]
    wanted_since: NotRequired[str]
    mend_since: NotRequired[str]
    created_at: NotRequired[str]
    updated_at: NotRequired[str]
    requeued_at: NotRequired[str]
    requeued: NotRequired[int]
    retry: NotRequired[dict[str, Any]]
    attempts: NotRequired[int]
    expires_at: NotRequired[int]


NEW_AGENT: Final[dict[str, Any]] = {
    "identity": {},
    "phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0},
    "hierarchy": "",
    "tags": {},
    "proficiencies": [],
    "quick_connect": False,
}
"""What a new agent has where neither the file nor the deployment says otherwise."""

UNSET_SETTINGS: Final[dict[str, Any]] = {
    column.member: column.form.unset for column in members_of("phone") if column.optional
}
"""What an emptied cell means for the members of a phone that a new agent does not get unless a file has them."""

REFUSED_BY_SAML: Final = frozenset(column.member for column in members_of("identity") if not column.with_saml)
"""Members of an identity that Connect has no value for where users sign in by SAML."""


def filled(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of an identity or a phone without those that say that there is no value."""
    return {name: value for name, value in members.items() if value != ""}


def profile_allowed(name: str, allowed: tuple[str, ...] | None) -> bool:
    """Whether an agent may hold the security profile.

    Args:
        name: the security profile's name.
        allowed: the deployment's `allowed_security_profiles`; None allows all but `Admin`.
    """
    return name != "Admin" if allowed is None else name in allowed


def is_source(value: Any) -> TypeGuard[Source]:
    """Whether a value is a whole `Source`; others write the table too, and may have put something else there."""
    return (
        isinstance(value, dict)
        and all(
            isinstance(value.get(name), str) and 0 < len(value[name].encode()) <= most
            for name, most in _MAX_KEY_BYTES.items()
        )
        and isinstance(value.get("line"), int)
        and not isinstance(value["line"], bool)
    )


def whole(value: Any) -> int:
    """Return a value if it is an integer, else 0: others write the table too, and may leave a number out."""
    return value if isinstance(value, int) else 0


def next_revision(item: AgentItem | None) -> int:
    """Return the revision of a change of an agent's wanted state."""
    return whole(item.get("revision")) + 1 if item is not None else 1

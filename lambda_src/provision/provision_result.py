"""The result of provisioning an agent, and how far its user got in Connect. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from roster.agent import AgentItem, Begun
from roster.profile_moves import ProfileMove, merged_moves, moves_of

OutcomeName = Literal["created", "updated", "unchanged", "removed", "adopted", "failed"]


@dataclass(slots=True)
class ConnectProgress:
    """What is true in Connect by now. It is written to the agent's item, also when the run fails.

    Attributes:
        user_id: the Connect user.
        instance_id: the instance that it is in.
        user_since: when Connect first told of it, as a timestamp.
        applied: facet → value that was last sent to Connect.
        password_secret: the secret with its initial password.
        begun: whether the user was created or adopted, until an outcome says so.
        profile_moves: the security profiles that can manage others and that it got or lost, until an outcome says so.
    """

    user_id: str | None = None
    instance_id: str | None = None
    user_since: str | None = None
    applied: dict[str, Any] = field(default_factory=dict)
    password_secret: str | None = None
    begun: Begun | None = None
    profile_moves: list[ProfileMove] = field(default_factory=list)

    @classmethod
    def from_item(cls, item: AgentItem) -> ConnectProgress:
        """Read it from an agent's item."""
        applied = item.get("applied")
        return cls(
            user_id=item.get("user_id"),
            instance_id=item.get("instance_id"),
            user_since=item.get("user_since"),
            applied=dict(applied) if isinstance(applied, dict) else {},
            password_secret=item.get("password_secret"),
            begun=item.get("begun"),
            profile_moves=moves_of(item),
        )

    def note_user(self, user_id: str, instance_id: str, user_since: str, *, begun: Begun) -> None:
        """Note the user that was just created or found."""
        self.user_id, self.instance_id, self.user_since, self.begun = user_id, instance_id, user_since, begun

    def note_moves(self, moves: Sequence[ProfileMove]) -> None:
        """Note the security profiles that the user has just got or lost."""
        self.profile_moves = merged_moves(self.profile_moves, moves)

    def forget_user(self) -> None:
        """Note that there is no user."""
        self.user_id = self.instance_id = self.user_since = self.begun = None
        self.applied = {}

    def attributes(self) -> dict[str, Any]:
        """Return attributes of the agents table; None removes one."""
        return {
            "user_id": self.user_id,
            "instance_id": self.instance_id,
            "user_since": self.user_since,
            "applied": self.applied or None,
            "password_secret": self.password_secret,
            "begun": self.begun,
            "profile_moves": self.profile_moves or None,
        }


@dataclass(frozen=True, slots=True)
class ProvisionResult:
    """What became of an agent.

    Attributes:
        outcome: as the report says it.
        reason: what to know or do about it.
        profile_moves: the security profiles that can manage others and that its user got or lost.
    """

    outcome: OutcomeName
    reason: str | None = None
    profile_moves: Sequence[ProfileMove] = ()

    @property
    def status(self) -> str:
        """The agent's new status."""
        return {"failed": "FAILED", "removed": "REMOVED"}.get(self.outcome, "ACTIVE")

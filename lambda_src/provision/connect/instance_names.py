"""What the instance has that agents refer to by name: routing profiles, security profiles, hierarchy groups.

One directory serves all agents of a container. Each list is read whole at first use and again when a name
is not in it, for somebody may have made it since: in any case when the list is older than the agent's wish.
"""

from __future__ import annotations

import difflib
import math
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from provision.connect.facet_parameters import Terms, identity_terms, phone_terms
from provision.connect.hierarchy_groups import HierarchyGroups
from provision.connect.list_freshness import ListFreshness
from provision.connect.retries import ConnectCalls
from roster.agent import Facets
from roster.errors import PermanentError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 1000


class InstanceNames:
    """Resolves the names that agents use.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        saml: whether its users sign in by SAML.
        clock: tells epoch seconds.
    """

    def __init__(
        self,
        client: ConnectClient,
        calls: ConnectCalls,
        instance_id: str,
        *,
        saml: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._calls = calls
        self._instance_id = instance_id
        self._saml = saml
        self._routing_profiles = ListFreshness(
            lambda: self._list(client.list_routing_profiles, "RoutingProfileSummaryList"), clock
        )
        self._security_profiles = ListFreshness(
            lambda: self._list(client.list_security_profiles, "SecurityProfileSummaryList"), clock
        )
        self._groups = HierarchyGroups(client, calls, instance_id, clock=clock)

    def terms(self, facets: Facets, names: Iterable[str], *, asked_at: float = -math.inf) -> dict[str, Terms]:
        """Return facets in Connect's terms.

        Args:
            facets: an agent's facets.
            names: those of them to resolve.
            asked_at: when the agent came to want them, in epoch seconds.

        Raises:
            PermanentError: the instance has no profile or group of a name.
        """
        resolvers: dict[str, Callable[[Any], Terms]] = {
            "identity": lambda identity: identity_terms(identity, saml=self._saml),
            "phone": phone_terms,
            "routing_profile": lambda name: {
                "RoutingProfileId": _resolve(self._routing_profiles, name, "routing profile", asked_at)
            },
            "security_profiles": lambda profiles: {
                "SecurityProfileIds": [
                    _resolve(self._security_profiles, name, "security profile", asked_at) for name in profiles
                ]
            },
            "hierarchy": lambda path: self._hierarchy_terms(path, asked_at),
        }
        values: Any = facets
        return {name: resolvers[name](values[name]) for name in names if name in resolvers}

    def security_profile_name(self, identifier: str) -> str | None:
        """Return a security profile's name, None if the instance lists no such profile."""
        name = _name_of(self._security_profiles.get(), identifier)
        if name is None and self._security_profiles.renew():
            name = _name_of(self._security_profiles.get(), identifier)
        return name

    def renew(self) -> bool:
        """Read everything anew at its next use, but for what was read just now.

        Returns:
            Whether anything will be.
        """
        return any([self._routing_profiles.renew(), self._security_profiles.renew(), self._groups.renew()])

    def _hierarchy_terms(self, path: str, asked_at: float) -> Terms:
        if not path:
            return {}
        group_id = self._groups.id_of(path, asked_at)
        if group_id is None:
            raise PermanentError(
                f"The instance has no hierarchy group {path!r}{_hint(path, self._groups.paths())}; create it, or "
                "mend the row, then upload the directory again"
            )
        return {"HierarchyGroupId": group_id}

    def _list(self, operation: Callable[..., Any], member: str) -> dict[str, str]:
        entries = self._calls.listed(operation, member, InstanceId=self._instance_id, MaxResults=_PAGE)
        return {entry["Name"]: entry["Id"] for entry in entries}


def _resolve(ids: ListFreshness[dict[str, str]], name: str, what: str, asked_at: float) -> str:
    if name not in ids.get():
        ids.renew(asked_at)
    known = ids.get()
    if name not in known:
        raise PermanentError(
            f"The instance has no {what} {name!r}{_hint(name, known)}; create it, or mend the row, then upload "
            "the directory again"
        )
    return known[name]


def _name_of(ids: dict[str, str], identifier: str) -> str | None:
    return next((name for name, known in ids.items() if known == identifier), None)


def _hint(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f" (is {close[0]!r} meant?)" if close else ""

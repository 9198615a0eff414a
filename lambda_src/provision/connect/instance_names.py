"""Finds the ids of what agents refer to by name: routing profiles, security profiles, hierarchy groups.

One `InstanceNames` serves all agents of a container. Each list is read whole at first use, and read again when it lacks
a name: somebody may have made the profile or group since.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from provision.connect.calls import Calls
from provision.connect.facet_parameters import identity_parameters
from provision.connect.hierarchy_groups import HierarchyGroups
from provision.connect.list_freshness import ListFreshness
from provision.connect.name_hints import missing
from provision.connect.phone_settings import Parameters, phone_parameters
from roster.agent import Facets, profile_allowed
from roster.errors import PermanentError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 1000


class InstanceNames:
    """The names of one Connect instance.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        saml: whether its users sign in by SAML.
        allowed_security_profiles: as `roster.agent.profile_allowed` takes them; others are not proposed.
        clock: tells epoch seconds.
    """

    def __init__(
        self,
        client: ConnectClient,
        calls: Calls,
        instance_id: str,
        *,
        saml: bool,
        allowed_security_profiles: tuple[str, ...] | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._calls = calls
        self._instance_id = instance_id
        self._saml = saml
        self._allowed = allowed_security_profiles
        self._routing_profiles = ListFreshness(
            lambda: self._list(client.list_routing_profiles, "RoutingProfileSummaryList"), clock
        )
        self._security_profiles = ListFreshness(
            lambda: self._list(client.list_security_profiles, "SecurityProfileSummaryList"), clock
        )
        self._groups = HierarchyGroups(client, calls, instance_id, clock=clock)

    def parameters(
        self,
        facets: Facets,
        names: Iterable[str],
        *,
        user: Mapping[str, Any] | None = None,
        needed_at: float = -math.inf,
    ) -> dict[str, Parameters]:
        """Return the parameters that Connect takes for facets, with ids in place of names.

        Args:
            facets: an agent's facets.
            names: those of them to resolve.
            user: the agent's user as DescribeUser answers it, whose other settings stay; None for a new one.
            needed_at: when the agent got them, in epoch seconds; lists that were read before are read again for a name
                that they lack.

        Raises:
            PermanentError: the instance has no profile or group of a name.
        """
        resolvers: dict[str, Callable[[Any], Parameters]] = {
            "identity": lambda identity: identity_parameters(identity, saml=self._saml),
            "phone": lambda phone: phone_parameters(phone, user),
            "routing_profile": lambda name: {
                "RoutingProfileId": _resolve(self._routing_profiles, name, "routing profile", needed_at)
            },
            "security_profiles": lambda profiles: {
                "SecurityProfileIds": [self._security_profile_id(name, needed_at) for name in profiles]
            },
            "hierarchy": lambda path: self._hierarchy_parameters(path, needed_at),
        }
        values: Any = facets
        return {name: resolvers[name](values[name]) for name in names if name in resolvers}

    def security_profile_name(self, identifier: str) -> str | None:
        """Return a security profile's name, None if the instance lists no such profile."""
        name = _name_of(self._security_profiles.get(), identifier)
        if name is None and self._security_profiles.expire():
            name = _name_of(self._security_profiles.get(), identifier)
        return name

    def security_profile_id(self, name: str) -> str | None:
        """Return a security profile's id, None if the instance lists no such profile."""
        return self._security_profiles.get().get(name)

    def expire(self) -> bool:
        """Forget all lists but those that were read just now.

        Returns:
            Whether any list is read again at its next use.
        """
        return any([self._routing_profiles.expire(), self._security_profiles.expire(), self._groups.expire()])

    def _security_profile_id(self, name: str, needed_at: float) -> str:
        return _resolve(
            self._security_profiles,
            name,
            "security profile",
            needed_at,
            proposed=lambda known: profile_allowed(known, self._allowed),
        )

    def _hierarchy_parameters(self, path: str, needed_at: float) -> Parameters:
        if not path:
            return {}
        group_id = self._groups.id_of(path, needed_at)
        if group_id is None:
            raise PermanentError(missing("hierarchy group", path, self._groups.paths_like(path)))
        return {"HierarchyGroupId": group_id}

    def _list(self, operation: Callable[..., Any], member: str) -> dict[str, str]:
        entries = self._calls.list_all(operation, member, InstanceId=self._instance_id, MaxResults=_PAGE)
        return {entry["Name"]: entry["Id"] for entry in entries}


def _resolve(
    ids: ListFreshness[dict[str, str]],
    name: str,
    what: str,
    needed_at: float,
    *,
    proposed: Callable[[str], bool] = lambda known: True,
) -> str:
    if name not in ids.get():
        ids.expire(needed_at)
    known = ids.get()
    if name not in known:
        raise PermanentError(missing(what, name, filter(proposed, known)))
    return known[name]


def _name_of(ids: dict[str, str], identifier: str) -> str | None:
    return next((name for name, known in ids.items() if known == identifier), None)

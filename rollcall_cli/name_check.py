"""Checks the names in a directory's rows against a Connect instance, with the code of provision and in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ingest.deployment_rules import DeploymentRules
from ingest.reading.row import Row
from provision.connect.calls import Calls
from provision.connect.instance_names import InstanceNames
from provision.connect.predefined_attributes import PredefinedAttributes
from provision.connect.transfer_flow import TransferFlow
from roster.agent import Facets
from roster.errors import PermanentError
from roster.plans import Problem

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


class NameCheck:
    """Looks up profiles, hierarchy groups, proficiencies, and the flow that quick connects need; each name once.

    Args:
        client: a Connect client that slows down by itself when it is throttled.
        rules: the deployment's, which say which instance it staffs.
    """

    def __init__(self, client: ConnectClient, rules: DeploymentRules) -> None:
        calls = Calls()
        self._rules = rules
        self._names = InstanceNames(
            client,
            calls,
            rules.instance_id,
            saml=rules.saml,
            allowed_security_profiles=rules.allowed_security_profiles,
        )
        self._attributes = PredefinedAttributes(client, calls, rules.instance_id)
        self._flow = TransferFlow(client, calls, rules.instance_id)
        self._said: dict[tuple[str, ...], list[str]] = {}

    def problems(self, row: Row) -> Iterator[Problem]:
        """Yield what a row names that the instance does not have; the names of an agent that leaves do not matter.

        Raises:
            botocore.exceptions.ClientError: Amazon Connect refuses to tell.
        """
        if row.state == "absent":
            return
        for column, name, look_up in self._named(row):
            key = (column, *name)
            if key not in self._said:
                self._said[key] = list(look_up())
            for message in self._said[key]:
                yield {"column": column, "message": message}

    def _named(self, row: Row) -> Iterator[tuple[str, tuple[str, ...], Callable[[], Iterable[str]]]]:
        """Yield each name of a row with its column and how to look it up."""
        refused, lacking = self._refused, self._attributes.missing
        others = row.others
        if "routing_profile" in others:
            routing = others["routing_profile"] or self._rules.default_routing_profile
            yield "routing_profile", (routing,), partial(refused, {"routing_profile": routing})
        if "security_profiles" in others:
            for name in others["security_profiles"] or self._rules.default_security_profiles:
                yield "security_profiles", (name,), partial(refused, {"security_profiles": [name]})
        if others.get("hierarchy"):
            yield "user_hierarchy", (others["hierarchy"],), partial(refused, {"hierarchy": others["hierarchy"]})
        for entry in others.get("proficiencies") or ():
            name = (entry["attribute"], entry["value"])
            yield "proficiencies", name, partial(lacking, [entry])
        if others.get("quick_connect"):
            yield "quick_connect", (), self._no_flow

    def _no_flow(self) -> Iterator[str]:
        try:
            self._flow.id()
        except PermanentError as error:
            yield str(error)

    def _refused(self, facets: dict[str, Any]) -> Iterator[str]:
        try:
            self._names.parameters(cast("Facets", facets), facets)
        except PermanentError as error:
            yield str(error)

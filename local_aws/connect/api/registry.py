"""The operations that this backend serves, each a function of a ``Call``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_aws.connect.api.lookup import Exists
    from local_aws.connect.state import Contents, Document, LocalConnectBackend

    Handler = Callable[["Call"], Document | None]


@dataclass(frozen=True)
class Operation:
    """How an operation is served, and where that falls short of AWS; the package's README prints both.

    Attributes:
        handler: answers a call.
        ignores: members of the request that are accepted and change nothing.
        differs: in what else it differs from AWS, as the end of a sentence; empty if in nothing that is known.
    """

    handler: Handler
    ignores: tuple[str, ...] = ()
    differs: str = ""


OPERATIONS: dict[str, Operation] = {}
"""By name; filled as ``install`` imports the modules of the subjects."""

MOTO_OPERATIONS = frozenset(
    {"AssociateAnalyticsDataSet", "DisassociateAnalyticsDataSet", "ListAnalyticsDataAssociations"}
)
"""Operations that stock moto has and goes on serving itself."""


@dataclass(frozen=True)
class Call:
    """One request to one account and Region.

    Attributes:
        operation: for example ``CreateUser``.
        params: checked parameters by member name.
        backend: the account's and Region's state.
        account_limits: whether quotas of the whole account hold; moto itself knows none.
        exists: whether a resource of another service exists, by its ARN; None where nobody knows.
    """

    operation: str
    params: Document
    backend: LocalConnectBackend
    account_limits: bool = False
    exists: Exists | None = None

    @property
    def instance(self) -> Contents:
        """The instance that the request names.

        Raises:
            ConnectError: ResourceNotFoundException for an unknown instance.
        """
        return self.instance_of(self.params["InstanceId"])

    def instance_of(self, instance_id: str) -> Contents:
        """Return an instance by id.

        Raises:
            ConnectError: ResourceNotFoundException for an unknown instance.
        """
        contents = self.backend.contents.get(instance_id)
        if contents is None:
            raise not_found("Instance", instance_id)
        return contents

    def get(self, name: str, default: Any = None) -> Any:
        """Return an optional parameter."""
        return self.params.get(name, default)


def operation(name: str, *, ignores: tuple[str, ...] = (), differs: str = "") -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of an operation; see ``Operation`` for the arguments."""

    def register(handler: Handler) -> Handler:
        OPERATIONS[name] = Operation(handler, ignores, differs)
        return handler

    return register

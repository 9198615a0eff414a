"""Has botocore make clients from what it has found out for those before, and sign nothing: the same calls for less.

moto reads of a signature whose key it is and for which region, and compares nothing unless a test asks it to. What the
client is, it does not ask.

Handlers of Lambda functions and commands of the operator make their clients anew in each test, as they do in each
container and process.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from botocore.auth import SIGV4_TIMESTAMP, SigV4Auth
from botocore.client import ClientCreator
from botocore.compat import get_current_datetime
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import NoCredentialsError
from botocore.hooks import EventAliaser, NodeList, _PrefixTrie  # type: ignore[attr-defined] # the stubs leave it out
from botocore.useragent import UserAgentString

from tests.functional.replaced import Changes, originals, replaced


def _copy_of_events(events: Any) -> Any:
    """Copy a session's events for a client; how services were called before is the same for all."""
    copied = type(events)(copy.copy(events._emitter), events._event_aliases)
    copied._alias_name_cache = events._alias_name_cache
    return copied


def _copy_of_handlers(handlers: Any) -> Any:
    copied = type(handlers)()
    copied._root = _copy_of_node(handlers._root)
    return copied


def _copy_of_node(node: dict[str, Any]) -> dict[str, Any]:
    """Copy a node with all below it; of a handler there is one."""
    values: NodeList | None = node["values"]
    return {
        "chunk": node["chunk"],
        "children": {part: _copy_of_node(child) for part, child in node["children"].items()},
        "values": values and NodeList(list(values.first), list(values.middle), list(values.last)),
    }


def _keep_rules(read: Callable[..., None]) -> Callable[..., None]:
    """Read a service's rules for endpoints once: all sessions share the loader, which gives them as one object."""
    kept: dict[tuple[int, int], tuple[Any, Any, Any]] = {}

    def provider(self: Any, ruleset_data: Any, partition_data: Any, excluded_params: Any = None) -> None:
        place = id(ruleset_data), id(partition_data)
        if place not in kept:
            read(self, ruleset_data, partition_data, excluded_params)
            kept[place] = self.ruleset, ruleset_data, partition_data  # which keeps the ids from being given again
            return
        self.ruleset = kept[place][0]
        self._excluded_params = excluded_params or frozenset()

    return provider


def _keep_methods(make: Callable[..., Any]) -> Callable[..., Any]:
    """Make a client's method once; it holds nothing but the names of the operation."""
    kept: dict[tuple[str, str, str, str], Any] = {}

    def method(self: Any, py_operation_name: str, operation_name: str, service_model: Any) -> Any:
        place = service_model.service_name, service_model.api_version, py_operation_name, operation_name
        if place not in kept:
            kept[place] = make(self, py_operation_name, operation_name, service_model)
        return kept[place]

    return method


def _add_scope(self: Any, request: Any) -> None:
    """Do all of signing but the signature."""
    if self.credentials is None:
        raise NoCredentialsError
    request.context["timestamp"] = get_current_datetime().strftime(SIGV4_TIMESTAMP)
    self._modify_request_before_signing(request)
    request.headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={self.scope(request)}, SignedHeaders=host, Signature=0"
    )


def _say_nothing_of_itself(_: Any) -> str:
    return "Botocore"


def _leave_it(*_: Any, **__: Any) -> None:
    """Leave the user agent as it is."""


_QUICK: Changes = (
    (SigV4Auth, "add_auth", _add_scope),
    (UserAgentString, "to_string", _say_nothing_of_itself),
    (UserAgentString, "rebuild_and_replace_user_agent_handler", _leave_it),
    (EventAliaser, "__copy__", _copy_of_events),
    (_PrefixTrie, "__copy__", _copy_of_handlers),
    (EndpointProvider, "__init__", _keep_rules(EndpointProvider.__init__)),
    (ClientCreator, "_create_api_method", _keep_methods(ClientCreator._create_api_method)),  # type: ignore[attr-defined]
)
_AS_THEY_COME = originals(_QUICK)


def quick_clients() -> AbstractContextManager[None]:
    """Make clients the quick way."""
    return replaced(_QUICK)


def clients_as_they_come() -> AbstractContextManager[None]:
    """Make clients as botocore does without this module."""
    return replaced(_AS_THEY_COME)

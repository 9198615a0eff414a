"""Putting the backend into moto, and serving it over HTTP."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from moto.connect import models, urls
from moto.core.request import Request
from werkzeug.wrappers import Response

from local_aws.connect.api.authorisation import Authorisation, Authorise
from local_aws.connect.api.responses import AUTHORISATION_KEY, EXISTS_KEY, LocalConnectResponse
from local_aws.connect.state import LocalConnectBackend

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from local_aws.connect.api.lookup import Exists

OPERATION_MODULES = (
    "api.tags",
    "flows.contact_flow_modules",
    "flows.contact_flows",
    "flows.prompts",
    "instances.attributes",
    "instances.bots",
    "instances.instances",
    "instances.lambda_functions",
    "instances.storage_configs",
    "instances.vocabularies",
    "phone_numbers.flow_associations",
    "phone_numbers.phone_numbers",
    "routing.hours_of_operation",
    "routing.queue_quick_connects",
    "routing.queues",
    "routing.quick_connects",
    "routing.routing_profile_queues",
    "routing.routing_profiles",
    "users.agent_statuses",
    "users.hierarchy_groups",
    "users.hierarchy_structure",
    "users.predefined_attributes",
    "users.proficiencies",
    "users.search",
    "users.security_profiles",
    "users.updates",
    "users.users",
)
"""Modules that register operations by being imported."""


def install() -> None:
    """Make moto serve Amazon Connect with this backend, in ``mock_aws`` and in its servers alike; idempotent.

    Call it before the first Connect request: moto reads its tables then.
    """
    for module in OPERATION_MODULES:
        importlib.import_module(f"local_aws.connect.{module}")
    models.connect_backends.backend = LocalConnectBackend
    urls.url_paths.clear()
    urls.url_paths["{0}/.+$"] = LocalConnectResponse.dispatch


def wsgi_app(
    authorise: Authorise | None = None, account_id: str = "000000000000", exists: Exists | None = None
) -> WSGIApplication:
    """Return a WSGI application that serves Amazon Connect and nothing else.

    The Region is that of the request's signature. Ids may be ARNs, whose slashes arrive encoded: a server that is not
    werkzeug's must put the undecoded path into the environment's ``RAW_URI``.

    Args:
        authorise: decides on each call; None lets everybody do everything.
        account_id: the account that owns what is created.
        exists: tells whether a bucket, function, stream or key that a request names exists, by its ARN; None takes
            each for existing.
    """
    install()
    authorisation = Authorisation(authorise, account_limits=True)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = account_id
        environ[AUTHORISATION_KEY] = authorisation
        environ[EXISTS_KEY] = exists
        request = Request(environ)
        status, headers, body = LocalConnectResponse.dispatch(request, request.raw_url, request.headers)
        return Response(body, status=status, headers=headers)(environ, start_response)

    return application

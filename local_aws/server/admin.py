"""The admin HTTP API below `/_local/`, for tests and tools; the package's README lists its requests."""

import json
import logging
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_svc

from local_aws.connect.controls import controls
from local_aws.faults import Fault, Faults
from local_aws.ministack.corrections import queue_mappings
from local_aws.ministack.corrections.secret_listings import secret_listings
from local_aws.ministack.functions import asynchronous
from local_aws.ministack.permissions_asked import permissions_asked
from local_aws.ministack.streams.poller import Poller
from local_aws.server import asgi
from local_aws.server.inventory import inventory

_logger = logging.getLogger("local_aws.admin")

_Body = dict[str, Any]


class Admin:
    """Answers the admin API with JSON.

    Args:
        faults: What waits for calls, and their counts.
        poller: What reads the streams.
        connect_quota_factor: What Connect's quota factor is after a reset.
    """

    def __init__(self, faults: Faults, poller: Poller, connect_quota_factor: float | None) -> None:
        self._connect_quota_factor = connect_quota_factor
        self.reset_connect()
        self._routes: dict[tuple[str, str], Callable[[_Body], object]] = {
            ("GET", "calls"): lambda body: faults.calls(),
            ("DELETE", "calls"): lambda body: faults.reset_calls(),
            ("GET", "permissions"): lambda body: permissions_asked.of(body["access_key_id"]),
            ("POST", "faults"): lambda body: faults.add(Fault(**body)),
            ("GET", "faults"): lambda body: [vars(fault) for fault in faults.waiting()],
            ("DELETE", "faults"): lambda body: faults.clear(),
            ("GET", "inventory"): lambda body: inventory(),
            ("GET", "activity"): lambda body: _activity(poller),
            ("POST", "streams/duplicate"): lambda body: poller.duplicate_next(int(body["batches"])),
            ("PUT", "streams/shards"): lambda body: poller.set_shards(int(body["shards"])),
            ("GET", "streams"): lambda body: poller.state(),
            ("PUT", "secrets/listings"): lambda body: secret_listings.lag(on=bool(body["lag"])),
            ("PUT", "connect/settings"): _change_settings,
            ("GET", "connect/settings"): lambda body: controls().settings(),
            ("GET", "connect/log"): lambda body: controls().log(),
            ("POST", "connect/reset"): lambda body: self.reset_connect(),
        }

    def reset_connect(self) -> None:
        """Put Connect's controls back to what the server was started with."""
        controls().reset()
        controls().quota_factor = self._connect_quota_factor

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        raw = await asgi.read_body(receive)
        name = scope["path"].removeprefix("/_local/")
        route = self._routes.get((scope["method"], name))
        if route is None:
            known = ", ".join(f"{method} {path}" for method, path in self._routes)
            await asgi.respond_json(send, 404, {"error": f"No {scope['method']} {name}; there are: {known}"})
            return
        try:
            body = json.loads(raw or b"{}")
            result = route(body)
        except (KeyError, TypeError, ValueError) as error:
            _logger.warning("%s %s refused: %s", scope["method"], name, error)
            await asgi.respond_json(send, 400, {"error": f"{scope['method']} {name}: {error}"})
            return
        await asgi.respond_json(send, 200, {"result": result})


def _activity(poller: Poller) -> dict[str, int]:
    running, _ = lambda_svc.executions_in_flight()
    return {
        "invocations": running,
        "events": asynchronous.pending(),
        "records": sum(poller.lag().values()),
        "messages": queue_mappings.waiting(),
    }


def _change_settings(body: _Body) -> None:
    limits = body.pop("limits", {})
    unknown = body.keys() - {"quota_factor", "settle_seconds", "search_lag_seconds", "user_lag_seconds"}
    if unknown:
        raise ValueError(f"Connect has no setting {', '.join(sorted(unknown))}")
    for name, value in limits.items():
        controls().set_limit(name, value)
    for name, value in body.items():
        setattr(controls(), name, value)

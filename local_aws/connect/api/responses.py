"""From an HTTP request to an operation and back, in the order in which AWS looks at a request.

moto keeps the account, the Region and its own operations; everything else of the request's way is here, so that a
refusal (throttled, denied, invalid) is the same for every operation.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto.connect.models import connect_backends
from moto.connect.responses import ConnectResponse
from moto.core.responses import ActionResult
from moto.core.routing import NotFound, get_service_router

from local_aws.connect.api.authorisation import Authorisation, authorise_call
from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.registry import MOTO_OPERATIONS, OPERATIONS, Call
from local_aws.connect.api.validation import read_request
from local_aws.connect.controls import controls
from local_aws.faults import BrokenConnectionError

if TYPE_CHECKING:
    from botocore.model import OperationModel

    from local_aws.connect.state import LocalConnectBackend

AUTHORISATION_KEY = "local_aws.connect.authorisation"
"""WSGI environment key of the ``Authorisation`` of the application that a request came through."""

EXISTS_KEY = "local_aws.connect.exists"
"""WSGI environment key of the application's function that looks up resources of other services."""

_UNKNOWN = "Unknown"
"""Stands in counts and log for a request that no operation of the model matches."""

_Answer = tuple[int, dict[str, str], str]


class LocalConnectResponse(ConnectResponse):  # type: ignore[misc] # moto is untyped here
    """Every request to Amazon Connect."""

    operation_name: str = ""

    def _get_action(self) -> str:
        # moto would read an "Action=" in a flow's content as the operation.
        return self.operation_name

    def call_action(self) -> Any:
        """Answer the request that ``setup_class`` has read.

        A defect of this backend is not caught: in process the test sees it where it is, and a server makes it a 500.
        """
        status, error = 500, "InternalServiceException"
        caller: dict[str, Any] = {}
        try:
            status, headers, body = self._answer(caller)
            error = headers.get("X-Amzn-ErrorType", "")
        except BrokenConnectionError as fault:
            status, error = 0, str(fault)
            raise
        finally:
            who = caller.get("aws:PrincipalArn", self.access_key)
            controls().record(self.operation_name or _UNKNOWN, status, error or None, who)
        return status, {**self.response_headers, **headers}, body

    def _answer(self, caller: dict[str, Any]) -> _Answer:
        """Answer the request, or with the fault that waits for its operation.

        Args:
            caller: is filled with the IAM condition context of the call.

        Raises:
            BrokenConnectionError: the fault breaks the connection off.
        """
        knobs = controls()
        try:
            model, uri = self._route()
        except ConnectError as refusal:
            knobs.take_fault(_UNKNOWN)
            return _error_answer(refusal)
        self.operation_name = model.name
        fault = knobs.take_fault(model.name)
        if fault is None:
            return self._own_answer(model, uri, caller)
        own = self._own_answer(model, uri, caller) if fault.lets_the_call_take_effect else None
        if fault.delay_seconds:
            knobs.sleep(fault.delay_seconds)
        if own is not None and not fault.error_code:
            return own
        if fault.status == 0:
            raise BrokenConnectionError(fault.error_code)
        return _error_answer(ConnectError(fault.error_code, fault.message, status=fault.status, members=fault.details))

    def _own_answer(self, model: OperationModel, uri: dict[str, str], caller: dict[str, Any]) -> _Answer:
        try:
            return self._call(model, uri, caller)
        except ConnectError as refusal:
            return _error_answer(refusal.answered_by({shape.name for shape in model.error_shapes}))

    def _route(self) -> tuple[OperationModel, dict[str, str]]:
        try:
            model, uri = get_service_router("connect").match(self.normalized_request)
        except (NotFound, NotImplementedError) as error:
            where = f"{self.method} {self.path}"
            raise ConnectError("UnknownOperationException", f"Amazon Connect has no operation at {where}") from error
        self.uri_match = dict(uri)  # where moto's own operations look for the path's parameters
        return model, self.uri_match

    def _call(self, model: OperationModel, uri: dict[str, str], caller: dict[str, Any]) -> _Answer:
        knobs = controls()
        if model.name not in OPERATIONS and model.name not in MOTO_OPERATIONS:
            raise ConnectError("NotImplementedException", f"The local Connect does not implement {model.name}")
        knobs.throttle.take(self.current_account, self.region, model.name, knobs.quota_factor)
        request = self.normalized_request
        query = {key: request.args.getlist(key) for key in request.args}
        params = read_request(model, uri, query, request.get_data())
        authorisation: Authorisation = request.environ.get(AUTHORISATION_KEY, Authorisation())
        exists = request.environ.get(EXISTS_KEY)
        call = Call(model.name, params, self._backend(), authorisation.account_limits, exists)
        authorise_call(authorisation, call, self.headers, caller)
        return self._serve(call)

    def _backend(self) -> LocalConnectBackend:
        try:
            backend: LocalConnectBackend = connect_backends[self.current_account][self.region]
        except KeyError as error:
            message = f"Amazon Connect is not offered in the Region {self.region}"
            raise ConnectError("InvalidRequestException", message) from error
        return backend

    def _serve(self, call: Call) -> _Answer:
        with call.backend.lock:
            if call.operation in MOTO_OPERATIONS:
                return _split(super().call_action())
            return _split(self.serialized(ActionResult(OPERATIONS[call.operation].handler(call) or {})))


def _split(answer: tuple[int, dict[str, Any], Any]) -> _Answer:
    status, headers, body = answer
    text = body.decode() if isinstance(body, bytes) else str(body)
    return int(headers.pop("status", status)), {key: str(value) for key, value in headers.items()}, text


def _error_answer(error: ConnectError) -> _Answer:
    document = {"__type": error.code, "Message": error.message, **error.members}
    headers = {"Content-Type": "application/json", "X-Amzn-ErrorType": error.code}
    return error.status, headers, json.dumps(document)

"""What Terraform hands to lifecycle: the event of a hook."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, Final

import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator

from lifecycle.handler import run_hook
from tests.fuzz.entry import REFUSALS, Entry, check_told, check_work, json_of
from tests.fuzz.fake_services import FakeCentre
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.site import open_site

if TYPE_CHECKING:
    from botocore.model import ServiceModel

_OWN: Final = "rollcall/passwords/"


def lifecycle_event(data: bytes) -> None:
    """Run a hook: it does what it is asked with texts that are texts, or refuses; what is somebody else's stays."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    centre = FakeCentre()
    with open_site() as site:
        site.world.connect = centre  # type: ignore[assignment]  # another half of the same service
        site.world.secrets.values["rollcall/other"] = "{}"
        before = set(site.world.secrets.values)
        try:
            run_hook(event, lambda: 900.0, sleep=lambda _: None)
        except REFUSALS:
            assert set(site.world.secrets.values) == before
        asked = isinstance(event, dict) and event.get("hook") == "purge_passwords" and event.get("prefix") == _OWN
        assert "rollcall/other" in site.world.secrets.values
        assert asked or set(site.world.secrets.values) == before
        for operation, request in centre.told:
            _check_request(operation, request)
        check_told(site)
        check_work(site, data)


@functools.cache
def _model() -> ServiceModel:
    return botocore.session.get_session().get_service_model("connect")


def _check_request(operation: str, request: dict[str, Any]) -> None:
    """A request is one of Amazon Connect's, of the kinds that its model asks for; and no text of it is empty.

    An empty text is taken by the model in places, but a path with it would be another operation's.
    """
    [name] = [name for name in _model().operation_names if xform_name(name) == operation]
    shape = _model().operation_model(name).input_shape
    assert shape is not None
    told = ParamValidator().validate(request, shape)
    assert not told.has_errors(), (operation, told.generate_report())
    assert not _has_empty_text(request), (operation, request)


def _has_empty_text(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_empty_text, value.values()))
    return any(map(_has_empty_text, value)) if isinstance(value, list | tuple) else value == ""


def seeds() -> list[bytes]:
    """Return an event of each hook for each action that it knows."""
    instance = {"instance_id": "11111111-aaaa-bbbb-cccc-222222222222"}
    routing, security = ({"ids": [f"{kind}-1"], "fallback": f"{kind}-2"} for kind in ("routing", "security"))
    hooks: dict[str, dict[str, Any]] = {
        "associate_phone_number": {**instance, "phone_number_id": "number-1", "contact_flow_id": "flow-1"},
        "take_over_phone_number": {"instance_arn": "arn:aws:connect:x:y:instance/other", "phone_number_id": "number-1"},
        "offer_quick_connects": {**instance, "queue_id": "queue-1", "quick_connect_ids": ["quick-1", "quick-2"]},
        "disable_queue": {**instance, "queue_id": "queue-1"},
        "purge_passwords": {"prefix": _OWN},
        "release_users": {**instance, "groups": True, "routing_profiles": routing, "security_profiles": security},
        "clear_user_hierarchy": instance,
        "guard_deletion": {"name": "rollcall"},
    }
    return [
        json.dumps({"hook": hook, **members, "tf": {"action": action, "prev_input": None}}).encode()
        for hook, members in hooks.items()
        for action in ("create", "delete")
    ]


ENTRIES: Final = (Entry("lifecycle-event", lifecycle_event, change_json),)

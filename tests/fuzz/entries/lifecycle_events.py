"""What Terraform hands to lifecycle: the event of a hook."""

from __future__ import annotations

import json
from typing import Any, Final
from unittest import mock

import lifecycle.handler
from lifecycle.purge_passwords import purge_passwords
from lifecycle.release_users import release_users
from tests.fuzz.entry import REFUSALS, Entry, check_told, check_work, json_of
from tests.fuzz.fake_services import FakeCentre
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.site import open_site

_OWN: Final = "rollcall/passwords/"


def lifecycle_event(data: bytes) -> None:
    """Run a hook: it does what it is asked with texts that are texts, or refuses; what is somebody else's stays."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    centre = FakeCentre()
    with (
        open_site() as site,
        mock.patch.dict(purge_passwords.__kwdefaults__, sleep=lambda _: None),
        mock.patch.dict(release_users.__kwdefaults__, sleep=lambda _: None),
    ):
        site.world.connect = centre  # type: ignore[assignment]  # another half of the same service
        site.world.secrets.values["rollcall/other"] = "{}"
        before = set(site.world.secrets.values)
        try:
            site.invoke(lifecycle.handler.lambda_handler, event)
        except REFUSALS:
            assert set(site.world.secrets.values) == before
        asked = isinstance(event, dict) and event.get("hook") == "purge_passwords" and event.get("prefix") == _OWN
        assert "rollcall/other" in site.world.secrets.values
        assert asked or set(site.world.secrets.values) == before
        for operation, request in centre.told:
            assert all(_is_sendable(value) for value in request.values()), (operation, request)
        check_told(site)
        check_work(site, data)


def _is_sendable(value: Any) -> bool:
    """Whether botocore would take a value where a text, a list of texts or a structure is asked for."""
    if isinstance(value, list | tuple):
        return all(isinstance(member, str) and member for member in value)
    return isinstance(value, dict | int) or (isinstance(value, str) and value != "")


def seeds() -> list[bytes]:
    """Return an event of each hook for each action that it knows."""
    instance = {"instance_id": "11111111-aaaa-bbbb-cccc-222222222222"}
    profiles = {"ids": ["routing-1"], "fallback": "routing-2"}
    hooks: dict[str, dict[str, Any]] = {
        "associate_phone_number": {**instance, "phone_number_id": "number-1", "contact_flow_id": "flow-1"},
        "take_over_phone_number": {"instance_arn": "arn:aws:connect:x:y:instance/other", "phone_number_id": "number-1"},
        "offer_quick_connects": {**instance, "queue_id": "queue-1", "quick_connect_ids": ["quick-1", "quick-2"]},
        "disable_queue": {**instance, "queue_id": "queue-1"},
        "purge_passwords": {"prefix": _OWN},
        "release_users": {**instance, "groups": True, "routing_profiles": profiles, "security_profiles": None},
        "clear_user_hierarchy": instance,
        "guard_deletion": {"name": "rollcall"},
    }
    return [
        json.dumps({"hook": hook, **members, "tf": {"action": action, "prev_input": None}}).encode()
        for hook, members in hooks.items()
        for action in ("create", "delete")
    ]


ENTRIES: Final = (Entry("lifecycle-event", "the event of a hook, as lifecycle gets it", lifecycle_event, change_json),)

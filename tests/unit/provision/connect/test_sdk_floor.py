"""An SDK that does not know a setting is told before it is asked to send it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from provision.connect.phone_settings import phone_parameters
from provision.connect.sdk_floor import require_known_settings
from roster.errors import PermanentError

SOFT: Any = {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0}
LISTS = ("PhoneNumberConfigs", "AutoAcceptConfigs", "AfterContactWorkConfigs", "VoiceEnhancementConfigs")


def client(*known: str, connection: bool = False) -> Any:
    """A client whose model knows some parameters of CreateUser."""
    config = SimpleNamespace(members={"PhoneType": None} | ({"PersistentConnection": None} if connection else {}))
    request = SimpleNamespace(members={"PhoneConfig": config} | dict.fromkeys(known))
    model = SimpleNamespace(operation_model=lambda _: SimpleNamespace(input_shape=request))
    return SimpleNamespace(meta=SimpleNamespace(service_model=model))


def test_an_old_sdk_sends_what_it_always_did() -> None:
    require_known_settings(client(), phone_parameters(SOFT))


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"auto_accept_chat": True}, "1.42.46"),
        ({"voice_enhancement": "NONE"}, "1.42.46"),
        ({"persistent_connection": True}, "persistent_connection"),
    ],
)
def test_an_old_sdk_fails_who_wants_more_with_what_to_do(setting: dict[str, Any], told: str) -> None:
    with pytest.raises(PermanentError, match=r"too old for .*set python_runtime to the newest") as raised:
        require_known_settings(client(), phone_parameters(SOFT | setting))

    assert told in str(raised.value)


def test_a_newer_sdk_sends_what_it_knows() -> None:
    require_known_settings(client(connection=True), phone_parameters(SOFT | {"persistent_connection": True}))
    require_known_settings(client(*LISTS), phone_parameters(SOFT | {"voice_enhancement": "NONE"}))
    with pytest.raises(PermanentError):
        require_known_settings(
            client(*LISTS), phone_parameters(SOFT | {"voice_enhancement": "NONE", "persistent_connection": True})
        )

"""An instance's attributes, such as CONTACT_LENS: each is on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_DEFAULTS = {
    "CONTACTFLOW_LOGS": "false",
    "CONTACT_LENS": "true",
    "AUTO_RESOLVE_BEST_VOICES": "true",
    "USE_CUSTOM_TTS_VOICES": "false",
    "EARLY_MEDIA": "true",
    "MULTI_PARTY_CONFERENCE": "false",
    "HIGH_VOLUME_OUTBOUND": "false",
    "ENHANCED_CONTACT_MONITORING": "false",
    "ENHANCED_CHAT_MONITORING": "false",
    "MULTI_PARTY_CHAT_CONFERENCE": "false",
}


def default_attributes(*, inbound: bool, outbound: bool) -> dict[str, str]:
    """Return the attributes of a new instance by type."""
    calls = {"INBOUND_CALLS": inbound, "OUTBOUND_CALLS": outbound}
    return {**{name: str(value).lower() for name, value in calls.items()}, **_DEFAULTS}


@operation("DescribeInstanceAttribute")
def describe_instance_attribute(call: Call) -> Document:
    """Answer one attribute; a type that nobody has set is off."""
    kind = call.params["AttributeType"]
    return {"Attribute": {"AttributeType": kind, "Value": call.instance.attributes.get(kind, "false")}}


@operation("UpdateInstanceAttribute", ignores=("ClientToken",))
def update_instance_attribute(call: Call) -> None:
    """Set one attribute."""
    value = call.params["Value"].lower()
    if value not in ("true", "false"):
        raise invalid_parameter("Value must be true or false")
    call.instance.attributes[call.params["AttributeType"]] = value


@operation("ListInstanceAttributes")
def list_instance_attributes(call: Call) -> Document:
    """List all attributes that have a value."""
    items = [{"AttributeType": kind, "Value": value} for kind, value in call.instance.attributes.items()]
    return page(call, "Attributes", items, key=lambda item: item["AttributeType"])

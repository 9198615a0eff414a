"""Makes DescribeAlarms answer every member of an alarm in XML.

ministack 1.5.33 leaves most members out when it answers in XML. The Terraform provider asks for XML, and would plan to
change every alarm each time.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
"""

import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import botocore.session
from botocore.model import ListShape, Shape, StructureShape
from ministack.services import cloudwatch

_MEMBER = re.compile(r"(\w+)\.member\.\d+")
_SUCCESS = 200


def install() -> None:
    """Answer in XML what ministack answers in JSON, which is complete."""
    describe = cloudwatch._describe_alarms
    shape = (
        botocore.session.get_session().get_service_model("cloudwatch").operation_model("DescribeAlarms").output_shape
    )

    def describe_whole(parameters: dict[str, Any], document: Any, is_cbor: bool, is_json: bool = False) -> Any:
        if is_cbor or is_json:
            return describe(parameters, document, is_cbor, is_json)
        status, _, body = describe({}, _document(parameters), False, True)
        if status != _SUCCESS:
            return describe(parameters, document, False, False)
        result = _to_xml("DescribeAlarmsResult", json.loads(body), shape)
        return cloudwatch._xml(_SUCCESS, "DescribeAlarmsResponse", result)

    cloudwatch._describe_alarms = describe_whole


def _document(parameters: dict[str, Any]) -> dict[str, Any]:
    """Turn a query's parameters into the document of the same request in JSON."""
    document: dict[str, Any] = {}
    for name in parameters:
        value = cloudwatch._p(parameters, name)
        if member := _MEMBER.fullmatch(name):
            document.setdefault(member[1], []).append(value)
        else:
            document[name] = value
    return document


def _to_xml(name: str, value: Any, shape: Shape | None) -> str:
    if value is None:
        return ""
    if isinstance(shape, StructureShape):
        content = "".join(_to_xml(member, value.get(member), kind) for member, kind in shape.members.items())
    elif isinstance(shape, ListShape):
        content = "".join(_to_xml("member", member, shape.member) for member in value)
    elif isinstance(value, bool):
        content = str(value).lower()
    elif shape is not None and shape.type_name == "timestamp":
        content = datetime.fromtimestamp(value, UTC).isoformat()
    else:
        content = escape(str(value))
    return f"<{name}>{content}</{name}>"

"""Instances: created, described, listed, deleted. moto keeps them; what they contain is in ``Contents``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_request, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.instances.attributes import default_attributes
from local_aws.connect.instances.defaults import fill
from local_aws.connect.state import Contents

if TYPE_CHECKING:
    from local_aws.connect.state import Document


@operation(
    "CreateInstance",
    ignores=("ClientToken", "DirectoryId"),
    differs="no directory is made; ready after `settle_seconds`",
)
def create_instance(call: Call) -> Document:
    """Create an instance with what a new one holds."""
    backend = call.backend
    alias = call.get("InstanceAlias")
    if alias is not None and any(item.instance_alias == alias for item in backend.instances.values()):
        raise invalid_request("Invalid Input. Instance alias is already used.")
    limit = controls().limits["instances"]
    if call.account_limits and len(backend.instances) >= limit:
        raise ConnectError("ServiceQuotaExceededException", f"The quota of {limit} instances is reached")
    created: Document = backend.create_instance(
        identity_management_type=call.params["IdentityManagementType"],
        inbound_calls_enabled=call.params["InboundCallsEnabled"],
        outbound_calls_enabled=call.params["OutboundCallsEnabled"],
        instance_alias=alias,
        tags=call.get("Tags"),
    )
    contents = Contents(
        id=created["Id"],
        arn=created["Arn"],
        identity_management_type=call.params["IdentityManagementType"],
        ready_at=controls().clock() + controls().settle_seconds,
        attributes=default_attributes(
            inbound=call.params["InboundCallsEnabled"], outbound=call.params["OutboundCallsEnabled"]
        ),
    )
    backend.contents[contents.id] = contents
    fill(call, contents)
    return created


@operation("DescribeInstance")
def describe_instance(call: Call) -> Document:
    """Describe an instance; one just deleted shows for the settle time."""
    instance_id = call.params["InstanceId"]
    until, document = call.backend.recently_deleted.get(instance_id, (0.0, {}))
    if controls().clock() < until:
        return {"Instance": document}
    call.backend.recently_deleted.pop(instance_id, None)
    contents = call.instance
    tags = call.backend.tags(contents.arn)
    document = _summary(call, contents)
    return {"Instance": {**document, "Tags": tags} if tags else document}


@operation("ListInstances")
def list_instances(call: Call) -> Document:
    """List the instances, oldest first as moto does."""
    items = [_summary(call, contents) for contents in call.backend.contents.values()]
    return page(
        call,
        "InstanceSummaryList",
        items,
        key=lambda item: f"{item['CreatedTime'].isoformat()} {item['Id']}",
        default=10,
    )


@operation("DeleteInstance", ignores=("ClientToken",), differs="still described for `settle_seconds`")
def delete_instance(call: Call) -> None:
    """Delete an instance and everything in it; its phone numbers are released."""
    backend = call.backend
    contents = backend.contents.get(call.params["InstanceId"])
    if contents is None:
        raise not_found("Instance", call.params["InstanceId"])
    backend.recently_deleted[contents.id] = (controls().clock() + controls().settle_seconds, _summary(call, contents))
    backend.delete_instance(contents.id)
    del backend.contents[contents.id]
    for number_id, number in list(backend.phone_numbers.items()):
        if number["InstanceId"] == contents.id:
            del backend.phone_numbers[number_id]
            backend.drop_tags(number["PhoneNumberArn"])
    for arn in [arn for arn in backend.tagger.tags if arn == contents.arn or arn.startswith(f"{contents.arn}/")]:
        backend.drop_tags(arn)


def _summary(call: Call, contents: Contents) -> Document:
    instance = call.backend.instances[contents.id]
    document: Document = instance.to_summary_dict()
    # A datetime is answered as a number. moto answers text, which the Terraform provider can't read.
    document["CreatedTime"] = instance.created_time
    document["InstanceStatus"] = "CREATION_IN_PROGRESS" if controls().clock() < contents.ready_at else "ACTIVE"
    document["InboundCallsEnabled"] = contents.attributes["INBOUND_CALLS"] == "true"
    document["OutboundCallsEnabled"] = contents.attributes["OUTBOUND_CALLS"] == "true"
    return document

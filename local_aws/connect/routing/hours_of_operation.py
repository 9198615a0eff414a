"""Hours of operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_request
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import HOURS, add, described, remove, rename, summaries

if TYPE_CHECKING:
    from local_aws.connect.state import Document


@operation("CreateHoursOfOperation", ignores=("ParentHoursOfOperationConfigs",))
def create_hours_of_operation(call: Call) -> Document:
    """Create hours of operation."""
    document: Document = {name: call.params[name] for name in ("Name", "TimeZone", "Config")}
    if call.get("Description"):
        document["Description"] = call.params["Description"]
    hours = add(call, call.instance, HOURS, document)
    return {"HoursOfOperationId": hours[HOURS.id], "HoursOfOperationArn": hours[HOURS.arn]}


@operation("DescribeHoursOfOperation")
def describe_hours_of_operation(call: Call) -> Document:
    """Describe hours of operation."""
    hours = HOURS.find(call.instance, call.params["HoursOfOperationId"])
    return {"HoursOfOperation": described(call, HOURS, hours)}


@operation("ListHoursOfOperations")
def list_hours_of_operations(call: Call) -> Document:
    """List the hours of operation."""
    return page(call, "HoursOfOperationSummaryList", summaries(HOURS, call.instance.hours_of_operation.values()))


@operation("UpdateHoursOfOperation")
def update_hours_of_operation(call: Call) -> None:
    """Change the members that the request has."""
    hours = HOURS.find(call.instance, call.params["HoursOfOperationId"])
    rename(call, call.instance, HOURS, hours)
    for member in ("TimeZone", "Config"):
        if member in call.params:
            hours[member] = call.params[member]


@operation("DeleteHoursOfOperation")
def delete_hours_of_operation(call: Call) -> None:
    """Delete hours of operation that no queue keeps."""
    contents = call.instance
    identifier = HOURS.find(contents, call.params["HoursOfOperationId"])[HOURS.id]
    if any(queue["HoursOfOperationId"] == identifier for queue in contents.queues.values()):
        # DeleteHoursOfOperation has no ResourceInUseException in the model.
        raise invalid_request(f"Hours of operation {identifier} are in use by a queue")
    remove(call, contents, HOURS, identifier)

"""Hours of operation."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use, invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import member
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import HOURS, add, described, remove, rename, summaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.connect.state import Document

_MINUTES_OF_A_DAY = 24 * 60


def _check(call: Call) -> None:
    if "TimeZone" in call.params:
        _check_time_zone(call.params["TimeZone"])
    _check_spans(call.get("Config", []))


def _check_time_zone(name: str) -> None:
    if name not in _time_zones():
        raise invalid_parameter(f"TimeZone {name!r} is not a name of the IANA time zone database")


@cache
def _time_zones() -> frozenset[str]:
    """Return the names of this machine's database, without what some systems keep beside the zones."""
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


def _check_spans(config: Sequence[Document]) -> None:
    """Check that each span ends after its start, on the same day; 00:00 as an end is the midnight after it.

    Hours over midnight are two spans. The administrator guide has midnight as the end of a span:
    https://docs.aws.amazon.com/connect/latest/adminguide/set-hours-operation.html#set-hours-operation-midnight
    """
    for span in config:
        start = _minutes(span["StartTime"])
        end = _minutes(span["EndTime"]) or _MINUTES_OF_A_DAY
        if end <= start:
            raise invalid_parameter(
                f"Config: the span of {span['Day']} must end after its start, at 00:00 at the latest"
            )


def _minutes(time: Document) -> int:
    return int(time["Hours"] * 60 + time["Minutes"])


@operation("CreateHoursOfOperation", ignores=("ParentHoursOfOperationConfigs",))
def create_hours_of_operation(call: Call) -> Document:
    """Create hours of operation."""
    _check(call)
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


@operation("SearchHoursOfOperations")
def search_hours_of_operations(call: Call) -> Document:
    """Search an instance's hours of operation."""
    return search_resources(call, HOURS, "HoursOfOperations", {"timezone": member("TimeZone")})


@operation("UpdateHoursOfOperation")
def update_hours_of_operation(call: Call) -> None:
    """Change the members that the request has."""
    hours = HOURS.find(call.instance, call.params["HoursOfOperationId"])
    _check(call)
    rename(call, call.instance, HOURS, hours)
    for name in ("TimeZone", "Config"):
        if name in call.params:
            hours[name] = call.params[name]


@operation("DeleteHoursOfOperation")
def delete_hours_of_operation(call: Call) -> None:
    """Delete hours of operation that no queue keeps."""
    contents = call.instance
    identifier = HOURS.find(contents, call.params["HoursOfOperationId"])[HOURS.id]
    if any(queue["HoursOfOperationId"] == identifier for queue in contents.queues.values()):
        raise in_use("Hours of operation", identifier, "a queue")
    remove(call, contents, HOURS, identifier)

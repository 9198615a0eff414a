"""The quick connects that a queue offers its agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import QUEUE, QUICK_CONNECT, summaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.connect.state import Contents, Document


def check_quick_connects(contents: Contents, identifiers: Sequence[str]) -> None:
    """Check that quick connects exist.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    for identifier in identifiers:
        QUICK_CONNECT.find(contents, identifier)


def _queue_id(call: Call) -> str:
    identifier: str = QUEUE.find(call.instance, call.params["QueueId"])[QUEUE.id]
    return identifier


@operation("ListQueueQuickConnects")
def list_queue_quick_connects(call: Call) -> Document:
    """List the quick connects of a queue."""
    contents = call.instance
    chosen = [contents.quick_connects[item] for item in contents.queue_quick_connects[_queue_id(call)]]
    items = [
        {**summary, "QuickConnectType": item["QuickConnectConfig"]["QuickConnectType"]}
        for summary, item in zip(summaries(QUICK_CONNECT, chosen), chosen, strict=True)
    ]
    return page(call, "QuickConnectSummaryList", items)


@operation("AssociateQueueQuickConnects")
def associate_queue_quick_connects(call: Call) -> None:
    """Add quick connects to a queue."""
    contents = call.instance
    queue_id = _queue_id(call)
    check_quick_connects(contents, call.params["QuickConnectIds"])
    chosen = contents.queue_quick_connects[queue_id]
    chosen += [item for item in dict.fromkeys(call.params["QuickConnectIds"]) if item not in chosen]


@operation("DisassociateQueueQuickConnects")
def disassociate_queue_quick_connects(call: Call) -> None:
    """Take quick connects from a queue."""
    gone = set(call.params["QuickConnectIds"])
    chosen = call.instance.queue_quick_connects[_queue_id(call)]
    chosen[:] = [item for item in chosen if item not in gone]

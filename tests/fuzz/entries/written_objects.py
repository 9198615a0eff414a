"""What others may write into the stores: plans of the reports bucket, records of imports, items of agents.

Functions and commands read them, and none may break off over what one of them holds.
"""

from __future__ import annotations

from typing import Any, Final

import upkeep.handler
from roster.items import to_wire
from tests.fuzz.deployment import DIRECTORY, stream_record
from tests.fuzz.entries.running import folder, run_command
from tests.fuzz.entries.writable import stored_item
from tests.fuzz.entry import Entry, check_told, check_work, json_of
from tests.fuzz.mutation.items import change_item
from tests.fuzz.mutation.json_lines import change_json_lines
from tests.fuzz.site import Site, open_site

_SCHEDULE: Final = {"idle_seconds": 0}


def _reopen(site: Site, **attributes: Any) -> dict[str, Any]:
    """Set the import of `DIRECTORY` back to where report writes its report, and return report's record of it."""
    [record] = site.world.records()
    keys = {"key": record["key"], "sequencer": record["sequencer"]}
    item = site.world.dynamodb.tables["rollcall-files"][tuple(keys.values())]
    changed = {**item, **to_wire({"status": "PROVISIONING", "unfinished": "yes"}), **attributes}
    site.world.dynamodb.put_item(TableName="rollcall-files", Item=changed | to_wire(keys))
    return stream_record(keys)


def _attributes_of(data: bytes, label: str) -> dict[str, Any] | None:
    """Return what the table of a label holds once somebody has written an input; None if nobody can."""
    try:
        return stored_item(json_of(data), label)
    except (ValueError, RecursionError):
        return None


def plan_object(data: bytes) -> None:
    """Report an import, one of whose plans somebody wrote: it is reported or passed over, and commands say so."""
    with open_site() as site:
        [record] = site.world.records()
        [key] = [key for _, key in site.world.s3.objects if "/plan/" in key]
        site.world.s3.put_object(Bucket="rollcall-reports", Key=key, Body=data)
        event = {"Records": [_reopen(site)]}
        answer = site.report(event)
        assert answer == {"batchItemFailures": []}
        for command in (("status",), ("undo", "--output", str(folder() / "undo.csv"))):
            run_command(site, *command, record["import_id"])
        check_told(site)
        check_work(site, data)


def import_record(data: bytes) -> None:
    """Report, keep up and show an import whose record somebody wrote."""
    if (attributes := _attributes_of(data, "files")) is None:
        return
    with open_site() as site:
        event = {"Records": [_reopen(site, **attributes)]}
        assert site.report(event) == {"batchItemFailures": []}
        site.invoke(upkeep.handler.lambda_handler, dict(_SCHEDULE))
        run_command(site, "status")
        run_command(site, "status", "staff.csv")
        run_command(site, "report", "staff.csv", "--output", str(folder() / "report"))
        check_told(site)
        check_work(site, data)


def outcome_item(data: bytes) -> None:
    """Report, show and undo an import of which somebody wrote a line's outcome."""
    if (attributes := _attributes_of(data, "outcomes")) is None:
        return
    with open_site() as site:
        [record] = site.world.records()
        place = {"import_id": record["import_id"], "line": 4}
        site.world.dynamodb.put_item(TableName="rollcall-outcomes", Item=attributes | to_wire(place))
        answer = site.report({"Records": [_reopen(site)]})
        assert answer == {"batchItemFailures": []}
        for command in (("status",), ("undo", "--output", str(folder() / "undo.csv")), ("retry",)):
            run_command(site, *command, record["import_id"])
        check_told(site)
        check_work(site, data)


def agent_item(data: bytes) -> None:
    """Show, plan and import an agent whose item somebody wrote, and all others beside it."""
    if (attributes := _attributes_of(data, "agents")) is None:
        return
    with open_site() as site:
        item = attributes | {"username": {"S": "ada"}}
        site.world.dynamodb.put_item(TableName="rollcall-agents", Item=item)
        for arguments in (("agents",), ("agents", "ada"), ("retry", "ada"), ("failures",)):
            run_command(site, *arguments)
        site.world.upload("staff.csv", DIRECTORY.replace(b",10\n", b",20\n"))
        site.world.drain(site.faults)
        bob = next(user for user in site.world.connect.users.values() if user["Username"] == "bob")
        assert bob["PhoneConfig"]["AfterContactWorkTimeLimit"] == 20, (
            "an item that can't be read holds up another agent"
        )
        check_told(site)
        check_work(site, data)


ENTRIES: Final = (
    Entry("plan-object", plan_object, change_json_lines),
    Entry("import-record", import_record, change_item),
    Entry("outcome-item", outcome_item, change_item),
    Entry("agent-item", agent_item, change_item),
)

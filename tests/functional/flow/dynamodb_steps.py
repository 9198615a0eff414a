"""Steps that are taken on two clients of DynamoDB, to compare what can be seen of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from ingest.importing.block_reader import ATTRIBUTES as READ
from lifecycle.named_secrets import named_secrets
from rollcall_cli.import_index import ImportIndex
from roster.agents_table import AgentsTable
from roster.errors import FenceError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable
from roster.transactions import write_together
from upkeep.upload_records import UploadRecords


def _update_of(change: dict[str, Any]) -> Update:
    update = Update("rollcall-agents", {"username": change["name"]})
    update.set({"source_key": "x"} | change["set"]).set_once({"first": change["once"]}).add({"total": change["add"]})
    update.when(change["when"]).when_at_least(change["at_least"])
    if change["present"]:
        update.when_present("username")
    return update


def take(client: Any, kind: str, step: Any) -> Any:
    """Take one step and return what can be seen of it."""
    agents = AgentsTable(client, "rollcall-agents")
    files = FilesTable(client, "rollcall-files")
    outcomes = OutcomesTable(client, "rollcall-outcomes")
    uploads = UploadRecords(client, "rollcall-files")
    imports = ImportIndex(client, "rollcall-files")
    steps: dict[str, Callable[[], Any]] = {
        "update": lambda: agents.apply(_update_of(step)),
        "together": lambda: write_together(client, _actions_of(outcomes, *step), sleep=lambda _: None),
        "create": lambda: files.create(_record_of(*step)),
        "delete": lambda: client.delete_item(TableName="rollcall-agents", Key={"username": {"S": step}}) and None,
        "outcomes": lambda: list(outcomes.of_import(step)),
        "records": lambda: files.records_of(step),
        "owned": lambda: sorted(agents.owned_by(step)),
        "many": lambda: (agents.read_many(["ada", "ben", "nobody"]), agents.read("ada"), files.read("k", "1")),
        "some of them": lambda: agents.read_many(["ada", "ben", "nobody"], attributes=READ),
        "unfinished": lambda: (files.unfinished(step), list(uploads.unfinished())),
        "newest": lambda: (uploads.newest(step), uploads.versions(step)),
        "begun": lambda: imports.newest(step),
        "beginning": lambda: imports.beginning_with(step),
        "secret": lambda: agents.apply(_secret_of(*step)),
        "secrets": lambda: named_secrets(client, step, "p/"),
        "no table": lambda: _without_table(client)[step](),
    }
    try:
        return steps[kind]()
    except FenceError as error:
        return type(error), getattr(error, "indexes", None)
    except ClientError as error:
        return error.response["Error"]["Code"]


def _without_table(client: Any) -> dict[str, Callable[[], object]]:
    """Calls to a table that there is none of."""
    change = Update("rollcall-nothing", {"username": "ada"}).set({"name": "x"})
    return {
        "read": lambda: AgentsTable(client, "rollcall-nothing").read("ada"),
        "ask": lambda: FilesTable(client, "rollcall-nothing").records_of("k"),
        "ask index": lambda: FilesTable(client, "rollcall-nothing").unfinished(1),
        "change": lambda: AgentsTable(client, "rollcall-nothing").apply(change),
        "together": lambda: write_together(client, [change.action()], sleep=lambda _: None),
    }


def _record_of(key: str, number: int, digit: int) -> Any:
    """An import's record, whose place in each index is another and its own."""
    own = f"{digit}{number}{key}"
    return {
        "key": key,
        "sequencer": str(number),
        "kind": "agent_directory",
        "status": "INGESTING",
        "unfinished": "yes",
        "progress_at": own,
        "started_at": own[::-1],
        "import_id": f"{number}{digit}{key}",
    }


def _secret_of(username: str, secret: str, updated_at: Any) -> Update:
    """The change by which an agent names a password secret; others may write any time."""
    times = {"updated_at": updated_at} if isinstance(updated_at, str) else {}
    return Update("rollcall-agents", {"username": username}).set({"password_secret": secret, **times})


def _actions_of(
    outcomes: OutcomesTable, first: dict[str, Any], second: dict[str, Any], line: int
) -> list[dict[str, Any]]:
    outcome: Any = {"import_id": "a", "line": line, "username": "ada", "outcome": "created", "reason": None}
    put = outcomes.put_action(outcome)
    withdraw = outcomes.withdraw_action("a", 1, username=first["name"], outcome="created")
    actions = [_update_of(first).action(), withdraw if line == 3 else put]
    return actions if first["name"] == second["name"] else [*actions, _update_of(second).action()]

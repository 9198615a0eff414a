"""The DynamoDB of these tests answers as moto's does to everything that the shared domain asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from ingest.importing.block_reader import ATTRIBUTES as READ
from lifecycle.named_secrets import named_secrets
from rollcall_cli.import_index import ImportIndex
from roster.agents_table import AgentsTable
from roster.errors import FenceError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.items import to_wire
from roster.outcomes_table import OutcomesTable
from roster.transactions import write_together
from tests.functional.flow.dynamodb import KEYS, FakeDynamoDB
from tests.functional.stores import create_tables
from upkeep.upload_records import UploadRecords


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name="eu-central-1")
        create_tables(dynamodb)
        yield dynamodb


NAMES = st.sampled_from(["ada", "ben"])
VALUES = st.sampled_from([None, "x", "y", 3, {"a": 1}, ["z"]])
ATTRIBUTES = st.sampled_from(["status", "name", "size"])
CHANGES = st.fixed_dictionaries(
    {
        "name": NAMES,
        "set": st.dictionaries(ATTRIBUTES, VALUES, max_size=2),
        "once": VALUES.filter(lambda value: value is not None),
        "add": st.integers(-2, 2),
        "when": st.dictionaries(ATTRIBUTES, VALUES, max_size=2),
        "at_least": st.dictionaries(st.sampled_from(["status", "size", "total"]), st.integers(-2, 3), max_size=1),
        "present": st.booleans(),
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("update"), CHANGES),
        st.tuples(st.just("together"), st.tuples(CHANGES, CHANGES, st.integers(1, 3))),
        st.tuples(st.just("create"), st.tuples(st.sampled_from(["k", "l"]), st.integers(1, 3), st.integers(0, 9))),
        st.tuples(st.just("delete"), NAMES),
        st.tuples(st.just("outcomes"), st.sampled_from(["a", "b"])),
        st.tuples(st.just("records"), st.sampled_from(["k", "l"])),
        st.tuples(st.just("owned"), st.sampled_from(["x", "y"])),
        st.tuples(st.just("many"), st.just(None)),
        st.tuples(st.just("some of them"), st.just(None)),
        st.tuples(st.just("unfinished"), st.integers(1, 3)),
        st.tuples(st.just("newest"), st.sampled_from(["k", "l"])),
        st.tuples(st.just("begun"), st.integers(1, 3)),
        st.tuples(st.just("beginning"), st.sampled_from(["1", "10", "2", "x"])),
        st.tuples(st.just("secret"), st.tuples(NAMES, st.sampled_from(["p/1", "p/2", "q/1"]), VALUES)),
        st.tuples(st.just("secrets"), st.sampled_from(["rollcall-agents", "rollcall-nothing"])),
        st.tuples(st.just("no table"), st.sampled_from(["read", "ask", "ask index", "change", "together"])),
    ),
    min_size=1,
    max_size=12,
)


def update_of(change: dict[str, Any]) -> Update:
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
        "update": lambda: agents.apply(update_of(step)),
        "together": lambda: write_together(client, actions_of(outcomes, *step), sleep=lambda _: None),
        "create": lambda: files.create(record_of(*step)),
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
        "secret": lambda: agents.apply(secret_of(*step)),
        "secrets": lambda: named_secrets(client, step, "p/"),
        "no table": lambda: without_table(client)[step](),
    }
    try:
        return steps[kind]()
    except FenceError as error:
        return type(error), getattr(error, "indexes", None)
    except ClientError as error:
        return error.response["Error"]["Code"]


def without_table(client: Any) -> dict[str, Callable[[], object]]:
    """Calls to a table that there is none of."""
    change = Update("rollcall-nothing", {"username": "ada"}).set({"name": "x"})
    return {
        "read": lambda: AgentsTable(client, "rollcall-nothing").read("ada"),
        "ask": lambda: FilesTable(client, "rollcall-nothing").records_of("k"),
        "ask index": lambda: FilesTable(client, "rollcall-nothing").unfinished(1),
        "change": lambda: AgentsTable(client, "rollcall-nothing").apply(change),
        "together": lambda: write_together(client, [change.action()], sleep=lambda _: None),
    }


def record_of(key: str, number: int, digit: int) -> Any:
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


def secret_of(username: str, secret: str, updated_at: Any) -> Update:
    """The change by which an agent names a password secret; others may write any time."""
    times = {"updated_at": updated_at} if isinstance(updated_at, str) else {}
    return Update("rollcall-agents", {"username": username}).set({"password_secret": secret, **times})


def actions_of(
    outcomes: OutcomesTable, first: dict[str, Any], second: dict[str, Any], line: int
) -> list[dict[str, Any]]:
    outcome: Any = {"import_id": "a", "line": line, "username": "ada", "outcome": "created", "reason": None}
    put = outcomes.put_action(outcome)
    withdraw = outcomes.withdraw_action("a", 1, username=first["name"], outcome="created")
    actions = [update_of(first).action(), withdraw if line == 3 else put]
    return actions if first["name"] == second["name"] else [*actions, update_of(second).action()]


def content(client: Any) -> dict[str, list[str]]:
    return {table: sorted(map(repr, map(ordered, client.scan(TableName=table)["Items"]))) for table in KEYS}


def ordered(item: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(item.items())


OF_INDEXES = [
    *(("create", (key, number, 9 - 2 * number)) for number in (2, 1, 3) for key in ("l", "k")),
    *((kind, most) for kind in ("unfinished", "begun") for most in (1, 2, 9)),
    *(("beginning", digits) for digits in ("1", "17", "2", "x")),
    *(("newest", key) for key in ("k", "l", "m")),
    *(("secret", step) for step in (("ada", "p/1", "x"), ("ben", "p/2", "y"), ("cyd", "q/1", "z"))),
    *(("secrets", table) for table in ("rollcall-agents", "rollcall-nothing")),
    ("owned", "x"),
    *(("no table", call) for call in ("read", "ask", "ask index", "change", "together")),
]
"""A record for each place of an index, and all that is asked of them."""


@settings(max_examples=40)
@given(steps=STEPS)
@example(steps=OF_INDEXES)
def test_it_answers_as_moto_does(moto: Any, steps: list[tuple[str, Any]]) -> None:
    for table in KEYS:
        for item in moto.scan(TableName=table)["Items"]:
            moto.delete_item(TableName=table, Key={name: item[name] for name in KEYS[table]})
    fake = FakeDynamoDB()

    for kind, step in steps:
        assert take(fake, kind, step) == take(moto, kind, step), (kind, step)

    held = {table: sorted(map(repr, map(ordered, items.values()))) for table, items in fake.tables.items()}
    assert held == content(moto)


def test_it_tells_of_changes_and_of_nothing_else() -> None:
    heard: list[tuple[str, Any, Any]] = []
    fake = FakeDynamoDB(lambda table, old, new: heard.append((table, old, new)))
    item = to_wire({"username": "ada", "status": "x"})

    fake.put_item(TableName="rollcall-agents", Item=item)
    fake.put_item(TableName="rollcall-agents", Item=dict(item))
    fake.delete_item(TableName="rollcall-agents", Key={"username": {"S": "ada"}})

    assert heard == [("rollcall-agents", None, item), ("rollcall-agents", item, None)]

"""`files` lists plain files, reads them back and deletes them."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody

from rollcall_cli.plain_files import PlainFiles
from tests.functional.provision.centre import HEADER, ROW, Centre
from tests.functional.rollcall_cli.command_line import CommandLine

SHORT = "Grüße\r\n".encode()
LONG = bytes(range(256)) * 4_000


@pytest.fixture
def kept(centre: Centre) -> Centre:
    """Two versions of a short file, a long one, one that is in the bucket alone, and a directory."""
    deployment = centre.deployment
    for key, body in (("a b.txt", b"old"), ("a b.txt", SHORT), ("long.bin", LONG)):
        deployment.run_ingest(deployment.upload(key, body, "text/plain"), centre.policy)
    event = deployment.upload("huge.bin", b"x" * 2_500_000)
    deployment.run_ingest(event, centre.policy)
    files = deployment.stores.files
    for number in range(1, 10):
        deployment.dynamodb.delete_item(
            TableName="rollcall-files",
            Key={"key": {"S": event.key}, "sequencer": {"S": f"{event.sequencer}#{number:05d}"}},
        )
    files.apply(files.update(event.key, event.sequencer).set({"content_stored": False, "chunks": None}))
    centre.ingest("agents.csv", ROW, header=HEADER)
    return centre


def objects(centre: Centre) -> list[str]:
    listed: dict[str, Any] = centre.deployment.s3.list_object_versions(Bucket="rollcall-uploads")
    return sorted(version["Key"] for version in listed["Versions"])


def test_all_are_listed_once_with_their_versions(kept: Centre, rollcall: CommandLine) -> None:
    listed = rollcall.run("files", "--json").json

    assert [(one["key"], one["size"], one["versions"]) for one in listed] == [
        ("a b.txt", len(SHORT), 2),
        ("huge.bin", 2_500_000, 1),
        ("long.bin", len(LONG), 1),
    ]
    assert [line[1] for line in rollcall.run("files", "list").lines] == ["key", "a b.txt", "huge.bin", "long.bin"]


def test_a_listing_reads_the_index_alone_page_by_page(
    kept: Centre, rollcall: CommandLine, calls: list[tuple[str, dict[str, Any]]]
) -> None:
    listed = rollcall.run("files", "--limit", "2", "--json").json

    assert [one["key"] for one in listed] == ["a b.txt", "huge.bin"]
    assert [(name, call["IndexName"]) for name, call in calls] == [("Query", "by_key")]
    table = kept.deployment.dynamodb.describe_table(TableName="rollcall-files")["Table"]
    held = {index["IndexName"]: index["Projection"] for index in table["GlobalSecondaryIndexes"]}["by_key"]
    assert held["ProjectionType"] == "INCLUDE"
    assert "content" not in held["NonKeyAttributes"]
    assert rollcall.run("files", "get", "a b.txt", "--limit", "1").exit_code == 2


@pytest.mark.parametrize(("key", "content"), [("a b.txt", SHORT), ("long.bin", LONG), ("huge.bin", b"x" * 2_500_000)])
def test_the_newest_version_is_read_back(
    kept: Centre, rollcall: CommandLine, tmp_path: Path, key: str, content: bytes
) -> None:
    file = tmp_path / "back"

    assert rollcall.run("files", "get", key, "--output", str(file)).exit_code == 0
    assert file.read_bytes() == content
    document = rollcall.run("files", "get", key, "--json").json
    assert (document["key"], base64.b64decode(document["content"])) == (key, content)


def test_standard_output_gets_the_file_as_it_is(kept: Centre, rollcall: CommandLine) -> None:
    assert rollcall.run("files", "get", "a b.txt").out.encode() == SHORT


def test_a_file_is_deleted_with_all_its_versions_and_nothing_else(kept: Centre, rollcall: CommandLine) -> None:
    refused = rollcall.run("files", "delete", "long.bin")
    assert (refused.exit_code, "add --yes" in refused.err) == (2, True)
    assert objects(kept) == ["a b.txt", "a b.txt", "agents.csv", "huge.bin", "long.bin"]

    for key, versions in (("a b.txt", 2), ("long.bin", 1), ("huge.bin", 1)):
        result = rollcall.run("files", "delete", key, "--yes", "--json")
        assert (result.exit_code, len(result.json["deleted"])) == (0, versions)
        again = rollcall.run("files", "delete", key, "--yes")
        assert (again.exit_code, f"no plain file '{key}'" in again.err) == (3, True)

    assert [item["kind"] for item in kept.deployment.items("files")] == ["agent_directory"]
    assert objects(kept) == ["agents.csv"]
    assert rollcall.run("files", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["get"], 2),
        (["delete"], 2),
        (["list", "a b.txt"], 2),
        (["delete", "a b.txt", "--output", "x"], 2),
        (["find", "a b.txt"], 2),
        (["get", "agents.csv"], 3),
        (["get", "nothing"], 3),
    ],
)
def test_what_makes_no_sense_is_refused(kept: Centre, rollcall: CommandLine, arguments: list[str], code: int) -> None:
    result = rollcall.run("files", *arguments)

    assert (result.exit_code, result.out) == (code, "")
    assert result.err


def test_a_time_out_of_amazon_s3_is_not_told_of_the_output(
    kept: Centre, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time-outs of botocore's are `OSError`s, as those of a disk are."""

    def silent(*_: object, **__: object) -> bytes:
        raise ReadTimeoutError(endpoint_url="https://s3")

    monkeypatch.setattr(StreamingBody, "read", silent)

    result = rollcall.run("files", "get", "huge.bin", "--output", str(tmp_path / "copy"))

    assert (result.exit_code, result.out) == (3, "")
    assert "AWS can't be asked: Read timeout" in result.err
    assert "can't be written" not in result.err


def test_where_a_lost_part_is_read_is_one_command(kept: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    """Others write the table too, and people copy the command."""
    [record] = PlainFiles(rollcall.deployment()).of_key("long.bin")
    files = kept.deployment.stores.files
    files.put(record | {"kind": "file", "bucket": "b; id", "version_id": "v; id", "chunks": 1, "sequencer": "9"})

    result = rollcall.run("files", "get", "long.bin", "--output", str(tmp_path / "copy"))

    assert "get-object --bucket 'b; id' --key long.bin --version-id 'v; id' FILE" in " ".join(result.err.split())


def test_an_output_that_cannot_be_written_is_told(kept: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("files", "get", "huge.bin", "--output", str(tmp_path / "nowhere" / "copy"))

    assert result.exit_code == 2
    assert "can't be written: No such file" in result.err

"""Of a provider's schema, the types that a configuration names stay as they were sent, and so does all else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.terraform.used_schema import used_types, without_unused_types

PROVIDER, RESOURCES, DATA_SOURCES, META, CAPABILITIES, FUNCTIONS, EPHEMERAL = 1, 2, 3, 5, 6, 7, 8
NAMES = st.sampled_from(["aws_s3_bucket", "aws_s3_bucket_policy", "aws_sqs_queue", "aws_connect_instance"])
FIELDS = st.sampled_from([PROVIDER, RESOURCES, DATA_SOURCES, META, CAPABILITIES, FUNCTIONS, EPHEMERAL])


def varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def entry(number: int, name: str, schema: bytes = b"its schema") -> bytes:
    return field(number, field(1, name.encode()) + field(2, schema))


def test_unused_types_are_left_out_of_each_map_and_nothing_else_is() -> None:
    before, after = field(PROVIDER, b"region"), field(CAPABILITIES, b"") + entry(FUNCTIONS, "arn_parse")
    bucket, role = entry(RESOURCES, "aws_s3_bucket", b"x" * 300), entry(DATA_SOURCES, "aws_iam_role")
    secret = entry(EPHEMERAL, "aws_secretsmanager_secret")

    whole = before + bucket + entry(RESOURCES, "aws_s3_bucket_policy") + role + secret + after

    assert without_unused_types(whole, {"aws_s3_bucket"}) == before + bucket + after
    assert without_unused_types(whole, {"aws_iam_role"}) == before + role + after
    assert without_unused_types(whole, {"aws_secretsmanager_secret"}) == before + secret + after


@given(st.lists(st.tuples(FIELDS, NAMES, st.binary(max_size=200))), st.sets(NAMES))
def test_what_stays_is_as_it_was_sent(sent: list[tuple[int, str, bytes]], used: set[str]) -> None:
    fields = [(number, name, entry(number, name, schema)) for number, name, schema in sent]
    stay = [one for number, name, one in fields if number not in {RESOURCES, DATA_SOURCES, EPHEMERAL} or name in used]

    assert without_unused_types(b"".join(one for *_, one in fields), used) == b"".join(stay)


@pytest.mark.parametrize("schema", [varint(2 << 3 | 0) + b"\x01", b"\x80"], ids=["a number", "cut off"])
def test_what_is_no_schema_is_refused(schema: bytes) -> None:
    with pytest.raises(ValueError, match="provider's schema"):
        without_unused_types(schema, set())


def test_used_are_all_types_that_files_of_the_root_its_modules_and_its_tests_name(tmp_path: Path) -> None:
    root, module, data = tmp_path / "root", tmp_path / "modules" / "store", tmp_path / "data"
    texts = {
        root / "main.tf": 'resource "aws_s3_bucket" "uploads" {\n',
        root / "notes.md": "aws_instance",
        root / "tests" / "terraform" / "names.tftest.hcl": 'mock_resource "aws_iam_role" {}\n',
        module / "data.tf": 'data "aws_caller_identity" "current" {}\n',
        module / "deep" / "other.tf": 'resource "aws_lambda_function" "not_of_this_module" {}\n',
        data / "modules" / "modules.json": json.dumps(
            {"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "store", "Dir": "../modules/store"}]}
        ),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    assert used_types(root, data) == {"aws_s3_bucket", "aws_iam_role", "aws_caller_identity"}


def test_a_root_without_modules_has_its_own_types(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "retry" {}\n')

    assert used_types(tmp_path, tmp_path / "data") == {"aws_sqs_queue"}

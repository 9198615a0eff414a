"""A schema's complaints about a configuration."""

from __future__ import annotations

import pytest

from scripts.provider_schemas.comparison import complaints, deprecations
from scripts.provider_schemas.schema import COMPUTED, OPTIONAL, REQUIRED, Block, Schema
from scripts.provider_schemas.usage import uses_of

SCHEMA = Schema(
    "9.1.0",
    "a test",
    {
        ("resource", "aws_x"): Block(
            attributes={"name": REQUIRED, "size": OPTIONAL, "arn": COMPUTED, "old": OPTIONAL},
            blocks={
                "rule": Block(REQUIRED, {"id": REQUIRED, "kind": OPTIONAL}, {}, {"kind": "kind is deprecated"}),
                "state": Block(COMPUTED, {"code": COMPUTED}),
            },
            deprecated={"old": "old is deprecated"},
        )
    },
)


def _complaints(body: str, also: str = "") -> list[str]:
    text = f'resource "aws_x" "a" {{\n{body}\n}}\n{also}\n'
    return [told.removeprefix("main.tf: ") for told in complaints(uses_of("main.tf", text), SCHEMA)]


GOOD = 'name = "a"\nrule {\nid = 1\n}'


def test_nothing_to_complain() -> None:
    assert _complaints(GOOD, "locals {\nx = [aws_x.a.arn, aws_x.a.state[0].code, aws_x.a.rule[0].id]\n}") == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (f"{GOOD}\ncolour = 1", "aws_x.a: aws_x of 9.1.0 has no argument colour"),
        (f"{GOOD}\narn = 1", "aws_x.a: aws_x of 9.1.0 has no argument arn"),
        (f"{GOOD}\nextra {{\n}}", "aws_x.a: aws_x of 9.1.0 has no block extra"),
        (f"{GOOD}\nstate {{\n}}", "aws_x.a: aws_x of 9.1.0 has no block state"),
        ('name = "a"\nrule {\nid = 1\nmore = 2\n}', "aws_x.a: aws_x of 9.1.0 has no argument rule.more"),
        ("rule {\nid = 1\n}", "aws_x.a: aws_x of 9.1.0 requires name"),
        ('name = "a"', "aws_x.a: aws_x of 9.1.0 requires rule"),
        (f"{GOOD}\nrule {{\nkind = 1\n}}", "aws_x.a: aws_x of 9.1.0 requires rule.id"),
    ],
)
def test_what_a_body_has_or_lacks(body: str, complaint: str) -> None:
    assert _complaints(body) == [complaint]


@pytest.mark.parametrize(
    ("read", "complaint"),
    [
        ("aws_x.a.id", "reads aws_x.id: aws_x of 9.1.0 has no attribute id"),
        ("aws_x.a.state[0].name", "reads aws_x.state.name: aws_x of 9.1.0 has no attribute state.name"),
        ("aws_y.a.id", "reads aws_y.id: 9.1.0 has no resource aws_y"),
        ("data.aws_x.a.arn", "reads aws_x.arn: 9.1.0 has no data aws_x"),
    ],
)
def test_what_is_read(read: str, complaint: str) -> None:
    assert _complaints(GOOD, f"locals {{\nx = {read}\n}}") == [complaint]


def test_deprecated_arguments_also_within_a_block() -> None:
    text = 'resource "aws_x" "a" {\nname = "a"\nold = 1\nrule {\nid = 1\nkind = 2\n}\n}\n'

    assert deprecations(uses_of("main.tf", text), SCHEMA) == {
        ("resource", "aws_x", "old"): "old is deprecated",
        ("resource", "aws_x", "rule.kind"): "kind is deprecated",
    }


def test_a_schema_survives_being_stored() -> None:
    assert Schema.from_json(SCHEMA.to_json()) == SCHEMA

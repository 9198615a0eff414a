"""The configuration uses nothing that the lowest or the newest version of the AWS provider that it allows lacks."""

from __future__ import annotations

import re

import pytest

from scripts.provider_schemas.comparison import complaints, deprecations
from scripts.provider_schemas.schema import Schema
from scripts.provider_schemas.stored import configuration_uses, known_deprecations, stored_schemas
from scripts.provider_schemas.usage import Use, uses_of
from scripts.terraform.initialise import PROJECT
from scripts.terraform.lockfile import LOCK_FILE, locked_providers

SCHEMAS = stored_schemas()
AGAIN = "run `make provider-schemas`"
VERSIONS = [schema.version for schema in SCHEMAS]
RENAMED = """
resource "aws_s3_bucket" "this" {
  bucket_name = "x"
}
"""


@pytest.fixture(scope="module")
def uses() -> list[Use]:
    """What the root, the modules and the examples use."""
    return configuration_uses()


def _constraints() -> set[str]:
    paths = [*PROJECT.glob("*.tf"), *PROJECT.glob("modules/**/*.tf"), *PROJECT.glob("examples/*/*.tf")]
    declared = re.compile(r'source\s*=\s*"hashicorp/aws"(?:\s*#.*\n)*\s*version\s*=\s*"([^"]+)"')
    return {found for path in paths for found in declared.findall(path.read_text("utf-8"))}


def test_all_roots_and_modules_allow_the_same_versions_of_the_provider() -> None:
    (constraint,) = _constraints()
    lowest = re.search(r">= ([0-9.]+)", constraint)
    locked = {provider.version for provider in locked_providers(PROJECT / LOCK_FILE)}

    assert lowest is not None
    assert locked == {lowest[1]}, "the lowest version is what the tests run with"
    assert "!= 6.14.0" in constraint
    assert "< 7.0.0" in constraint


def test_the_stored_schemas_are_of_the_lowest_version_and_of_a_6(uses: list[Use]) -> None:
    (locked,) = locked_providers(PROJECT / LOCK_FILE)
    assert VERSIONS[0] == locked.version
    assert [version.partition(".")[0] for version in VERSIONS] == ["5", "6"]
    for schema in SCHEMAS:
        assert set(schema.types) == {(use.kind, use.type) for use in uses}, AGAIN


@pytest.mark.parametrize("schema", SCHEMAS, ids=VERSIONS)
def test_no_version_lacks_what_is_used_or_requires_what_is_not_set(schema: Schema, uses: list[Use]) -> None:
    assert complaints(uses, schema) == []


def test_what_is_used_and_deprecated_is_known_with_a_reason(uses: list[Use]) -> None:
    found = {(schema.version, *place) for schema in SCHEMAS for place in deprecations(uses, schema)}
    known = known_deprecations()

    assert found == set(known)
    assert all(known.values())


@pytest.mark.parametrize("schema", SCHEMAS, ids=VERSIONS)
def test_another_name_would_be_told(schema: Schema) -> None:
    told = complaints(uses_of("main.tf", RENAMED), schema)

    assert told == [f"main.tf: aws_s3_bucket.this: aws_s3_bucket of {schema.version} has no argument bucket_name"]


def test_what_6_has_besides_is_told_of_5() -> None:
    text = 'resource "aws_s3_bucket" "this" {\n  region = "eu-central-1"\n}\n'
    five, six = (complaints(uses_of("main.tf", text), schema) for schema in SCHEMAS)

    assert (len(five), six) == (1, [])

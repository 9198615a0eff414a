"""Tables are read from the HCL that Terraform makes them from."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from scripts.terraform.tables import TableSchema, table_schemas

TABLE = """
resource "aws_s3_bucket" "other" {
  bucket = "other"
}

resource "aws_dynamodb_table" "calls" {
  name             = "${var.name}-calls"
  hash_key         = "caller"
  range_key        = "at"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "caller"
    type = "S"
  }

  attribute {
    name = "at"
    type = "N"
  }

  attribute {
    name = "queue"
    type = "S"
  }

  global_secondary_index {
    name            = "by_queue"
    hash_key        = "queue"
    range_key       = "at"
    projection_type = "KEYS_ONLY"
  }

  global_secondary_index {
    name               = "by_time"
    hash_key           = "at"
    projection_type    = "INCLUDE"
    non_key_attributes = ["reason", "agent"]
  }

  ttl {
    enabled        = true
    attribute_name = "expires_at"
  }
}
"""


def module(folder: Path, text: str) -> Path:
    (folder / "storage").mkdir()
    (folder / "storage" / "tables.tf").write_text(text)
    return folder


def test_a_table_is_made_as_its_resource_says(tmp_path: Path) -> None:
    [(label, schema)] = table_schemas(module(tmp_path, TABLE)).items()
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name="eu-central-1")
        schema.create(dynamodb, "mine-calls")
        made = dynamodb.describe_table(TableName="mine-calls")["Table"]
        expiry = dynamodb.describe_time_to_live(TableName="mine-calls")["TimeToLiveDescription"]

    keys = [{"AttributeName": "caller", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]
    index, other = sorted(made["GlobalSecondaryIndexes"], key=lambda one: str(one["IndexName"]))
    assert (label, made["KeySchema"]) == ("calls", keys)
    assert (index["IndexName"], [key["AttributeName"] for key in index["KeySchema"]]) == ("by_queue", ["queue", "at"])
    assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    assert other["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["reason", "agent"]}
    assert made["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    assert {entry["AttributeName"]: entry["AttributeType"] for entry in made["AttributeDefinitions"]} == {
        "caller": "S",
        "at": "N",
        "queue": "S",
    }
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires_at")


def test_a_table_may_have_a_key_alone(tmp_path: Path) -> None:
    attribute = 'attribute {\n    name = "id"\n    type = "S"\n  }'
    text = f'resource "aws_dynamodb_table" "few" {{\n  hash_key = "id"\n  {attribute}\n}}\n'

    assert table_schemas(module(tmp_path, text)) == {"few": TableSchema(("id",), {"id": "S"}, (), None, None)}


@pytest.mark.parametrize("line", ["for_each = var.tables", "local_secondary_index {}"])
def test_what_is_not_understood_is_refused(tmp_path: Path, line: str) -> None:
    text = TABLE.replace('hash_key         = "caller"', f'hash_key         = "caller"\n  {line}')

    with pytest.raises(ValueError, match=rf"tables\.tf: table calls has {line.split()[0]}"):
        table_schemas(module(tmp_path, text))


def test_the_tables_of_the_modules_are_found() -> None:
    assert table_schemas().keys() == {"agents", "files", "outcomes"}

"""What a configuration uses of the provider, read off its HCL."""

from __future__ import annotations

import pytest

from scripts.provider_schemas.usage import Use, uses_of

TABLE = """
# aws_sns_topic.old.name is not read in a comment
resource "aws_dynamodb_table" "agents" {
  name  = "agents"
  count = 1

  attribute {
    name = "id"
    type = "S"
  }

  dynamic "attribute" {
    for_each = var.more

    content {
      name = attribute.value
    }
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = data.aws_kms_key.one.arn
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "other" {
  input = aws_dynamodb_table.agents[0].stream_arn
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {}
  }
}
"""


def _told(text: str) -> set[tuple[str, str, str, str]]:
    return {(use.how, use.kind, use.type, ".".join(use.path)) for use in uses_of("main.tf", text)}


def _reads(expression: str) -> set[str]:
    text = f"locals {{\n  x = {expression}\n}}\n"
    return {f"{use.kind} {use.type} {'.'.join(use.path)}" for use in uses_of("main.tf", text)}


def test_arguments_blocks_and_what_is_read() -> None:
    table = ("resource", "aws_dynamodb_table")
    assert _told(TABLE) == {
        ("has", *table, ""),
        ("sets", *table, "name"),
        ("has", *table, "attribute"),
        ("sets", *table, "attribute.name"),
        ("sets", *table, "attribute.type"),
        ("has", *table, "server_side_encryption"),
        ("sets", *table, "server_side_encryption.enabled"),
        ("sets", *table, "server_side_encryption.kms_key_arn"),
        ("reads", "data", "aws_kms_key", "arn"),
        ("reads", *table, "stream_arn"),
        ("has", "provider", "aws", ""),
        ("sets", "provider", "aws", "region"),
        ("has", "provider", "aws", "default_tags"),
        ("sets", "provider", "aws", "default_tags.tags"),
    }


def test_each_block_says_what_stands_in_it() -> None:
    given = [set(use.given) for use in uses_of("main.tf", TABLE) if use.path == ("attribute",)]

    assert sorted(given, key=len) == [{"name"}, {"name", "type"}]


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        ("aws_kms_key.this.arn", {"resource aws_kms_key arn"}),
        ('"${data.aws_partition.current.partition}:x"', {"data aws_partition partition"}),
        ("aws_s3_bucket.all[each.key].arn", {"resource aws_s3_bucket arn"}),
        ('aws_s3_bucket.all[var.names["a"]].arn', {"resource aws_s3_bucket arn"}),
        ("aws_s3_bucket.all[local.names[0].name].arn", {"resource aws_s3_bucket arn"}),
        ("aws_s3_bucket.all[local.a[0].b[1].c].tags[var.x[0].y]", {"resource aws_s3_bucket tags"}),
        ("[for one in aws_s3_bucket.all : one.grant[local.a[0].b].type]", {"resource aws_s3_bucket grant.type"}),
        ("aws_s3_bucket.all[*].arn", {"resource aws_s3_bucket arn"}),
        ("aws_lambda_function.f.environment[0].variables", {"resource aws_lambda_function environment.variables"}),
        ("{ for name, queue in aws_sqs_queue.all : name => queue.url }", {"resource aws_sqs_queue url"}),
        (
            "[for queue in aws_sqs_queue.all : queue.url if queue.name != null]",
            {"resource aws_sqs_queue url", "resource aws_sqs_queue name"},
        ),
        (
            "merge({ for queue in aws_sqs_queue.all : queue.url => queue }, { a = queue.other })",
            {"resource aws_sqs_queue url"},
        ),
        ("aws_sqs_queue.all", set()),
        ("var.aws_sqs_queue.all.arn", set()),
    ],
)
def test_ways_to_read(expression: str, read: set[str]) -> None:
    assert _reads(expression) == read


def test_where_it_is_used_is_told() -> None:
    assert Use("resource", "aws_kms_key", ("arn",), "reads", "main.tf: reads aws_kms_key.arn") in uses_of(
        "main.tf", "locals {\n  x = aws_kms_key.this.arn\n}\n"
    )

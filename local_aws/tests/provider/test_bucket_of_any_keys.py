"""Terraform's AWS provider empties a bucket of objects of any key, and deletes it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import boto3
import pytest

from local_aws.tests.functional.ministack.corrections.test_object_keys import KEYS
from scripts.terraform.initialise import initialise

if TYPE_CHECKING:
    from pathlib import Path

    from local_aws.client import LocalAws

BUCKET = "bucket-of-any-keys"
CONFIGURATION = f"""
resource "aws_s3_bucket" "any" {{
  bucket        = "{BUCKET}"
  force_destroy = true
}}

resource "aws_s3_bucket_versioning" "any" {{
  bucket = aws_s3_bucket.any.id

  versioning_configuration {{
    status = "Enabled"
  }}
}}
"""


@pytest.mark.e2e
def test_force_destroy_deletes_every_key_with_all_its_versions(tmp_path: Path, local_aws: LocalAws) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "main.tf").write_text(CONFIGURATION, "utf-8")
    environment = local_aws.environment()
    variables = {**initialise(root, tmp_path / "data"), **environment, "TF_CLI_ARGS": "-no-color"}

    def terraform(command: str) -> None:
        arguments = ["terraform", command, "-auto-approve", "-input=false"]
        result = subprocess.run(
            arguments, cwd=root, env=variables, capture_output=True, text=True, check=False, timeout=200
        )
        assert result.returncode == 0, result.stdout + result.stderr

    terraform("apply")
    s3 = boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    for key in KEYS.values():
        for body in (b"one", b"two"):
            s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    s3.delete_object(Bucket=BUCKET, Key=KEYS["a percent sign"])

    terraform("destroy")

    assert BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]

"""The stores that ingest writes, as the Terraform modules make them."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.settings import AGENTS_TABLE, FILES_TABLE, REPORT_BUCKET, UPLOAD_BUCKET
from scripts.terraform.tables import table_schemas

_TABLES: Final = {"files": FILES_TABLE, "agents": AGENTS_TABLE}


def create_stores(dynamodb: Any, s3: Any) -> None:
    """Create the files and agents tables and both buckets."""
    for label, name in _TABLES.items():
        table_schemas()[label].create(dynamodb, name)
    for bucket in (UPLOAD_BUCKET, REPORT_BUCKET):
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})

"""The reports bucket: where things lie in it, and the only calls to it.

    <upload key, cut to 900 bytes>/<import id>/plan/<first line>.jsonl.gz
                                              /report.html
                                              /outcome.csv
                                              /rejected.csv
                                              /summary.json

A plan is written before its lines take effect. It is one JSON document a line: first `{"columns": [those of the file's
own headers that are used, but for passwords], "ignored": [headers that nothing is read from], "withheld": [headers of
columns that may hold passwords, from which nothing is read either], "name_columns": {…}}`, then those that say the
block's lines: a `roster.plans.PlanLine` each, but that unchanged ones share documents (`roster.plan_documents`). Cells
of other columns than `columns` are in no plan.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from botocore.exceptions import ClientError

from roster.errors import UnreadableError
from roster.plan_check import is_plan
from roster.plan_documents import read_lines, write_lines
from roster.plans import Plan

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_MAX_KEY_BYTES: Final = 900
"""Room for the upload's key; Amazon S3 takes keys of 1,024 bytes."""


def report_prefix(key: str, import_id: str) -> str:
    """Return where an import's report lies in the bucket, ending in a slash."""
    cut = key.encode()[:_MAX_KEY_BYTES].decode(errors="ignore")
    return f"{cut}/{import_id}/"


class ReportsBucket:
    """Writes and reads of plans and reports.

    Args:
        client: an Amazon S3 client.
        bucket: the bucket's name.
    """

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def url(self, prefix: str) -> str:
        """Return the `s3://` address of a prefix."""
        return f"s3://{self._bucket}/{prefix}"

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write one object of a report."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)

    def put_file(self, key: str, file: BinaryIO, content_type: str) -> None:
        """Write one object of a report from an open file, read from where it stands and never whole into memory."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=file, ContentType=content_type)

    def put_plan(self, prefix: str, first_line: int, plan: Plan) -> None:
        """Write the plan of the block that begins at a line."""
        header = {name: plan.get(name, []) for name in ("columns", "ignored", "withheld")}
        names = {"name_columns": plan.get("name_columns", {})}
        documents: list[object] = [header | names, *write_lines(plan["lines"])]
        text = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
        # mtime=0: the same plan is the same object. Level 9 would take four times as long for a few bytes less.
        body = gzip.compress(text.encode(), compresslevel=6, mtime=0)
        self.put(_plan_key(prefix, first_line), body, "application/gzip")

    def read_plan(self, prefix: str, first_line: int) -> Plan | None:
        """Read the plan of the block that begins at a line; None if there is none yet.

        Raises:
            UnreadableError: it is none of ours.
        """
        try:
            return self._read_plan(_plan_key(prefix, first_line))
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"NoSuchKey", "404"}:
                raise
            return None

    def plans(self, prefix: str) -> Iterator[Plan]:
        """Yield an import's plans in the order of their lines.

        Raises:
            UnreadableError: one is none of ours.
        """
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=f"{prefix}plan/")
        for key in sorted(entry["Key"] for page in pages for entry in page.get("Contents", [])):
            yield self._read_plan(key)

    def _read_plan(self, key: str) -> Plan:
        body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        try:
            # Split as bytes: `str.splitlines` would also split at U+2028 and the like, which JSON leaves in a cell.
            header, *documents = [json.loads(line) for line in gzip.decompress(body).splitlines()]
            plan = {**header, "lines": read_lines(documents)}
        except (EOFError, KeyError, OSError, OverflowError, RecursionError, TypeError, ValueError, zlib.error) as error:
            raise _unreadable(self.url(key)) from error
        if not is_plan(plan):
            raise _unreadable(self.url(key))
        return cast("Plan", plan)


def _unreadable(place: str) -> UnreadableError:
    return UnreadableError(f"{place} is no plan of Rollcall's, as somebody else wrote there")


def _plan_key(prefix: str, first_line: int) -> str:
    return f"{prefix}plan/{first_line:010d}.jsonl.gz"

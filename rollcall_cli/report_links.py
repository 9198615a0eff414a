"""Links to the files of a report: where they lie in Amazon S3, and addresses that a browser opens for a while."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

LINK_SECONDS: Final = 3600
"""How long a link opens its file: as long as those of `aws s3 presign`."""

PRESIGNING: Final[dict[str, Any]] = {"signature_version": "s3v4"}
"""Options of the client that makes links. With the older signature Amazon S3 refuses objects that are encrypted by a
key of AWS KMS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a report.

    Attributes:
        name: such as `report.html`.
        address: where it lies, `s3://…`.
        link: opens it for whoever has the link, for `LINK_SECONDS` or until the credentials that signed it expire.
    """

    name: str
    address: str
    link: str


def report_files(client: Any, bucket: str, keys: Iterable[str]) -> list[ReportFile]:
    """Return the files of a report with their links; a link is made here, without asking AWS.

    Args:
        client: an S3 client built with `PRESIGNING`.
        bucket: the reports bucket.
        keys: the files' keys.
    """
    return [
        ReportFile(
            key.rpartition("/")[2],
            f"s3://{bucket}/{key}",
            client.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=LINK_SECONDS),
        )
        for key in keys
    ]

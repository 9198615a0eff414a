"""What services do in their own name, and people with what policies on resources allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tests.contract.least_privilege.request import ACCOUNT, REGION, Call, Value
from tests.contract.least_privilege.resources import (
    ACCESS_LOGS,
    ALARM,
    FAILURES,
    FUNCTIONS,
    KEY,
    RECORDINGS,
    RECORDINGS_KEY,
    REPORT_FILES,
    REPORTS,
    RETRIES,
    RULE,
    TOPIC,
    UPLOAD,
    UPLOADS,
    function,
    log_group,
    role,
)

_IN_ACCOUNT: Final[Mapping[str, Value]] = {"aws:SourceAccount": ACCOUNT}

OF_OTHERS: Final[Mapping[str, Sequence[Call]]] = {
    "s3.amazonaws.com": (("lambda:InvokeFunction", [function("ingest")], {**_IN_ACCOUNT, "aws:SourceArn": UPLOADS}),),
    "events.amazonaws.com": (("lambda:InvokeFunction", [function("upkeep")], {"aws:SourceArn": RULE}),),
    "lambda.amazonaws.com": (("sts:AssumeRole", [role(name) for name in FUNCTIONS], {}),),
    "logging.s3.amazonaws.com": (
        ("s3:PutObject", [f"{ACCESS_LOGS}/uploads/1"], {**_IN_ACCOUNT, "aws:SourceArn": UPLOADS}),
        ("s3:PutObject", [f"{ACCESS_LOGS}/reports/1"], {**_IN_ACCOUNT, "aws:SourceArn": REPORTS}),
    ),
    "cloudwatch.amazonaws.com": (
        ("sns:Publish", [TOPIC], {**_IN_ACCOUNT, "aws:SourceArn": ALARM}),
        (
            "kms:Decrypt GenerateDataKey",
            [KEY],
            {**_IN_ACCOUNT, "aws:SourceArn": ALARM, "kms:EncryptionContext:aws:sns:topicArn": TOPIC},
        ),
    ),
    f"logs.{REGION}.amazonaws.com": tuple(
        (
            "kms:Decrypt DescribeKey Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo",
            [KEY],
            {"kms:EncryptionContext:aws:logs:arn": log_group(name)},
        )
        for name in FUNCTIONS
    ),
    # Whoever may use a bucket needs no permission on the key.
    "reader": tuple(
        (
            actions,
            [KEY],
            {
                "kms:CallerAccount": ACCOUNT,
                "kms:ViaService": f"s3.{REGION}.amazonaws.com",
                "kms:EncryptionContext:aws:s3:arn": arn,
            },
        )
        for actions, arns in (
            ("kms:Decrypt GenerateDataKey", (UPLOADS, UPLOAD)),
            ("kms:Decrypt", (REPORTS, REPORT_FILES[0])),
        )
        for arn in arns
    ),
    # The account's own policies govern everything, by TLS alone.
    "administrator": (
        ("kms:PutKeyPolicy", [KEY, RECORDINGS_KEY], {}),
        *(("s3:ListBucket", [bucket], {}) for bucket in (UPLOADS, REPORTS, ACCESS_LOGS, RECORDINGS)),
        *(("s3:GetObject", [f"{bucket}/1"], {}) for bucket in (UPLOADS, REPORTS, ACCESS_LOGS, RECORDINGS)),
        ("sqs:ReceiveMessage", [FAILURES, RETRIES], {}),
        ("sns:Publish", [TOPIC], {}),
    ),
}
"""What services need in their own name, and people."""

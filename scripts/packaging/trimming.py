"""Decides which files of an installed dependency stay out of the zips.

Zips are stored, not deflated, so that their bytes depend on nothing but the sources. What no function imports is left
out to keep them small: Powertools alone holds 3.5 MB, of which 2.7 MB are web frameworks and parsers that Rollcall has
no use for. `scripts.packaging.imports` stops the build when a function imports something that is listed here.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePosixPath

UNUSED_PARTS = (
    "aws_lambda_powertools/event_handler",  # HTTP and GraphQL routing, with the files of a Swagger page
    "aws_lambda_powertools/utilities/auth_alpha",
    "aws_lambda_powertools/utilities/batch",
    "aws_lambda_powertools/utilities/circuit_breaker",
    "aws_lambda_powertools/utilities/data_classes",
    "aws_lambda_powertools/utilities/data_masking",
    "aws_lambda_powertools/utilities/feature_flags",
    "aws_lambda_powertools/utilities/idempotency",
    "aws_lambda_powertools/utilities/kafka",
    "aws_lambda_powertools/utilities/parameters",
    "aws_lambda_powertools/utilities/parser",  # models for pydantic, which is not installed
    "aws_lambda_powertools/utilities/streaming",
    "aws_lambda_powertools/utilities/validation",
    "boto3/data",  # of its high-level resources; only its converters of DynamoDB's values are used
    "boto3/examples",
    "charset_normalizer/__main__.py",
    "charset_normalizer/cli",
    "charset_normalizer-*.dist-info/METADATA",  # its handbook; nothing asks which version it is
    "dateutil/zoneinfo",  # time zones, of which botocore uses none
    "phonenumbers/carrier.py",  # this and the next three need data that phonenumberslite lacks
    "phonenumbers/geocoder.py",
    "phonenumbers/prefix.py",
    "phonenumbers/timezone.py",
    "phonenumbers/shortdata/region_*",  # emergency and short codes: agents have ordinary numbers
    "urllib3/contrib/emscripten",  # for Python in a browser
)
"""Parts of dependencies that no function imports: folders and files, as shell patterns."""

_TYPE_INFORMATION = frozenset({".pyi", ".typed"})


def is_left_out(path: PurePosixPath) -> bool:
    """Whether a file of a wheel stays out of the zip.

    Left out are the records of what a wheel holds, byte code, type stubs, tests and `UNUSED_PARTS`. The metadata that
    `importlib.metadata` reads stays; texts of licences have a folder of their own in the zip.
    """
    top = path.parts[0]
    if top.endswith(".dist-info"):
        return path.name != "METADATA" or is_unused(str(path))
    return (
        "__pycache__" in path.parts or "tests" in path.parts or path.suffix in _TYPE_INFORMATION or is_unused(str(path))
    )


def is_unused(path: str) -> bool:
    """Whether a file or folder of a dependency is one of `UNUSED_PARTS`, or lies in one."""
    return any(fnmatchcase(path, part) or fnmatchcase(path, f"{part}/*") for part in UNUSED_PARTS)

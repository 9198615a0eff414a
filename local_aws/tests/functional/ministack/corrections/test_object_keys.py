"""Keys of S3 objects with characters of every kind, beside ministack alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from botocore.handlers import set_list_objects_encoding_type_url

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World

KEYS = {
    "a percent sign": "50% off.csv",
    "what looks encoded": "a%20b%2Fc%41.csv",
    "a plus": "a+b.csv",
    "a question mark": "what?.csv",
    "a number sign": "no#1.csv",
    "blanks": " a  b ",
    "no-break space": "a\u00a0b",
    "umlauts": "Müller/größe.csv",
    "decomposed umlauts": "Mu\u0308ller.csv",
    "Chinese": "员工/名单.csv",
    "an emoji": "😀.csv",
    "two slashes": "a//b.csv",
    "a leading slash": "/a.csv",
    "two leading slashes": "//a.csv",
    "a trailing slash": "a/",
    "a slash alone": "/",
    "a dot": "./a.csv",
    "two dots": "../a/../b.csv",
    "only dots": "..",
    "markup": "<a>&amp;\"'.csv",
    "a backslash": "a\\b.csv",
    "a tilde and brackets": "~a[b]{c}|d^e`f.csv",
    "a line feed": "a\nb.csv",
    "a carriage return": "a\r\nb.csv",
    "a tab": "a\tb.csv",
    "an escape": "a\x1b[31mb.csv",
    "a delete": "a\x7fb.csv",
    "another control": "a\x01\x02\x1fb.csv",
    "a C1 control": "a\x85b.csv",
    "no character of XML": "a\ufffeb\uffff.csv",
    "a line separator": "a\u2028b.csv",
    "names of queries": "a?versions&delete=1.csv",
}


def _bucket(world: World, *, versioned: bool = True) -> tuple[Any, str]:
    s3, bucket = world.client("s3"), world.name("bucket")
    s3.create_bucket(Bucket=bucket)
    if versioned:
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return s3, bucket


@pytest.mark.parametrize("kind", KEYS)
def test_an_object_of_any_key_is_put_read_listed_and_deleted(local: World, kind: str) -> None:
    s3, bucket = _bucket(local)
    key = KEYS[kind]

    versions = [s3.put_object(Bucket=bucket, Key=key, Body=body)["VersionId"] for body in (b"one", b"two")]
    s3.put_object(Bucket=bucket, Key="other", Body=b"")

    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"two"
    assert s3.get_object(Bucket=bucket, Key=key, VersionId=versions[0])["Body"].read() == b"one"
    assert s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == 3
    for operation in ("list_objects", "list_objects_v2"):
        listed = getattr(s3, operation)(Bucket=bucket, Prefix=key)
        assert [entry["Key"] for entry in listed["Contents"]] == [key]
    found = s3.list_object_versions(Bucket=bucket, Prefix=key)
    assert [(entry["Key"], entry["VersionId"]) for entry in found["Versions"]] == [(key, one) for one in versions[::-1]]

    s3.delete_object(Bucket=bucket, Key=key)
    [marker] = s3.list_object_versions(Bucket=bucket)["DeleteMarkers"]
    assert marker["Key"] == key
    for version in (*versions, marker["VersionId"]):
        s3.delete_object(Bucket=bucket, Key=key, VersionId=version)
    left = s3.list_object_versions(Bucket=bucket)
    assert [entry["Key"] for entry in left["Versions"]] == ["other"]
    assert "DeleteMarkers" not in left


def test_pages_go_on_behind_any_key(local: World) -> None:
    s3, bucket = _bucket(local)
    for key in KEYS.values():
        for body in (b"one", b"two"):
            s3.put_object(Bucket=bucket, Key=key, Body=body)

    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, PaginationConfig={"PageSize": 1})
    assert [entry["Key"] for page in pages for entry in page["Versions"]] == [
        key for key in sorted(KEYS.values()) for _ in range(2)
    ]
    for operation in ("list_objects", "list_objects_v2"):
        pages = s3.get_paginator(operation).paginate(Bucket=bucket, PaginationConfig={"PageSize": 1})
        assert [entry["Key"] for page in pages for entry in page["Contents"]] == sorted(KEYS.values())


def test_common_prefixes_of_versions_are_told_like_keys(local: World) -> None:
    s3, bucket = _bucket(local)
    for key in ("50%/a", "50%/b", "ü\x1b/a"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"")

    found = s3.list_object_versions(Bucket=bucket, Delimiter="/")

    assert [entry["Prefix"] for entry in found["CommonPrefixes"]] == ["50%/", "ü\x1b/"]
    assert found["Delimiter"] == "/"


def test_whoever_asks_for_no_encoding_gets_keys_as_they_are(local: World) -> None:
    s3, bucket = _bucket(local)
    s3.put_object(Bucket=bucket, Key="50% a+b ü.csv", Body=b"")
    s3.meta.events.unregister("before-parameter-build.s3.ListObjectVersions", set_list_objects_encoding_type_url)

    found = s3.list_object_versions(Bucket=bucket)

    assert "EncodingType" not in found

    assert [entry["Key"] for entry in found["Versions"]] == ["50% a+b ü.csv"]


def test_many_are_deleted_at_once(local: World) -> None:
    """Keys that XML can hold, which is how they are named."""
    s3, bucket = _bucket(local, versioned=False)
    keys = [key for key in KEYS.values() if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", key)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")

    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})

    assert sorted(entry["Key"] for entry in answer["Deleted"]) == sorted(keys)
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket)


def test_uploads_in_parts_are_listed_by_any_key(local: World) -> None:
    """Begun for keys that XML can hold, as an answer to their beginning repeats the key."""
    s3, bucket = _bucket(local)
    keys = [key for key in KEYS.values() if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", key)]
    for key in keys:
        s3.create_multipart_upload(Bucket=bucket, Key=key)

    found = s3.list_multipart_uploads(Bucket=bucket, EncodingType="url")

    assert found["EncodingType"] == "url"
    assert sorted(unquote(upload["Key"]) for upload in found["Uploads"]) == sorted(keys)


def test_ministack_alone_tells_versions_without_the_encoding_asked_for(bare: World) -> None:
    s3, bucket = _bucket(bare)
    s3.put_object(Bucket=bucket, Key="a%41", Body=b"")
    assert "EncodingType" not in s3.list_object_versions(Bucket=bucket, EncodingType="url")

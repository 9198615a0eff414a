"""What `*` and `?` of a policy stand for, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local_aws.tests.functional.ministack.corrections.test_kms_permissions import CALLER

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World

ALLOWED = [("a*", "a\nb"), ("a?b", "a\nb"), ("*", "\n"), ("*/c", "a\n\nb/c"), ("a*b", "aXb")]
DENIED = [("a", "a\n"), ("a?", "a"), ("a*b", "a\nc"), ("a.b", "aXb"), ("A*", "a")]


def _may_read(world: World, pattern: str, key: str) -> bool:
    bucket = world.name("bucket")
    s3 = world.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    function = world.function(CALLER, world.role(("s3:GetObject", f"arn:aws:s3:::{bucket}/{pattern}")))
    error, _ = world.invoke(function, ("s3", "get_object", {"Bucket": bucket, "Key": key}))
    return error is None


@pytest.mark.parametrize(("pattern", "key"), ALLOWED)
def test_a_wildcard_stands_for_any_character(local: World, pattern: str, key: str) -> None:
    assert _may_read(local, pattern, key)


@pytest.mark.parametrize(("pattern", "key"), DENIED)
def test_a_pattern_is_that_of_the_whole_key(local: World, pattern: str, key: str) -> None:
    assert not _may_read(local, pattern, key)


def test_ministack_alone_stops_at_a_line_break(bare: World) -> None:
    assert [_may_read(bare, *ALLOWED[0]), _may_read(bare, *ALLOWED[1]), _may_read(bare, *DENIED[0])] == [
        False,
        False,
        True,
    ]

"""Missing S3 objects and who may know of them, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.tests.functional.ministack.corrections.test_kms_permissions import CALLER

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def _errors(world: World, *actions: str) -> list[str]:
    """Read what is not there, as a function that may do these things: the object, a version, and by HEAD."""
    bucket = world.name("bucket")
    s3 = world.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    gone = s3.put_object(Bucket=bucket, Key="a", Body=b"x")["VersionId"]
    s3.delete_object(Bucket=bucket, Key="a", VersionId=gone)
    function = world.function(CALLER, world.role(("s3:GetObject*", "*"), *((action, "*") for action in actions)))
    place = {"Bucket": bucket, "Key": "a"}
    calls = [("get_object", place), ("get_object", place | {"VersionId": gone}), ("head_object", place)]
    answers = [world.invoke(function, ("s3", operation, parameters)) for operation, parameters in calls]
    return [payload["errorMessage"].partition("(")[2].partition(")")[0] for _, payload in answers]


def test_who_may_not_list_is_refused_what_is_missing(local: World) -> None:
    assert _errors(local) == ["AccessDenied", "AccessDenied", "403"]


def test_who_may_list_is_told_that_it_is_missing(local: World) -> None:
    assert _errors(local, "s3:ListBucket") == ["NoSuchKey", "NoSuchVersion", "404"]


def test_ministack_alone_tells_everybody(bare: World) -> None:
    assert _errors(bare) == ["NoSuchKey", "NoSuchVersion", "404"]

"""Answers GetBucketRequestPayment, which Terraform's AWS provider calls whenever it looks at a bucket.

ministack 1.5.33 knows the query by another name than Amazon S3's and answers with a list of the bucket's objects. The
provider takes that for the answer until an object's key has a character that XML can't hold.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
"""

from typing import Any

from ministack.services import s3


def install() -> None:
    """Take the query for what it is before the objects are listed."""
    list_objects = s3._list_objects_v1

    def list_or_tell(bucket_name: str, query_params: dict[str, Any]) -> Any:
        if "requestPayment" in query_params:
            return s3._get_bucket_request_payment(bucket_name)
        return list_objects(bucket_name, query_params)

    s3._list_objects_v1 = list_or_tell

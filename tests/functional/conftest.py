"""The stores as Terraform makes them, in moto."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aws_lambda_powertools import Logger
from botocore.loaders import create_loader
from moto import mock_aws

from roster.clients import aws_session
from tests.functional.provision.wire import shared_client
from tests.functional.quick_clients import quick_clients
from tests.functional.quick_moto import quick_moto
from tests.functional.stores import KEY_ARN, Deployment, create_tables


@pytest.fixture(scope="session", autouse=True)
def service_models() -> Iterator[None]:
    """Have all sessions read the services' models once: moto gives each test a session of its own."""
    loader = create_loader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", lambda *_: loader)
        yield


@pytest.fixture(scope="session", autouse=True)
def moto_is_quick() -> Iterator[None]:
    """Have moto answer, and botocore make clients, for half of the processor time."""
    with quick_moto(), quick_clients():
        yield


@pytest.fixture(autouse=True)
def no_session() -> Iterator[None]:
    """Begin and end each test without a session of the functions, as moto does for boto3's own."""
    aws_session.cache_clear()
    yield
    aws_session.cache_clear()


@pytest.fixture(autouse=True)
def keys_of_the_log() -> Iterator[None]:
    """Forget what functions that share the tests' thread put into their logs; on AWS each has its own threads."""
    yield
    Logger(service="test").thread_safe_clear_keys()


@pytest.fixture
def make_client() -> Callable[[str], Any]:
    """How the deployment comes by its clients, which all tests share; who changes one has clients of their own."""
    return shared_client


@pytest.fixture
def deployment(make_client: Callable[[str], Any]) -> Iterator[Deployment]:
    """Tables, buckets and clients of a deployment named `rollcall`."""
    with mock_aws():
        s3, dynamodb = make_client("s3"), make_client("dynamodb")
        for bucket in ("rollcall-uploads", "rollcall-reports"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        s3.put_bucket_versioning(Bucket="rollcall-uploads", VersioningConfiguration={"Status": "Enabled"})
        create_tables(dynamodb)
        yield Deployment(s3=s3, dynamodb=dynamodb, secretsmanager=make_client("secretsmanager"), key_arn=KEY_ARN)

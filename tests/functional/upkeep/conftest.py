"""Upkeep's parts over the stores in moto."""

from __future__ import annotations

import boto3
import pytest

from tests.functional.provision.conftest import centre
from tests.functional.stores import Deployment
from tests.functional.upkeep.workshop import Workshop

__all__ = ["centre"]


@pytest.fixture
def workshop(deployment: Deployment) -> Workshop:
    client = boto3.client("sqs", region_name="eu-central-1")
    return Workshop(deployment, client, client.create_queue(QueueName="rollcall-failures")["QueueUrl"])

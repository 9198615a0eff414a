"""Keeps every test away from real AWS: throw-away credentials, one region, no user configuration."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_SERVICE_NAME": "test",
    "POWERTOOLS_METRICS_NAMESPACE": "Rollcall",
}

# The same examples every time and no time limit on one, so that only a change of the code can change the verdict;
# --hypothesis-profile=search looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for the whole run: it would look through all imported modules again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def aws_environment() -> None:
    """Set the environment of the whole run; servers that tests start get one of their own."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ENDPOINT_URL"):
        os.environ.pop(name, None)
    os.environ.update(_ENVIRONMENT)

"""Without credentials nothing begins, and it says how to get on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from moto import mock_aws

from scripts.terraform.initialise import PROJECT
from tests.on_aws.credentials import caller, environment_account
from tests.on_aws.errors import RefusedError


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment of nothing but this."""
    bare = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"}
    bare["PYTHONPATH"] = f"{PROJECT}:{PROJECT}/lambda_src"
    command = [sys.executable, "-m", "tests.on_aws"]
    return subprocess.run(
        command, env=bare | environment, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120
    )


def test_without_credentials_it_ends_at_once() -> None:
    done = run(AWS_REGION="us-east-1")

    assert done.returncode == 2
    assert "Nothing was made: the environment has no AWS credentials. Set AWS_PROFILE" in done.stderr


def test_without_a_region_it_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    with pytest.raises(RefusedError, match="set AWS_REGION"):
        environment_account()


def test_a_profile_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")

    with pytest.raises(RefusedError, match="no-such-profile"):
        environment_account()


def test_whose_account_it_is_comes_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")

    with mock_aws():
        who = caller(environment_account())

    assert (who.account_id, who.region, who.endpoint) == ("123456789012", "eu-west-1", "")


def test_credentials_that_nobody_takes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    with pytest.raises(RefusedError, match="does not take the environment's credentials"):
        caller(environment_account())


def test_the_command_does_not_know_local_aws() -> None:
    loaded = "import sys, tests.on_aws.__main__; print([name for name in sys.modules if name.startswith('local_aws')])"

    done = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": f"{PROJECT}:{PROJECT}/lambda_src"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout.strip() == "[]"

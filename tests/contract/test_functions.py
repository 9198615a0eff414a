"""Terraform and Python agree about every function."""

from __future__ import annotations

import dataclasses
import importlib
import tomllib
import typing

import pytest

from scripts.terraform.initialise import PROJECT
from tests.contract import configuration
from tests.contract.calls import actions_called, dependent_actions

_POWERTOOLS = {"POWERTOOLS_LOG_LEVEL", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"}
_DONE_BY_LAMBDA = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
}
"""What AWS itself does in the function's name: reads its stream or queue, uses the key, hands failures over."""


def settings_of(function: str) -> type:
    module = importlib.import_module(f"{function}.settings")
    [settings] = [
        value
        for value in vars(module).values()
        if dataclasses.is_dataclass(value) and typing.cast("type", value).__module__ == module.__name__
    ]
    return typing.cast("type", settings)


@pytest.mark.parametrize("function", configuration.FUNCTIONS)
def test_the_environment_is_what_the_settings_read(function: str) -> None:
    read = {field.name.upper() for field in dataclasses.fields(settings_of(function))}

    given = configuration.environment(function) - _POWERTOOLS

    assert given - {"ROLLCALL_NAME"} == read - {"ROLLCALL_NAME"}


@pytest.mark.parametrize("function", configuration.FUNCTIONS)
def test_the_handler_is_there(function: str) -> None:
    module, _, name = configuration.handler(function).rpartition(".")

    assert callable(getattr(importlib.import_module(module), name))


def test_zips_are_built_for_the_runtime_that_terraform_asks_for() -> None:
    runtime = configuration.default("python_runtime").removeprefix("python")
    packaging = "\n".join(path.read_text("utf-8") for path in (PROJECT / "scripts" / "packaging").glob("*.py"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))

    assert f'"{runtime}"' in packaging
    assert project["project"]["requires-python"] == ">=3.11"


@pytest.mark.parametrize("function", configuration.FUNCTIONS)
def test_every_call_is_allowed_and_every_allowed_action_is_called(function: str) -> None:
    called = actions_called(function)
    called |= dependent_actions(called)

    allowed = configuration.allowed_actions(function)

    assert sorted(called - allowed) == [], "called, but not allowed"
    assert sorted(allowed - called - _DONE_BY_LAMBDA) == [], "allowed, but never called"

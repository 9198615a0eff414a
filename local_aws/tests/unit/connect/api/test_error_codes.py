"""Every error that an operation can answer has a code that its model names, or one that is common to all.

The source is walked: from an operation's function to all that it calls in this package, wherever an error is made.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from local_aws.connect import install
from local_aws.connect.api import errors
from local_aws.connect.api.changes import check_change
from local_aws.connect.api.errors import ALTERNATIVES, COMMON, STATUS, ConnectError, modelled_code
from local_aws.connect.api.registry import OPERATIONS, Call
from local_aws.connect.api.validation import read_request

install()
MODEL = botocore.session.get_session().get_service_model("connect")
PACKAGE = "local_aws.connect"


def modelled(operation: str) -> set[str]:
    return {shape.name for shape in MODEL.operation_model(operation).error_shapes}


def makers() -> dict[Any, str]:
    """Return the functions that make an error, each with its code."""
    found: dict[Any, str] = {}
    for _, function in inspect.getmembers(errors, inspect.isfunction):
        if inspect.signature(function).return_annotation == "ConnectError":
            values = [1 if name == "limit" else "x" for name in inspect.signature(function).parameters]
            found[function] = function(*values).code
    return found


MAKERS = makers()


def test_the_makers_are_found() -> None:
    assert set(MAKERS.values()) >= {"DuplicateResourceException", "ResourceInUseException", "LimitExceededException"}


@cache
def codes(function: Any) -> frozenset[str]:
    """Return the codes of all errors that a function and all that it calls can end with."""
    return frozenset(_codes(function, set()))


def _codes(function: Any, seen: set[Any]) -> Iterator[str]:
    if function in seen:
        return
    seen.add(function)
    for name, node in _uses(function):
        target = _resolve(function, name)
        if isinstance(target, FunctionType) and target in MAKERS:
            yield MAKERS[target]
        elif target is ConnectError:
            # The code is written where the error is made, so that this test can read it.
            assert isinstance(node, ast.Call), f"{function.__qualname__} hands ConnectError on"
            assert isinstance(node.args[0], ast.Constant), f"{function.__qualname__} computes a code"
            yield str(node.args[0].value)
        elif isinstance(target, FunctionType) and target.__module__.startswith(PACKAGE):
            yield from _codes(target, seen)


def _uses(function: Any) -> Iterator[tuple[str, ast.AST]]:
    """Return every name in a function's code, and every method's, with the call that it is the subject of, if any."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, calls.get(id(node), node)
        elif isinstance(node, ast.Attribute):
            yield f".{node.attr}", calls.get(id(node), node)


def _resolve(function: Any, name: str) -> Any:
    if not name.startswith("."):
        return vars(sys.modules[function.__module__]).get(name)
    for owner in (Call, type(sys.modules["local_aws.connect.resources"].USER)):
        member = inspect.getattr_static(owner, name[1:], None)
        if isinstance(member, property):
            return member.fget
        if isinstance(member, FunctionType):
            return member
    return None


def test_the_walk_sees_through_methods_and_helpers() -> None:
    assert codes(OPERATIONS["CreateQueue"].handler) == {
        "DuplicateResourceException",
        "InvalidParameterException",
        "LimitExceededException",
        "ResourceNotFoundException",
    }
    assert "ResourceInUseException" in codes(OPERATIONS["DeleteHoursOfOperation"].handler)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_code_is_modelled_or_common(operation: str) -> None:
    possible: frozenset[str] = codes(OPERATIONS[operation].handler) | codes(read_request) | codes(check_change)
    known = modelled(operation)
    answered = {code: modelled_code(code, known) for code in possible}
    assert {code: answer for code, answer in answered.items() if answer not in known | COMMON} == {}


def test_a_code_stays_where_it_is_modelled() -> None:
    for code in ALTERNATIVES:
        assert modelled_code(code, {code, *ALTERNATIVES[code]}) == code
        assert {code, *ALTERNATIVES[code]} <= set(STATUS)


Ask = Callable[[Any], Any]


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda site: site.client.list_instances(NextToken="nonsense"), "InvalidRequestException"),
        (
            lambda site: site.client.create_instance(
                IdentityManagementType="LDAP", InboundCallsEnabled=True, OutboundCallsEnabled=True
            ),
            "InvalidRequestException",
        ),
        (lambda site: site.client.search_available_phone_numbers(), "InvalidParameterException"),
        (
            lambda site: site.client.search_available_phone_numbers(
                TargetArn=f"{site.arn}0", PhoneNumberCountryCode="US", PhoneNumberType="DID"
            ),
            "InvalidParameterException",
        ),
        (lambda site: site("search_vocabularies", NextToken="nonsense"), "InvalidRequestException"),
    ],
)
def test_an_answer_has_the_operations_own_code_and_its_status(site: Any, ask: Ask, code: str) -> None:
    with pytest.raises(ClientError) as caught:
        ask(site)
    response: Any = caught.value.response
    assert response["Error"]["Code"] == code
    assert response["ResponseMetadata"]["HTTPStatusCode"] == STATUS[code]

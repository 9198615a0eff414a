"""The managed policies for people and what people do: the operator's commands call what their policies allow."""

from __future__ import annotations

from tests.contract.calls import dependent_actions
from tests.contract.command_calls import SERVICES, actions_of_commands, clients_built
from tests.contract.configuration import STAFFING, document_actions

_PEOPLE = f"{STAFFING}/people.tf"
_KEY_USE = {"kms:Decrypt", "kms:GenerateDataKey"}

_ASKED_FOR_NAMES_ALONE = {"ssm:GetParametersByPath"}
"""Asked after a name that is wrong, to say which deployments there are; the command does without."""

_OF_UPLOADS = {"s3:GetObjectVersion"}
"""Of the operator's commands only `files get` reads the upload bucket, where passwords may be: for password_reader."""


def test_the_commands_build_no_client_that_is_not_looked_at() -> None:
    assert clients_built() - set(SERVICES) == set()


def test_every_call_of_a_command_is_allowed_and_every_allowed_action_is_called() -> None:
    called = actions_of_commands(passwords=False)
    called |= dependent_actions(called)

    allowed = document_actions(_PEOPLE, "operator")

    needed = called - _ASKED_FOR_NAMES_ALONE - _OF_UPLOADS
    assert sorted(needed - allowed) == [], "called, but not allowed"
    assert sorted(allowed - needed - _KEY_USE) == [], "allowed, but never called"


def test_who_reads_passwords_too_may_do_all_that_commands_call() -> None:
    called = actions_of_commands(passwords=True) | _OF_UPLOADS

    allowed = document_actions(_PEOPLE, "password_reader")

    assert sorted(called - allowed - document_actions(_PEOPLE, "operator")) == [], "called, but not allowed"
    assert sorted(allowed - called - _KEY_USE) == ["s3:GetObject"], "allowed, but never called"


def test_an_uploader_puts_objects_and_reads_reports_and_does_nothing_else() -> None:
    allowed = document_actions(f"{STAFFING}/uploaders.tf", "uploader")

    assert allowed - _KEY_USE == {"s3:PutObject", "s3:ListBucket", "s3:GetObject"}

"""Initial passwords are deleted when they have had their time."""

from __future__ import annotations

from roster.clock import utc_now
from tests.functional.upkeep.workshop import Workshop, never
from upkeep.expired_passwords import delete_expired_passwords


def delete(workshop: Workshop, time_is_up: object = never) -> int:
    return delete_expired_passwords(
        workshop.deployment.secretsmanager,
        "rollcall/passwords",
        retention_days=30,
        clock=workshop.clock,
        time_is_up=time_is_up,  # type: ignore[arg-type]
        unreadable=workshop.unreadable,
    )


def make(workshop: Workshop, *names: str) -> None:
    for name in names:
        workshop.deployment.secretsmanager.create_secret(Name=name, SecretString="{}")


def names(workshop: Workshop) -> set[str]:
    pages = workshop.deployment.secretsmanager.get_paginator("list_secrets").paginate(IncludePlannedDeletion=True)
    return {secret["Name"] for page in pages for secret in page["SecretList"]}


def test_secrets_below_the_prefix_are_deleted_for_good(workshop: Workshop) -> None:
    foreign = {"rollcall/passwords", "rollcall/passwords-of-others/x", "Rollcall/Passwords/x", "other/passwords/x"}
    make(workshop, *(f"rollcall/passwords/{number}/1" for number in range(120)), *foreign)
    workshop.now = utc_now()
    workshop.later(days=30, hours=1)

    assert delete(workshop) == 120

    assert names(workshop) == foreign
    make(workshop, "rollcall/passwords/0/1")  # its name is free again


def test_those_that_are_younger_stay(workshop: Workshop) -> None:
    make(workshop, "rollcall/passwords/0/1")
    workshop.now = utc_now()
    workshop.later(days=29)

    assert delete(workshop) == 0

    assert names(workshop) == {"rollcall/passwords/0/1"}


def test_the_rest_waits_when_the_time_is_up(workshop: Workshop) -> None:
    make(workshop, "rollcall/passwords/0/1", "rollcall/passwords/0/501")
    workshop.now = utc_now()
    workshop.later(days=31)
    answers = iter([False, True])

    assert delete(workshop, lambda: next(answers)) == 1

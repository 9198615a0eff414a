"""Where an agent's password comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from provision.agent_passwords import AgentPasswords, import_id_of_secret
from roster.clock import timestamp
from roster.errors import RetryableError
from roster.initial_password import Password
from roster.passwords import SETTLING_PAUSES

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Store:
    """Secrets in a dictionary, with the calls counted."""

    def __init__(self, **secrets: dict[str, str]) -> None:
        self.secrets = {f"p/{name}": values for name, values in secrets.items()}
        self.reads: list[str] = []

    def secret_name(self, import_id: str, first_line: int | str) -> str:
        return f"p/{import_id}/{first_line}"

    def owns(self, name: str) -> bool:
        return name.startswith("p/")

    def read(self, name: str) -> dict[str, Password] | None:
        self.reads.append(name)
        held = self.secrets.get(name)
        return None if held is None else {user: Password(value) for user, value in held.items()}

    def add(self, name: str, passwords: Mapping[str, Password]) -> dict[str, Password]:
        held = self.secrets.setdefault(name, {})
        for user, password in passwords.items():
            held.setdefault(user, password.reveal())
        return {user: Password(value) for user, value in held.items()}


def of(passwords: AgentPasswords, username: str, secret: str) -> tuple[str, str]:
    name, password = passwords.password_for({"username": username, "password_secret": secret, "import_id": "i"})
    return name, password.reveal()


def test_a_block_is_read_once() -> None:
    store = Store(a={"ada": "1", "ben": "2"})
    passwords = AgentPasswords(store)  # type: ignore[arg-type]

    assert [of(passwords, name, "p/a") for name in ("ada", "ben", "ada")] == [("p/a", "1"), ("p/a", "2"), ("p/a", "1")]
    assert store.reads == ["p/a"]


def test_names_added_since_are_found() -> None:
    store = Store(a={"ada": "1"})
    passwords = AgentPasswords(store)  # type: ignore[arg-type]
    of(passwords, "ada", "p/a")
    store.secrets["p/a"]["ben"] = "2"

    assert of(passwords, "ben", "p/a") == ("p/a", "2")


def test_only_a_few_blocks_are_remembered() -> None:
    store = Store(**{str(number): {"ada": "1"} for number in range(20)})
    passwords = AgentPasswords(store)  # type: ignore[arg-type]
    for number in [*range(20), 19, 0]:
        of(passwords, "ada", f"p/{number}")

    assert len(store.reads) == 21


@pytest.mark.parametrize("secret", ["", "theirs/a", "p/missing", "p/a"])
def test_one_is_made_where_none_can_be_read_and_found_again_by_the_next_try(secret: str) -> None:
    store = Store(a={"ben": "2"})

    first = of(AgentPasswords(store), "ada lovelace/1", secret)  # type: ignore[arg-type]
    second = of(AgentPasswords(store), "ada lovelace/1", secret)  # type: ignore[arg-type]

    assert first == second
    assert first[0].startswith("p/i/ada-lovelace-1-")
    assert "theirs/a" not in store.reads


def of_stored(store: Store, at: object, sleep: Callable[[float], None]) -> tuple[str, str]:
    """Ask for the password that ingest stored in `p/a` at a time."""
    passwords = AgentPasswords(store, clock=NOW.timestamp, sleep=sleep)  # type: ignore[arg-type]
    item = {"username": "ada", "password_secret": "p/a", "import_id": "i", "password_stored_at": at}
    name, password = passwords.password_for(item)
    return name, password.reveal()


@pytest.mark.parametrize("secrets", [{}, {"a": {"ben": "2"}}])
def test_a_password_stored_lately_is_waited_for_and_not_replaced(secrets: dict[str, dict[str, str]]) -> None:
    pauses: list[float] = []
    store = Store(**secrets)

    with pytest.raises(RetryableError, match="secret 'p/a' does not show the agent's password yet"):
        of_stored(store, timestamp(NOW - timedelta(minutes=4)), pauses.append)

    assert tuple(pauses) == SETTLING_PAUSES
    assert store.secrets.keys() <= {"p/a"}


def test_a_password_that_shows_meanwhile_is_taken() -> None:
    store = Store()

    def show(_seconds: float) -> None:
        store.secrets["p/a"] = {"ada": "1"}

    assert of_stored(store, timestamp(NOW), show) == ("p/a", "1")


@pytest.mark.parametrize(
    "at", [None, "lately", 5, timestamp(NOW - timedelta(days=31)), timestamp(NOW + timedelta(days=31))]
)
def test_one_is_made_at_once_where_the_stored_one_is_gone(at: object) -> None:
    pauses: list[float] = []

    name, _ = of_stored(Store(), at, pauses.append)

    assert name.startswith("p/i/ada-")
    assert pauses == []


def test_similar_names_get_different_secrets() -> None:
    passwords = AgentPasswords(Store())  # type: ignore[arg-type]

    assert of(passwords, "a b", "")[0] != of(passwords, "a-b", "")[0]


@pytest.mark.parametrize(("secret", "import_id"), [("rollcall/passwords/abc/2", "abc"), ("", ""), ("x/y", "")])
def test_a_secret_names_its_import(secret: str, import_id: str) -> None:
    assert import_id_of_secret(secret) == import_id

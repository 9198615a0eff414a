"""What a run leaves on disk: nothing where it made nothing or took all away, and the state where it could not."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from tests.end_to_end.stack import STATE, Stack, TerraformFailedError
from tests.functional.on_aws.conftest import Probed
from tests.on_aws import deployment
from tests.on_aws.choice import Choice
from tests.on_aws.errors import RefusedError
from tests.on_aws.run import Run

NAME = "rollcall-test-ended"


@pytest.fixture(scope="module")
def empty(probed: Probed) -> Probed:
    """The account with room for a run."""
    probed.connect.delete_instance(InstanceId=probed.instance_id)
    return probed


@pytest.fixture
def home(empty: Probed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the run keeps its deployment; its Terraform plans, fails to apply, and destroys what there is."""
    home = tmp_path / NAME
    for name, value in empty.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # else it would have read the environment before

    def apply_plan(_: Stack) -> None:
        (home / STATE).write_text("{}")
        raise TerraformFailedError("apply", "it broke half-way")

    monkeypatch.setattr(Stack, "stage", lambda stack: stack.root.mkdir())
    monkeypatch.setattr(Stack, "attach", lambda _: None)
    monkeypatch.setattr(deployment, "plan", lambda _: ["aws_s3_bucket"])
    monkeypatch.setattr(deployment, "apply_plan", apply_plan)
    monkeypatch.setattr(deployment, "take_away", lambda *_: None)
    return home


def run(home: Path, *, yes: bool = True) -> int:
    return Run(Choice(NAME, NAME, yes, None, ("tests/end_to_end",), home.parent)).whole()


def test_what_can_not_be_planned_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(stack: Stack) -> list[str]:
        assert stack.root.is_dir()
        raise TerraformFailedError("plan", "no such key")

    monkeypatch.setattr(deployment, "plan", plan)

    with pytest.raises(RefusedError, match="no such key"):
        run(home)

    assert not home.exists()


def test_without_a_yes_nothing_is_left(home: Path) -> None:
    with pytest.raises(RefusedError, match="takes a yes"):
        run(home, yes=False)

    assert not home.exists()


def test_the_state_goes_with_what_it_is_of(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home) == 1

    assert not home.exists()
    assert f"Nothing is left of {NAME}." in capsys.readouterr().out


def test_the_state_stays_where_nothing_is_found_but_it_could_not_be_destroyed(
    home: Path, empty: Probed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def take_away(*_: object) -> None:
        raise TerraformFailedError("destroy", "it is used")

    monkeypatch.setattr(deployment, "take_away", take_away)
    empty.controls.fail_next("tagging", "GetResources", "AccessDeniedException", status=403)

    assert run(home) == 1

    assert (home / STATE).is_file()
    assert "was not destroyed" in capsys.readouterr().out


def test_the_state_of_an_earlier_run_is_refused_and_stays(home: Path) -> None:
    home.mkdir()
    (home / STATE).write_text("{}")

    with pytest.raises(RefusedError, match="the state of an earlier run"):
        run(home)

    assert (home / STATE).is_file()

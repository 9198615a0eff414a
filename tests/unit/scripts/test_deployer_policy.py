"""The policies of whoever applies: written for one deployment, each within IAM's limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.deployer_policy import deployer_policies, main

_LONGEST_NAME = "a" * 32


def test_each_is_a_policy_that_iam_takes() -> None:
    policies = deployer_policies(
        name=_LONGEST_NAME, account="111122223333", region="ap-southeast-1", partition="aws-us-gov"
    )

    assert policies
    for part, document in policies.items():
        text = json.dumps(document, separators=(",", ":"))
        assert len(text) <= 6144, f"{part} has {len(text)} characters, and a managed policy takes 6,144"
        assert "$" not in text
        sids = [statement["Sid"] for statement in document["Statement"]]
        assert len(set(sids)) == len(sids)


def test_no_action_is_a_wildcard() -> None:
    policies = deployer_policies(name="acme", account="111122223333", region="eu-west-1")

    actions = [action for document in policies.values() for one in document["Statement"] for action in one["Action"]]

    assert [action for action in actions if "*" in action] == []
    assert len(set(actions)) > 100


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--name", "acme", "--account", "111122223333", "--region", "eu-west-1", "--directory", str(tmp_path)]

    assert main(given) == 0

    written = capsys.readouterr().out.split()
    assert written == [str(path) for path in sorted(tmp_path.iterdir())]
    assert "arn:aws:lambda:eu-west-1:111122223333:function:acme-*" in Path(written[-1]).read_text("utf-8")


@pytest.mark.parametrize(("name", "account"), [("", "111122223333"), ("*", "111122223333"), ("acme", "")])
def test_what_is_missing_is_said(name: str, account: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--name", name, "--account", account, "--region", "eu-west-1"])

    assert "it has to match" in capsys.readouterr().err

"""The policies of whoever applies: written for one deployment, each within IAM's limit."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.deployer_policy import deployer_policies, main

_LONGEST_NAME = "a" * 32
_ID, _OTHER = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"


def test_each_is_a_policy_that_iam_takes() -> None:
    policies = deployer_policies(
        name=_LONGEST_NAME,
        account="111122223333",
        region="ap-southeast-1",
        partition="aws-us-gov",
        instance=_ID,
        keys=[_ID, _OTHER],
        numbers=[_ID] * 5,
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
    assert "arn:aws:events:eu-west-1:111122223333:rule/acme-upkeep" in Path(written[-1]).read_text("utf-8")


def _on(policies: dict[str, dict[str, Any]], sid: str) -> Any:
    return next(
        (one["Resource"] for document in policies.values() for one in document["Statement"] if one["Sid"] == sid), None
    )


def test_ids_take_the_place_of_every_instance_key_and_number() -> None:
    place: dict[str, Any] = {"name": "acme", "account": "111122223333", "region": "eu-west-1"}
    wide = deployer_policies(**place)
    narrow = deployer_policies(**place, instance=_ID, keys=[_ID, _OTHER], numbers=[])

    instances = "arn:aws:connect:eu-west-1:111122223333:instance"
    keys = "arn:aws:kms:eu-west-1:111122223333:key"
    assert _on(wide, "KeepInstanceAndItsParts") == [f"{instances}/*", f"{instances}/*/*"]
    assert _on(narrow, "KeepInstanceAndItsParts") == [f"{instances}/{_ID}", f"{instances}/{_ID}/*"]
    assert (_on(wide, "KeepKeys"), _on(narrow, "KeepKeys")) == (f"{keys}/*", [f"{keys}/{_ID}", f"{keys}/{_OTHER}"])
    assert _on(wide, "KeepNumbers") == "arn:aws:connect:eu-west-1:111122223333:phone-number/*"
    assert _on(narrow, "KeepNumbers") is None


def test_with_a_boundary_no_role_is_written_to_that_lacks_it() -> None:
    boundary = "arn:aws:iam::111122223333:policy/boundary"
    place: dict[str, Any] = {"name": "acme", "account": "111122223333", "region": "eu-west-1"}
    by_sid = {
        one["Sid"]: one
        for document in deployer_policies(**place, boundary=boundary).values()
        for one in document["Statement"]
    }

    assert by_sid["WriteRoles"]["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    writing = {"iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary", "iam:AttachRolePolicy"}
    roles = {
        (sid, action)
        for sid, one in by_sid.items()
        for action in writing.intersection(one["Action"])
        if "role/acme-" in str(one["Resource"])
    }
    assert {sid for sid, _ in roles} == {"WriteRoles"}
    assert "iam:DeleteRolePermissionsBoundary" not in json.dumps(by_sid)


def test_no_name_is_that_of_another_deployment_or_of_the_policies_themselves() -> None:
    """But those of instances, keys and numbers, which begin with no name."""
    policies = deployer_policies(name="acme", account="111122223333", region="eu-west-1")
    text = json.dumps(policies)

    assert '"arn:aws:iam::111122223333:policy/acme-operator"' in text
    assert [one for one in re.findall(r'"(arn:[^"]+)"', text) if "acme-*" in one] == []
    assert [one for one in re.findall(r'"(arn:[^"]+)"', text) if re.search(r":iam:.*acme-deployer", one)] == []


@pytest.mark.parametrize("given", ["instance", "keys", "numbers", "boundary"])
def test_an_id_is_one(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--name", "acme", "--account", "111122223333", "--region", "eu-west-1"]
    with pytest.raises(SystemExit):
        main([*place, f"--{given}", "arn:aws:kms:eu-west-1:1:key/x"])

    assert "it has to match" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "account"), [("", "111122223333"), ("*", "111122223333"), ("acme", "")])
def test_what_is_missing_is_said(name: str, account: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--name", name, "--account", account, "--region", "eu-west-1"])

    assert "it has to match" in capsys.readouterr().err

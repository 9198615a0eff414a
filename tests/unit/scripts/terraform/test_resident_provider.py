"""The provider runs for as long as the block, from the root, with what Terraform would give it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.resident_provider import resident_provider

PLATFORM = "providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"
SPEAKS = """#!/bin/sh
env > "$PWD/seen"
echo $$ > "$PWD/pid"
echo "Provider started. Set the environment variable:"
echo "	TF_REATTACH_PROVIDERS='{\\"registry.terraform.io/hashicorp/aws\\":{}}'"
exec sleep 600
"""
REFUSES = "#!/bin/sh\necho wrong architecture >&2\nexit 1\n"


def provider(folder: Path, script: str) -> Path:
    """Put a provider where `terraform init` puts it, and return the data directory."""
    binary = folder / "data" / PLATFORM / "terraform-provider-aws_v5.100.0_x5"
    binary.parent.mkdir(parents=True)
    binary.write_text(script)
    binary.chmod(0o700)
    return folder / "data"


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_runs_in_the_root_until_the_end_of_the_block(tmp_path: Path) -> None:
    data, root = provider(tmp_path, SPEAKS), tmp_path / "root"
    root.mkdir()
    environment = {**os.environ, "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_CA_BUNDLE": "/etc/bundle.pem"}

    with resident_provider(root, data, environment) as variables:
        pid = int((root / "pid").read_text())
        assert is_running(pid)

    assert variables == {"TF_REATTACH_PROVIDERS": '{"registry.terraform.io/hashicorp/aws":{}}'}
    assert not is_running(pid)
    seen = (root / "seen").read_text().splitlines()
    assert "AWS_ENDPOINT_URL=http://127.0.0.1:1" in seen
    assert not [line for line in seen if line.startswith("AWS_CA_BUNDLE=")]


def test_a_provider_that_does_not_start_is_told_with_where_it_said_why(tmp_path: Path) -> None:
    data = provider(tmp_path, REFUSES)

    with (
        pytest.raises(TerraformSetupError, match=r"resident-provider\.log has what it said"),
        resident_provider(tmp_path, data, os.environ),
    ):
        pass

    assert (data / "resident-provider.log").read_text() == "wrong architecture\n"


def test_a_configuration_that_was_not_initialised_has_no_provider(tmp_path: Path) -> None:
    with (
        pytest.raises(TerraformSetupError, match=r"run `terraform init` there first"),
        resident_provider(tmp_path, tmp_path, os.environ),
    ):
        pass

"""The provider runs for as long as the block, from the root, with what Terraform would give it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.resident_provider import resident_provider

AWS = "registry.terraform.io/hashicorp/aws"
ATTACH = json.dumps({AWS: {"Protocol": "grpc", "Addr": {"Network": "unix", "String": "/no/socket"}}})
SPEAKS = f"""#!/bin/sh
env > "$PWD/seen"
echo $$ > "$PWD/pid"
echo "Provider started. Set the environment variable:"
echo "	TF_REATTACH_PROVIDERS='$(cat <<'END'
{ATTACH}
END
)'"
exec sleep 600
"""
REFUSES = "#!/bin/sh\necho wrong architecture >&2\nexit 1\n"


def provider(folder: Path, script: str, version: str = "5.100.0") -> Path:
    """Put a provider where `terraform init` puts it, and return the data directory."""
    binary = folder / "data" / "providers" / AWS / version / "linux_amd64" / f"terraform-provider-aws_v{version}_x5"
    binary.parent.mkdir(parents=True)
    binary.write_text(script)
    binary.chmod(0o700)
    return folder / "data"


def lock(root: Path, version: str = "5.100.0") -> Path:
    """Make a root whose lock file has a version."""
    root.mkdir(exist_ok=True)
    (root / ".terraform.lock.hcl").write_text(f'provider "{AWS}" {{\n  version = "{version}"\n}}\n')
    return root


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_runs_in_the_root_until_the_end_of_the_block(tmp_path: Path) -> None:
    data, root = provider(tmp_path, SPEAKS), lock(tmp_path / "root")
    environment = {**os.environ, "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_CA_BUNDLE": "/etc/bundle.pem"}

    with resident_provider(root, data, environment) as variables:
        pid = int((root / "pid").read_text())
        assert is_running(pid)

        [attached] = json.loads(variables.pop("TF_REATTACH_PROVIDERS")).values()
        assert attached["Protocol"] == "grpc"
        assert Path(attached["Addr"]["String"]).is_socket(), "of the relay, which is asked in the provider's place"

    assert variables == {}
    assert not is_running(pid)
    assert not Path(attached["Addr"]["String"]).exists()
    seen = (root / "seen").read_text().splitlines()
    assert "AWS_ENDPOINT_URL=http://127.0.0.1:1" in seen
    assert not [line for line in seen if line.startswith("AWS_CA_BUNDLE=")]


def test_commands_that_read_the_whole_schema_ask_the_provider_itself(tmp_path: Path) -> None:
    data = provider(tmp_path, SPEAKS)

    with resident_provider(lock(tmp_path / "root"), data, os.environ, whole_schema=True) as variables:
        assert variables == {"TF_REATTACH_PROVIDERS": ATTACH}


def test_a_provider_that_does_not_start_is_told_with_where_it_said_why(tmp_path: Path) -> None:
    data = provider(tmp_path, REFUSES)

    with (
        pytest.raises(TerraformSetupError, match=r"resident-provider\.log has what it said"),
        resident_provider(lock(tmp_path), data, os.environ),
    ):
        pass

    assert (data / "resident-provider.log").read_text() == "wrong architecture\n"


@pytest.mark.parametrize("version", ["5.100.0", "6.27.0"])
def test_of_several_versions_it_starts_the_one_that_is_locked(tmp_path: Path, version: str) -> None:
    for there in ("5.100.0", "6.27.0"):
        data = provider(tmp_path, SPEAKS.replace('"$PWD/seen"', f'"$PWD/seen-{there}"'), there)

    with resident_provider(lock(tmp_path / "root", version), data, os.environ):
        assert [path.name for path in (tmp_path / "root").glob("seen-*")] == [f"seen-{version}"]


def test_a_configuration_that_was_not_initialised_has_no_provider(tmp_path: Path) -> None:
    with (
        pytest.raises(TerraformSetupError, match=r"run `terraform init` there first"),
        resident_provider(tmp_path, tmp_path, os.environ),
    ):
        pass

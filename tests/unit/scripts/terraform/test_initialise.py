"""Where `terraform init` takes the providers from, with a stand-in for Terraform that writes down how it was called."""

import fcntl
import platform
from pathlib import Path

import pytest

from scripts.terraform import initialise as module
from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import initialise

NOBODY_LISTENS = "127.0.0.1:1"
ADDRESS = f"{NOBODY_LISTENS}/hashicorp/aws"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
MACHINE = platform.machine().lower()
TARGET = f"{platform.system().lower()}_{MACHINES.get(MACHINE, MACHINE)}"

FAKE_TERRAFORM = f"""#!/bin/sh
echo "$*" >> "$CALLS"
cat "${{TF_CLI_CONFIG_FILE:-/dev/null}}" > "$CALLS.config"
cat .terraform.lock.hcl > "$CALLS.lock"
[ -e "$CALLS.fail" ] && {{ echo "no such provider" >&2; exit 1; }}
mkdir -p "$TF_DATA_DIR/providers/{ADDRESS}/5.100.0/{TARGET}"
touch "$TF_DATA_DIR/providers/{ADDRESS}/5.100.0/{TARGET}/terraform-provider-aws_v5.100.0_x5"
"""


class Terraform:
    def __init__(self, folder: Path) -> None:
        self.calls_file = folder / "calls"
        self.root = folder / "root"
        self.data = folder / "data"

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []

    @property
    def cli_config(self) -> str:
        return self.calls_file.with_name("calls.config").read_text()

    def break_it(self) -> None:
        self.calls_file.with_name("calls.fail").touch()


@pytest.fixture
def terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terraform:
    fake = Terraform(tmp_path)
    binary = tmp_path / "bin" / "terraform"
    binary.parent.mkdir()
    binary.write_text(FAKE_TERRAFORM)
    binary.chmod(0o755)
    fake.root.mkdir()
    (fake.root / "main.tf").write_text("# nothing\n")
    (fake.root / ".terraform.lock.hcl").write_text(f'provider "{ADDRESS}" {{\n  version = "5.100.0"\n}}\n')
    monkeypatch.setenv("PATH", f"{binary.parent}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CALLS", str(fake.calls_file))
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    monkeypatch.delenv("TF_PLUGIN_MIRROR", raising=False)
    monkeypatch.delenv("TF_PLUGIN_CACHE_DIR", raising=False)
    return fake


def _mirror(folder: Path) -> Path:
    place = folder / ADDRESS / "5.100.0" / TARGET
    place.mkdir(parents=True)
    (place / "terraform-provider-aws_v5.100.0_x5").touch()
    return folder


def test_a_mirror_that_was_named(terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror = _mirror(tmp_path / "mirror")
    monkeypatch.setenv("TF_PLUGIN_MIRROR", str(mirror))
    initialise(terraform.root, terraform.data, ["-backend=false"])
    assert terraform.calls == ["init -no-color -input=false -lockfile=readonly -backend=false"]
    assert f'path    = "{mirror}"' in terraform.cli_config


def test_a_mirror_that_is_found(terraform: Terraform, tmp_path: Path) -> None:
    mirror = _mirror(tmp_path / "home" / ".terraform.d" / "plugins")
    initialise(terraform.root, terraform.data)
    assert f'path    = "{mirror}"' in terraform.cli_config


def test_a_named_mirror_without_the_provider(terraform: Terraform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_PLUGIN_MIRROR", "/nowhere")
    with pytest.raises(TerraformSetupError, match="TF_PLUGIN_MIRROR: /nowhere does not hold"):
        initialise(terraform.root, terraform.data)
    assert terraform.calls == []


def test_a_users_own_installation_rules_stand(
    terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mirror(tmp_path / "home" / ".terraform.d" / "plugins")
    own = tmp_path / "own.tfrc"
    own.write_text('provider_installation {\n  network_mirror {\n    url = "https://mirror.example.com/"\n  }\n}\n')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(own))
    initialise(terraform.root, terraform.data)
    assert terraform.cli_config == own.read_text()


def test_once_is_enough_until_the_configuration_changes(terraform: Terraform, tmp_path: Path) -> None:
    _mirror(tmp_path / "home" / ".terraform.d" / "plugins")
    initialise(terraform.root, terraform.data)
    initialise(terraform.root, terraform.data)
    assert len(terraform.calls) == 1
    (terraform.root / "main.tf").write_text("# something\n")
    initialise(terraform.root, terraform.data)
    assert len(terraform.calls) == 2


def test_a_failure_tells_all_that_was_tried(terraform: Terraform, tmp_path: Path) -> None:
    mirror = _mirror(tmp_path / "home" / ".terraform.d" / "plugins")
    terraform.break_it()
    with pytest.raises(TerraformSetupError) as failure:
        initialise(terraform.root, terraform.data)
    assert f"from {mirror}:\nno such provider" in str(failure.value)
    assert "TF_PLUGIN_MIRROR" in str(failure.value)
    assert not (terraform.data / "initialised").exists()


def test_without_terraform(terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TerraformSetupError, match="install Terraform"):
        initialise(terraform.root, terraform.data)


def test_a_root_without_a_lock_file_gets_the_projects(
    terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (terraform.root / ".terraform.lock.hcl").unlink()
    own = tmp_path / "own.tfrc"
    own.write_text("provider_installation {\n}\n")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(own))
    initialise(terraform.root, terraform.data)
    assert "hashicorp/aws" in (terraform.root / ".terraform.lock.hcl").read_text()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the checkout, where lock files of choices are kept; the user has a CLI configuration."""
    own = tmp_path / "own.tfrc"
    own.write_text("provider_installation {\n}\n")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(own))
    monkeypatch.setattr(module, "PROJECT", tmp_path / "project")
    return tmp_path / "project"


def test_another_version_is_locked_once_and_then_verified(
    terraform: Terraform, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROVIDER", "6.27.0")
    initialise(terraform.root, terraform.data)
    initialise(terraform.root, terraform.data)
    initialise(terraform.root, tmp_path / "other data")
    assert terraform.calls == ["init -no-color -input=false", "init -no-color -input=false -lockfile=readonly"]
    assert 'version = "6.27.0"' in terraform.calls_file.with_name("calls.lock").read_text()
    assert (
        'version = "6.27.0"'
        in (project / "build" / "terraform" / "locks" / "aws-6.27.0.terraform.lock.hcl").read_text()
    )


def test_a_change_of_the_choice_initialises_anew(
    terraform: Terraform, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("6.27.0", "6.28.0", "6.28.0"):
        monkeypatch.setenv("AWS_PROVIDER", version)
        initialise(terraform.root, terraform.data)
    assert len(terraform.calls) == 2


def test_what_another_process_locks_meanwhile_is_used_whole(
    terraform: Terraform, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROVIDER", "6.27.0")
    complete = f'provider "{ADDRESS}" {{\n  version = "6.27.0"\n  hashes  = ["h1:x"]\n}}\n'
    kept = project / "build" / "terraform" / "locks" / "aws-6.27.0.terraform.lock.hcl"
    flock = fcntl.flock

    def wait(file: int, operation: int) -> None:
        kept.parent.mkdir(parents=True)
        kept.write_text(complete)
        flock(file, operation)

    monkeypatch.setattr(fcntl, "flock", wait)

    initialise(terraform.root, terraform.data)

    assert terraform.calls == ["init -no-color -input=false -lockfile=readonly"]
    assert terraform.calls_file.with_name("calls.lock").read_text() == complete

"""Runs `terraform init` from a registry when one answers, else from a mirror on this machine."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.terraform.environment import terraform_environment, users_cli_config, write_cli_config
from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.lockfile import ANY_VERSION, AWS, LOCK_FILE, LockedProvider, locked_providers
from scripts.terraform.mirrors import find_mirror, is_mirror
from scripts.terraform.provider_choice import keep_lock, kept_lock, use_lock
from scripts.terraform.registry import registry_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROJECT = Path(__file__).resolve().parent.parent.parent

_CONFIGURATION = ("*.tf", "*.tftest.hcl", LOCK_FILE)
_INIT_TIMEOUT_SECONDS = 900


def initialise(
    directory: Path, data_dir: Path, arguments: Sequence[str] = (), *, sources: Path | None = None
) -> dict[str, str]:
    """Initialises a configuration, unless nothing changed since it was initialised last.

    The lock file is verified and left untouched. A directory without one is given the project's. Where `AWS_PROVIDER`
    chooses another version of the AWS provider, the directory's is replaced by that of the choice.

    Args:
        directory: The root module, not of the checkout itself but a copy.
        data_dir: Takes the place of `.terraform`.
        arguments: More arguments for `terraform init`.
        sources: The folder with all that the configuration consists of; `directory` if None.

    Returns:
        The environment in which to run Terraform on it.

    Raises:
        TerraformSetupError: Terraform is missing, it could not install the providers, or `AWS_PROVIDER` is no version.
    """
    environment = terraform_environment(data_dir)
    if shutil.which("terraform", path=environment.get("PATH")) is None:
        raise TerraformSetupError("terraform is not on the PATH: install Terraform 1.11 or later, then run this again")
    kept = kept_lock(environment, PROJECT / "build" / "terraform" / "locks")
    stamp = data_dir / "initialised"
    with (data_dir / "init.lock").open("w") as lock:  # released when the process ends, however it ends
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_complete = _lock_versions(kept, directory)
        fingerprint = _fingerprint(sources or directory, arguments)
        if not (stamp.is_file() and stamp.read_text("utf-8") == fingerprint and _providers_present(data_dir)):
            stamp.unlink(missing_ok=True)
            _init(directory, data_dir, environment, [*(["-lockfile=readonly"] if is_complete else []), *arguments])
            if kept is not None and not is_complete:
                keep_lock(kept, directory)
            stamp.write_text(_fingerprint(sources or directory, arguments), "utf-8")
    return environment


def _lock_versions(kept: Path | None, directory: Path) -> bool:
    """Puts the lock file in place that a configuration is to have; returns whether it is complete."""
    if kept is not None:
        return use_lock(kept, directory)
    if not (directory / LOCK_FILE).exists():
        shutil.copyfile(PROJECT / LOCK_FILE, directory / LOCK_FILE)
    return True


def _init(directory: Path, data_dir: Path, environment: dict[str, str], arguments: Sequence[str]) -> None:
    command = ["terraform", "init", "-no-color", "-input=false", *arguments]
    failures: list[str] = []
    for source, changes in _sources(directory, data_dir, environment):
        result = subprocess.run(
            command,
            cwd=directory,
            env=environment | changes,
            capture_output=True,
            text=True,
            check=False,
            timeout=_INIT_TIMEOUT_SECONDS,
        )
        if result.returncode == 0:
            return
        failures.append(f"from {source}:\n{(result.stderr or result.stdout).strip()}")
    raise TerraformSetupError(
        f"terraform init failed in {directory}; without a network, set TF_PLUGIN_MIRROR to a folder that "
        "`terraform providers mirror` wrote\n" + "\n".join(failures)
    )


def _sources(directory: Path, data_dir: Path, environment: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Where the providers may come from, best first; each with the changes to the environment that it needs."""
    providers = locked_providers(directory / LOCK_FILE) or [LockedProvider(AWS, ANY_VERSION)]
    if explicit := environment.get("TF_PLUGIN_MIRROR"):
        if not is_mirror(Path(explicit), providers):
            wanted = ", ".join(f"{provider.address} {provider.version}" for provider in providers)
            raise TerraformSetupError(
                f"TF_PLUGIN_MIRROR: {explicit} does not hold {wanted} for this machine; "
                "fill it with `terraform providers mirror`, or unset it"
            )
        yield explicit, _mirrored(Path(explicit), providers, data_dir)
        return
    if "provider_installation" in users_cli_config(environment):
        yield "where your Terraform CLI configuration says", {}
        return
    hosts = sorted({provider.address.partition("/")[0] for provider in providers})
    online = all(registry_answers(host) for host in hosts)
    if online:
        yield "the registry", _cached(environment)
    if mirror := find_mirror(providers, environment):
        yield str(mirror), _mirrored(mirror, providers, data_dir)
    elif not online:
        yield f"the registry, which does not answer ({', '.join(hosts)}), as no mirror was found", {}


def _mirrored(mirror: Path, providers: Sequence[LockedProvider], data_dir: Path) -> dict[str, str]:
    addresses = ", ".join(f'"{provider.address}"' for provider in providers)
    config = (
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path    = "{mirror.resolve()}"\n    include = [{addresses}]\n  }}\n'
        f"  direct {{\n    exclude = [{addresses}]\n  }}\n}}\n"
    )
    return {"TF_CLI_CONFIG_FILE": str(write_cli_config(data_dir, config))}


def _cached(environment: dict[str, str]) -> dict[str, str]:
    """Downloads are shared by all targets; a user's own plugin cache is used if there is one."""
    if "TF_PLUGIN_CACHE_DIR" in environment or "plugin_cache_dir" in users_cli_config(environment):
        return {}
    cache = PROJECT / "build" / "terraform" / "plugin-cache"
    cache.mkdir(parents=True, exist_ok=True)
    return {"TF_PLUGIN_CACHE_DIR": str(cache)}


def _fingerprint(directory: Path, arguments: Sequence[str]) -> str:
    digest = hashlib.sha256(repr((str(directory.resolve()), list(arguments))).encode())
    for path in sorted({path for pattern in _CONFIGURATION for path in directory.rglob(pattern)}):
        digest.update(str(path.relative_to(directory)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _providers_present(data_dir: Path) -> bool:
    """Whether the installed providers are still there: they may be links into a mirror or a cache."""
    return any(path.is_file() for path in (data_dir / "providers").glob("*/*/*/*/*/terraform-provider-*"))

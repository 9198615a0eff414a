"""Finds a folder on this machine that serves the locked providers when no registry answers."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scripts.terraform.lockfile import LockedProvider

_SEARCH_ROOTS = ("/opt", "/usr/local", "/usr/local/share", "/usr/share", "/var/lib", "/srv", "~", "~/.local/share")
"""Where images and packages put provider mirrors; looked through two folders deep, never further."""

_SEARCH_DEPTH = 2
_ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def find_mirror(providers: Sequence[LockedProvider], environment: Mapping[str, str]) -> Path | None:
    """Looks for a filesystem mirror with every one of `providers`.

    Terraform's own implied mirrors and plugin caches come first, then shallow places.

    Args:
        providers: What the lock file asks for.
        environment: Environment variables (`TF_PLUGIN_CACHE_DIR`, `XDG_DATA_HOME`).

    Returns:
        The mirror's folder, or None.
    """
    return next((place for place in _places(environment, providers) if is_mirror(place, providers)), None)


def is_mirror(place: Path, providers: Sequence[LockedProvider]) -> bool:
    """Whether `place` holds every provider for this machine, unpacked or as a zip."""
    target = f"{platform.system().lower()}_{_ARCHITECTURES.get(platform.machine().lower(), platform.machine())}"
    return all(_holds(place / provider.address, provider, target) for provider in providers)


def _holds(folder: Path, provider: LockedProvider, target: str) -> bool:
    name = f"terraform-provider-{provider.address.rpartition('/')[2]}"
    places = (f"{provider.version}/{target}/{name}*", f"{name}_{provider.version}_{target}.zip")
    try:
        return any(any(folder.glob(place)) for place in places)
    except OSError:  # a folder that only its owner can read is no mirror for us
        return False


def _places(environment: Mapping[str, str], providers: Sequence[LockedProvider]) -> Iterator[Path]:
    if cache := environment.get("TF_PLUGIN_CACHE_DIR"):
        yield Path(cache)
    yield Path("~/.terraform.d/plugins").expanduser()
    yield Path("~/.terraform.d/plugin-cache").expanduser()
    yield Path("~/Library/Application Support/io.terraform/plugins").expanduser()
    if data_home := environment.get("XDG_DATA_HOME"):
        yield Path(data_home, "terraform", "plugins")
    hosts = {provider.address.partition("/")[0] for provider in providers}
    for root in _SEARCH_ROOTS:
        yield from _parents_of(hosts, Path(root).expanduser(), _SEARCH_DEPTH)


def _parents_of(hosts: set[str], folder: Path, depth: int) -> Iterator[Path]:
    try:
        children = sorted(child for child in folder.iterdir() if child.is_dir() and not child.is_symlink())
    except OSError:  # gone, or not ours to read
        return
    if any(child.name in hosts for child in children):
        yield folder
    if depth:
        for child in children:
            yield from _parents_of(hosts, child, depth - 1)

"""Finding a provider mirror."""

import platform
from pathlib import Path

import pytest

from scripts.terraform.lockfile import LockedProvider, locked_providers
from scripts.terraform.mirrors import find_mirror, is_mirror

PROVIDER = LockedProvider("registry.example.com/hashicorp/aws", "5.100.0")
TARGET = f"{platform.system().lower()}_" + {"x86_64": "amd64", "aarch64": "arm64"}.get(
    platform.machine().lower(), platform.machine().lower()
)


def _unpacked(root: Path, version: str = "5.100.0", target: str = TARGET) -> Path:
    folder = root / PROVIDER.address / version / target
    folder.mkdir(parents=True)
    (folder / f"terraform-provider-aws_v{version}_x5").touch()
    return root


def test_reads_providers_from_a_lock_file(tmp_path: Path) -> None:
    lock = tmp_path / ".terraform.lock.hcl"
    lock.write_text(
        'provider "registry.example.com/hashicorp/aws" {\n  version     = "5.100.0"\n  hashes = [\n  ]\n}\n\n'
        'provider "registry.example.com/hashicorp/time" {\n  version = "1.0.0"\n}\n'
    )
    assert locked_providers(lock) == [PROVIDER, LockedProvider("registry.example.com/hashicorp/time", "1.0.0")]


def test_an_unpacked_mirror(tmp_path: Path) -> None:
    assert is_mirror(_unpacked(tmp_path), [PROVIDER])


def test_a_packed_mirror(tmp_path: Path) -> None:
    folder = tmp_path / PROVIDER.address
    folder.mkdir(parents=True)
    (folder / f"terraform-provider-aws_5.100.0_{TARGET}.zip").touch()
    assert is_mirror(tmp_path, [PROVIDER])


@pytest.mark.parametrize(("version", "target"), [("5.99.0", TARGET), ("5.100.0", "plan9_mips")])
def test_a_mirror_for_something_else(tmp_path: Path, version: str, target: str) -> None:
    assert not is_mirror(_unpacked(tmp_path, version, target), [PROVIDER])


def test_a_mirror_must_hold_every_provider(tmp_path: Path) -> None:
    other = LockedProvider("registry.example.com/hashicorp/time", "1.0.0")
    assert not is_mirror(_unpacked(tmp_path), [PROVIDER, other])


def test_terraforms_own_places_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    plugins = _unpacked(tmp_path / ".terraform.d" / "plugins")
    assert find_mirror([PROVIDER], {}) == plugins


def test_a_plugin_cache_serves_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    cache = _unpacked(tmp_path / "cache")
    assert find_mirror([PROVIDER], {"TF_PLUGIN_CACHE_DIR": str(cache)}) == cache


def test_shallow_places_are_searched_and_deep_ones_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    _unpacked(tmp_path / "a" / "b" / "c" / "mirror")
    assert find_mirror([PROVIDER], {}) is None
    shallow = _unpacked(tmp_path / "a" / "mirror")
    assert find_mirror([PROVIDER], {}) == shallow

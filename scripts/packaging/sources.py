"""Reads the project's own files that go into a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.packaging.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

SHARED_PACKAGE = "roster"
"""The domain package that every function's zip contains."""

PACKAGED_SUFFIXES = frozenset({".py", ".json", ".html", ".css", ".js", ".csv"})
"""What a source folder may hold. Anything else stops the build, so nothing is shipped, or left out, by accident."""


def read_sources(source_root: Path, function: str) -> dict[str, bytes]:
    """Reads the shared package and the function's own.

    Hidden files, byte code and `__pycache__` are passed over: editors and test runs leave them behind.

    Args:
        source_root: The folder `lambda_src`.
        function: The function's short name, which is its package's name.

    Returns:
        Contents by path relative to `source_root`, which is also the path inside the zip.

    Raises:
        BuildError: The function has no `handler.py`, or a folder holds a file of a kind that is not packaged.
    """
    if not (source_root / function / "handler.py").is_file():
        raise BuildError(f"{source_root / function / 'handler.py'}: no such file, so there is no function {function!r}")
    files: dict[str, bytes] = {}
    for package in (SHARED_PACKAGE, function):
        for path in (source_root / package).rglob("*"):
            relative = path.relative_to(source_root)
            if path.is_dir() or _is_litter(relative):
                continue
            if path.suffix not in PACKAGED_SUFFIXES:
                raise BuildError(
                    f"{path}: files of this kind are not packaged; move it out of {source_root}, "
                    f"or add {path.suffix or 'its suffix'} to PACKAGED_SUFFIXES in scripts/packaging/sources.py"
                )
            files[relative.as_posix()] = path.read_bytes()
    return files


def _is_litter(relative: Path) -> bool:
    return relative.suffix == ".pyc" or any(part == "__pycache__" or part.startswith(".") for part in relative.parts)

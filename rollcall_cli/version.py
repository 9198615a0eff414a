"""Tells the version of the command, which `pyproject.toml` says."""

from __future__ import annotations

from rollcall_cli.shared_code import CHECKOUT


def command_version() -> str:
    """Return the version.

    A checkout is asked for its own: the environment's metadata may be those of another one that is installed there too.
    """
    if CHECKOUT is None:
        from importlib.metadata import version

        return version("rollcall")
    import tomllib

    project: dict[str, str] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    return project["version"]

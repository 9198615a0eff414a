"""Exports of an instance, and what they say is left out."""

from __future__ import annotations

from typing import Any

from tests.functional.rollcall_cli.command_line import CommandLine


def exported(rollcall: CommandLine) -> Any:
    return rollcall.run("export", "--terraform", "--json").json


def said(document: Any, kind: str) -> dict[str, str]:
    return {remark["name"]: remark["what"] for remark in document["left_out"] if remark["kind"] == kind}

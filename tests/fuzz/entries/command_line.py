"""Files that people hand to `rollcall`: directories, outputs of Terraform, lists of leavers."""

from __future__ import annotations

import json
from typing import Final

from tests.fuzz.entries.running import folder, run_alone, run_command, write
from tests.fuzz.entry import Entry, check_told, check_work
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.mutation.tables import change_table
from tests.fuzz.site import open_site


def directory_file(data: bytes) -> None:
    """Check, plan and upload a file: each command ends with one of its exit codes, and tells no password."""
    file = write("list.csv", data)
    with open_site() as site:
        checked = run_alone(site, "validate", file)
        for form in ((), ("--json",)):
            planned = run_command(site, "plan", file, *form)
            assert (checked == 0) >= (planned == 0), "a plan takes what a check refuses"
        assert run_command(site, "upload", file, "--yes") == 0
        check_told(site)
        check_work(site, data)


def stack_file(data: bytes) -> None:
    """Run commands on what somebody says are Terraform's outputs."""
    file = write("outputs-of-others.json", data)
    with open_site() as site:
        for command in (("status",), ("plan", str(folder() / "outputs.json"))):
            run_alone(site, *command, "--stack-file", file)
        check_told(site)
        check_work(site, data)


def leavers_file(data: bytes) -> None:
    """Remove whom a file lists: all of them or nobody."""
    file = write("leavers.txt", data)
    with open_site() as site:
        sent = len(site.world.messages)
        code = run_command(site, "remove", "--from-file", file, "--yes")
        assert code == 0 or len(site.world.messages) == sent, "a command that was refused has uploaded something"
        check_told(site)
        check_work(site, data)


def stack_seeds() -> list[bytes]:
    """Return outputs in each form that there is."""
    plain = json.loads((folder() / "outputs.json").read_text("utf-8"))
    terraform = {name: {"sensitive": False, "type": "string", "value": value} for name, value in plain.items()}
    return [json.dumps(found).encode() for found in (plain, terraform, {"deployment": {"value": plain}})]


def leavers_seeds() -> list[bytes]:
    """Return lists of leavers."""
    return [b"ada\n", "\ufeffada\r\nbob\r\n".encode(), b"ada\nnobody\n", b"dan\n"]


ENTRIES: Final = (
    Entry("directory-file", directory_file, change_table),
    Entry("stack-file", stack_file, change_json),
    Entry("leavers-file", leavers_file, change_table),
)

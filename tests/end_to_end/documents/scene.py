"""A reader of the documents at work: a shell in a copy of the checkout, and what `make up` has deployed from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.documents.checkout import Deployed, Shell
from tests.end_to_end import by_hand
from tests.end_to_end.recovery import wait_until

HEADER = "user login,first name,last name,routing profile name\n"
STAFF = ("maria.silva,Maria,Silva", "jo.king,Jo,King", "ada,Ada,King")
_MANY = 40
"""Agents of an import that is to be stopped: Connect makes two a second."""


@dataclass
class Scene:
    """A reader at work.

    Attributes:
        shell: theirs.
        checkout: what they have cloned.
        deployed: what `make up` made.
    """

    shell: Shell
    checkout: Path
    deployed: Deployed
    demo: str = ""
    """What `make demo` prints of the uploads."""

    @property
    def root(self) -> Path:
        """The folder of the Terraform root."""
        return self.checkout / "build" / "local" / "root"

    def write(self, name: str, *rows: str, profile: str = "Basic Routing Profile") -> None:
        """Write a directory of some agents into the folder that the shell is in."""
        text = HEADER + "".join(f"{row},{profile}\n" for row in rows)
        (self.shell.folder / name).write_text(text, "utf-8")

    def users(self) -> set[str]:
        """Who is in Amazon Connect."""
        return set(by_hand.user_ids(self.deployed.client("connect"), self.deployed.outputs()["instance_id"]))

    def begin_many(self, prefix: str) -> dict[str, Any]:
        """Upload more agents than Connect makes at once as agents.csv, and return the record as soon as they wait."""
        rows = "".join(f"{prefix}.{number},Many,Hands,Basic Routing Profile\n" for number in range(_MANY))
        before = len(self.deployed.records("agents.csv"))
        bucket = self.deployed.outputs()["upload_bucket"]
        self.deployed.client("s3").put_object(Bucket=bucket, Key="agents.csv", Body=(HEADER + rows).encode())
        wait_until(lambda: self._latest(before).get("status") == "PROVISIONING", "taking the upload in", 60)
        return self._latest(before)

    def _latest(self, before: int) -> dict[str, Any]:
        records = self.deployed.records("agents.csv")
        return records[-1] if len(records) > before else {}

    def at_checkout(self, command: str) -> str:
        """Run a command in the checkout's folder."""
        self.shell.folder = self.checkout
        try:
            return self.shell.run(command)
        finally:
            self.shell.folder = self.root

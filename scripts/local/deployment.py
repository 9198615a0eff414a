"""Applies the root into local AWS, and destroys it again."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scripts.local.children import Child
from scripts.local.errors import LocalError
from scripts.local.guard import require_local_aws
from scripts.local.slow_resources import leave_out_slow_resources
from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.resident_provider import resident_provider
from scripts.terraform.staging import stage_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scripts.local.narrator import Bar
    from scripts.local.site import Site

VARIABLES = PROJECT / "terraform.tfvars.example"
"""The sample's values; a user's own terraform.tfvars is for real AWS."""

_PATIENCE_SECONDS = 30.0
"""How long an interrupted Terraform may take to write its state, where that state is needed any more."""

_PATIENCE_FOR_NOTHING_SECONDS = 3.0
"""The same where the server, and all that the state describes, is about to be thrown away."""


@dataclass
class _Progress:
    """What Terraform's event stream has told so far."""

    total: int | None = None
    done: int = 0
    current: str = ""
    errors: list[str] = field(default_factory=list)

    def take(self, event: dict[str, Any]) -> None:
        """Takes one event in."""
        kind = event.get("type")
        if kind == "change_summary" and event["changes"]["operation"] == "plan":
            changes = event["changes"]
            self.total = changes["add"] + changes["change"] + changes["remove"]
        elif kind in {"apply_start", "apply_complete"}:
            hook = event["hook"]
            self.current = hook["resource"]["addr"]
            self.done += kind == "apply_complete" and hook["action"] != "read"
        elif kind == "diagnostic" and event["diagnostic"]["severity"] == "error":
            diagnostic = event["diagnostic"]
            where = f" ({diagnostic['address']})" if "address" in diagnostic else ""
            self.errors.append(f"{diagnostic['summary']}{where}\n{diagnostic.get('detail', '')}".strip())


class Deployment:
    """The root on one site.

    Args:
        site: Its folder.
        lasting: Whether the server goes on if Terraform is interrupted.
        brief: Whether the deployment lives for a few minutes only: then it is made without what takes effect after
            hours or days, for which Terraform would wait about as long as for all else.
        variables: Files with values that go before the sample's.

    Raises:
        LocalError: The environment does not point at local AWS.
    """

    def __init__(self, site: Site, *, lasting: bool, brief: bool = False, variables: Sequence[Path] = ()) -> None:
        require_local_aws(os.environ)
        self._site = site
        self._brief = brief
        self._variables = (VARIABLES, *variables)
        self._patience_seconds = _PATIENCE_SECONDS if lasting else _PATIENCE_FOR_NOTHING_SECONDS
        self._environment: dict[str, str] = {}
        self.killed = False

    def prepare(self) -> None:
        """Copies the root to the site and initialises it; Terraform's own commands work there as in any root.

        Raises:
            LocalError: Terraform is missing, or has no providers.
        """
        root = stage_root(PROJECT, self._site.root, self._site.state)
        for number, path in enumerate(self._variables):
            shutil.copyfile(path, root / ("terraform.tfvars" if number == 0 else f"{path.stem}.auto.tfvars"))
        (root / ".terraform").symlink_to(self._site.terraform_data)
        if self._brief:
            leave_out_slow_resources(self._site.root)
        try:
            self._environment = initialise(self._site.root, self._site.terraform_data)
        except TerraformSetupError as error:
            raise LocalError(str(error)) from error

    @contextlib.contextmanager
    def running_provider(self) -> Iterator[None]:
        """Keeps the provider running for the commands of the block, so that each needs not wait until it has started.

        Raises:
            LocalError: It did not start.
        """
        before = self._environment
        try:
            with resident_provider(self._site.root, self._site.terraform_data, before) as variables:
                self._environment = {**before, **variables}
                yield
        except TerraformSetupError as error:
            raise LocalError(str(error)) from error
        finally:
            self._environment = before

    def apply(self, bar: Bar) -> None:
        """Applies the root.

        Raises:
            LocalError: Terraform failed; the message holds what it said.
        """
        self._run(bar, "apply")

    def destroy(self, bar: Bar) -> None:
        """Destroys all that is in the state.

        Raises:
            LocalError: Terraform failed; the message holds what it said.
        """
        self._run(bar, "destroy")

    def outputs(self) -> dict[str, Any]:
        """Reads the root's outputs."""
        child = Child(["terraform", "output", "-json"], self._site.root, self._environment, self._patience_seconds)
        text = "".join(child.lines())
        if child.exit_status != 0:
            raise LocalError(f"terraform output failed:\n{text}", self._site.terraform_log)
        return {name: output["value"] for name, output in json.loads(text).items()}

    def _run(self, bar: Bar, command: str) -> None:
        progress = _Progress()
        arguments = ["terraform", command, "-json", "-auto-approve"]
        child = Child(arguments, self._site.root, self._environment, self._patience_seconds)
        try:
            with self._site.terraform_log.open("a", encoding="utf-8") as log:
                for line in child.lines():
                    event = _event(line)
                    log.write(f"{event['@message']}\n" if event else line)
                    if event:
                        progress.take(event)
                        bar.update(progress.done, progress.total, progress.current)
        finally:
            self.killed = child.killed
        if child.exit_status != 0:
            said = "\n\n".join(progress.errors) or "it gave no reason"
            raise LocalError(f"terraform {command} failed: {said}", self._site.terraform_log)


def _event(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except json.JSONDecodeError:  # a warning outside the event stream
        return None
    return event if isinstance(event, dict) and "@message" in event else None

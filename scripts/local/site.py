"""The folder of one deployment on local AWS: nothing of it touches the user's own state, variables or `.terraform`."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.local.errors import LocalError
from scripts.terraform.initialise import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Site:
    """Where one deployment keeps what belongs to it.

    Attributes:
        name: `local` for `make up`, `demo` for `make demo`.
    """

    name: str

    @property
    def home(self) -> Path:
        """The site's folder."""
        return PROJECT / "build" / self.name

    @property
    def root(self) -> Path:
        """The staged copy of the Terraform root."""
        return self.home / "root"

    @property
    def state(self) -> Path:
        """The Terraform state."""
        return self.home / "terraform.tfstate"

    @property
    def terraform_data(self) -> Path:
        """What takes the place of `.terraform`."""
        return self.home / "terraform"

    @property
    def server_data(self) -> Path:
        """The data directory of local AWS."""
        return self.home / "server"

    @property
    def server_json(self) -> Path:
        """Where local AWS says how to reach it."""
        return self.server_data / "server.json"

    @property
    def server_log(self) -> Path:
        """The log of local AWS."""
        return self.server_data / "server.log"

    @property
    def function_log(self) -> Path:
        """What the functions had logged when a run failed."""
        return self.home / "functions.log"

    @property
    def terraform_log(self) -> Path:
        """Everything Terraform said."""
        return self.home / "terraform.log"

    @property
    def reports(self) -> Path:
        """Reports that are kept when the deployment is gone: a folder for each import."""
        return self.home / "reports"

    @property
    def env_file(self) -> Path:
        """Shell variables to source."""
        return self.home / "env"

    @property
    def outputs_file(self) -> Path:
        """The root's outputs."""
        return self.home / "outputs.json"

    def forget_deployment(self) -> None:
        """Drops what described a deployment into a server that is gone: local AWS keeps its state in memory."""
        for path in (self.env_file, self.outputs_file, self.server_json):
            path.unlink(missing_ok=True)
        for path in self.home.glob(".terraform.tfstate.lock.info"):
            path.unlink(missing_ok=True)
        for path in self.home.glob("terraform.tfstate*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.root, ignore_errors=True)

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keeps a second run off this site; the system drops the lock when the process ends, however it ends.

        Raises:
            LocalError: Another run holds the lock.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LocalError(
                    f"another make target is working in {self.home}: wait for it, or end it with Ctrl-C"
                ) from error
            yield

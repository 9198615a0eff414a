"""Names what belongs to one deployment of Rollcall, and builds the clients that reach it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from rollcall_cli.clients import region_of, regional_client
from rollcall_cli.errors import CliError
from roster.agents_table import AgentsTable
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable

_OTHER_VERSION: Final = (
    "it was applied by another version of Rollcall, or its Terraform root leaves that out: apply the version that "
    "`rollcall --version` says, with an output `deployment` that is the module staffing's, or name the deployment by "
    "--deployment"
)


@dataclass(frozen=True)
class Deployment:
    """One deployment, by what Terraform says of it.

    Attributes:
        outputs: name → value: those of the module `staffing`, perhaps with others of its root.
        source: where they were found, for messages.
    """

    outputs: dict[str, Any]
    source: str = "the outputs of Terraform"
    _clients: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def output(self, name: str) -> str:
        """Return one output, such as a table's name.

        Raises:
            CliError: there is none.
        """
        value = self.outputs.get(name)
        if not isinstance(value, str) or not value:
            raise CliError(f"The deployment has no output {name!r} in {self.source}", _OTHER_VERSION)
        return value

    def function_name(self, part: str) -> str:
        """Return the name of the function of one part of the flow, such as `ingest`.

        Raises:
            CliError: there is none.
        """
        names = self.outputs.get("function_names")
        if not isinstance(names, dict) or not names.get(part):
            raise CliError(f"The deployment names no {part} function in {self.source}", _OTHER_VERSION)
        return str(names[part])

    @property
    def region(self) -> str | None:
        """The region that the deployment is in; None if its outputs don't say, which leaves the environment's."""
        return self.outputs.get("region") or region_of(str(self.outputs.get("instance_arn") or ""))

    def client(self, service: str, **config: Any) -> Any:
        """Return a client for the deployment's region, whatever the environment's is.

        It is built when it is first asked for, and shared: reading a service's model takes long, and so do connections.
        Arguments are those of `regional_client`.
        """
        name = f"{service} {json.dumps(config, sort_keys=True)}"
        if name not in self._clients:
            self._clients[name] = regional_client(service, self.region, **config)
        return self._clients[name]

    def s3_for_files(self) -> Any:
        """Return a client of Amazon S3 for whole files, which waits for minutes where a big one takes them."""
        return self.client("s3", read_timeout=300)

    def agents(self) -> AgentsTable:
        """Return the agents table."""
        return AgentsTable(self.client("dynamodb"), self.output("agents_table"))

    def files(self) -> FilesTable:
        """Return the files table."""
        return FilesTable(self.client("dynamodb"), self.output("files_table"))

    def outcomes(self) -> OutcomesTable:
        """Return the outcomes table."""
        return OutcomesTable(self.client("dynamodb"), self.output("outcomes_table"))


def read_deployment(text: str, source: str, advice: str) -> Deployment:
    """Read a deployment from JSON: Terraform's outputs (name → value, type), or plain values.

    A root that calls the module `staffing` may give each of its names as an output, or all in one called `deployment`.

    Args:
        text: the JSON.
        source: where it was found, for messages.
        advice: what to do where it is of no use.

    Raises:
        CliError: it is no JSON, or no deployment's.
    """
    try:
        found = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise CliError(f"{source} is no JSON: {error}", advice) from error
    if not isinstance(found, dict):
        raise CliError(f"{source} holds no outputs", advice)
    outputs = {
        name: entry["value"] if isinstance(entry, dict) and "value" in entry else entry for name, entry in found.items()
    }
    if isinstance(outputs.get("deployment"), dict):
        outputs |= outputs["deployment"]
    if not isinstance(outputs.get("instance_id"), str):
        raise CliError(f"{source} has no outputs of Rollcall: nothing is applied there", advice)
    return Deployment(outputs, source)

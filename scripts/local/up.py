"""`make up`: local AWS with the root applied, left running."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from scripts.interruptions import undisturbed
from scripts.local.deployment import Deployment
from scripts.local.guard import use_local_aws
from scripts.local.server import running_server, start_server

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from scripts.local.narrator import Narrator
    from scripts.local.site import Site


def bring_up(site: Site, narrator: Narrator) -> None:
    """Starts local AWS unless it runs already, applies the root, and writes the environment and the outputs.

    If it fails or is interrupted, a server that it started is stopped again. One that ran before goes on, unless
    Terraform had to be killed and may have left something out of its state.

    Raises:
        LocalError: A step failed.
    """
    server = running_server(site)
    started = server is None
    if server is None:
        with narrator.step("Starting local AWS"):
            server = start_server(site, detached=True)
    deployment: Deployment | None = None
    try:
        use_local_aws(server)
        deployment = Deployment(site, lasting=not started)
        with narrator.step("Preparing Terraform"):
            deployment.prepare()
        with narrator.step("Applying the root") as bar:
            deployment.apply(bar)
        outputs = deployment.outputs()
        site.outputs_file.write_text(json.dumps(outputs, indent=2) + "\n", "utf-8")
        site.env_file.write_text(_shell(site, server), "utf-8")
    except BaseException:
        if started or (deployment is not None and deployment.killed):
            with undisturbed():
                server.stop()
                site.forget_deployment()
        raise
    _explain(site, server, outputs["upload_bucket"], narrator)


def _shell(site: Site, server: LocalAws) -> str:
    lines = [
        "# To source: from then on the AWS CLI, boto3 and Terraform of this shell reach local AWS and nothing else."
    ]
    variables = server.environment() | {"ROLLCALL_STACK_FILE": str(site.outputs_file)}
    lines += [f"export {name}={shlex.quote(value)}" for name, value in sorted(variables.items())]
    return "\n".join(lines) + "\n"


def _explain(site: Site, server: LocalAws, bucket: str, narrator: Narrator) -> None:
    folder = f"build/{site.name}"
    narrator.headline(f"Local AWS is up on {server.endpoint}")
    narrator.say(f"  . {folder}/env                      # point this shell at it")
    narrator.say(f"  aws s3 cp my.csv s3://{bucket}/     # .venv/bin/aws if there is no other")
    narrator.say(f"  {folder}/outputs.json               # names and ids of what was made")
    narrator.say(f"  {folder}/server/server.log          # what it does")
    narrator.say("  make down                            # when done")

"""`make demo`: the main job end to end on a local AWS of its own, which is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from scripts.interruptions import undisturbed
from scripts.local.centre import menu_lines, queues_table, read_instance
from scripts.local.deployment import Deployment
from scripts.local.errors import LocalError
from scripts.local.function_logs import save_function_logs
from scripts.local.guard import use_local_aws
from scripts.local.leftovers import report_leftovers
from scripts.local.results import keep_reports, password_secrets, problems_table
from scripts.local.server import running_server, start_server
from scripts.local.users import users_table
from scripts.local.watch import wait_for_uploads
from scripts.terraform.initialise import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.client import LocalAws
    from scripts.local.narrator import Narrator
    from scripts.local.site import Site

SECOND_DIRECTORY = Path(__file__).with_name("second_shift.csv")
"""What a user might upload after the deployment: two good rows, one that Connect refuses, one that we reject."""


CENTRE = Path(__file__).with_name("demo.tfvars")
"""A menu, queues and routing profiles, which the second directory names."""


def run_demo(site: Site, narrator: Narrator) -> None:
    """Deploys, staffs, shows, destroys; whatever happens, nothing goes on running.

    Raises:
        LocalError: A step failed, or something was left after the destroy.
    """
    if (stale := running_server(site)) is not None:
        stale.stop()
    with narrator.step("Starting local AWS"):
        server = start_server(site, detached=False)
    try:
        use_local_aws(server)
        pages = _show(site, server, narrator)
    except LocalError:
        _save_logs(site, narrator)
        raise
    except (ClientError, BotoCoreError) as error:
        _save_logs(site, narrator)
        raise LocalError(f"a call to local AWS failed: {error}", site.server_log) from error
    finally:
        with undisturbed():
            server.stop()
            site.forget_deployment()
    narrator.say("Local AWS is stopped; nothing is left running.")
    narrator.headline("The reports are kept; open them in a browser")
    for page in pages:
        narrator.say(f"  {page.relative_to(PROJECT)}")


def _show(site: Site, server: LocalAws, narrator: Narrator) -> list[Path]:
    """Applies, staffs and destroys; returns the pages of the reports, which are kept."""
    narrator.say(f"  on {server.endpoint}; logs: {site.terraform_log} and {site.server_log}")
    deployment = Deployment(site, lasting=False, brief=True, variables=(CENTRE,))
    with narrator.step("Preparing Terraform"):
        deployment.prepare()
    with deployment.running_provider():
        return _deploy_and_destroy(deployment, site, server, narrator)


def _deploy_and_destroy(deployment: Deployment, site: Site, server: LocalAws, narrator: Narrator) -> list[Path]:
    with narrator.step("Applying the root") as bar:
        deployment.apply(bar)
    narrator.say(
        "  all but what takes effect after hours or days and Terraform waits long for: the buckets' rules that expire"
    )
    narrator.say("  objects, and the way of messages from the retry queue to the failure queue")
    outputs = deployment.outputs()
    narrator.say(f"  contact centre {outputs['login_url']}, phone number {outputs['phone_number']}")

    bucket = outputs["upload_bucket"]
    boto3.client("s3").upload_file(str(SECOND_DIRECTORY), bucket, SECOND_DIRECTORY.name)
    keys = [entry["Key"] for entry in boto3.client("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    narrator.say(f"  in s3://{bucket}: {', '.join(keys)}")
    with narrator.step("Staffing it") as bar:
        records = wait_for_uploads(outputs, keys, bar, site.server_log)
    show_staff(records, outputs, narrator)
    _show_centre(outputs["instance_id"], narrator)
    imports = [record for record in records if record["kind"] != "file"]
    narrator.console.print()
    narrator.console.print(problems_table(imports, outputs))
    pages = keep_reports(imports, outputs, site.reports)

    narrator.headline("Destroying it all")
    with narrator.step("Destroying") as bar:
        deployment.destroy(bar)
    report_leftovers(server.controls.inventory(), narrator, site.server_log)
    return pages


def _show_centre(instance_id: str, narrator: Narrator) -> None:
    centre = read_instance(instance_id)
    narrator.headline("What callers hear, and where their keys lead")
    for line in menu_lines(centre):
        narrator.say(f"  {line}")
    narrator.console.print()
    narrator.console.print(queues_table(centre))


def _save_logs(site: Site, narrator: Narrator) -> None:
    try:
        save_function_logs(site.function_log)
    except (ClientError, BotoCoreError) as error:  # the failure that is under way matters more
        narrator.say(f"The functions' logs could not be saved: {error}")
    else:
        narrator.say(f"What the functions logged is in {site.function_log}")


def show_staff(records: Sequence[dict[str, Any]], outputs: dict[str, Any], narrator: Narrator) -> None:
    """Tells what became of the uploads: users, their passwords' secrets.

    Args:
        records: The uploads' records of the files table.
        outputs: The root's outputs.
        narrator: Where to tell it.
    """
    narrator.headline("What became of the uploads")
    for record in records:
        if record["kind"] == "file":
            narrator.say(f"  {record['key']}: a plain file, kept whole in the table {outputs['files_table']}")
        else:
            narrator.say(f"  {record['key']}: an agent directory of {record.get('rows', 0)} rows, {record['status']}")
    narrator.console.print()
    narrator.console.print(users_table(outputs["instance_id"]))
    narrator.headline("Their initial passwords are in AWS Secrets Manager, under")
    for name in password_secrets(outputs["password_secret_prefix"]):
        narrator.say(f"  {name}")

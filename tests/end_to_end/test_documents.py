"""What documents show is done as they show it: in a copy of the checkout, from `make up` to `make down`, in a terminal.

The tests run in their order, and the last ones destroy. A command that is neither run here nor told in
`tests.documents.not_run` with the reason fails the last of them.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import openpyxl
import pytest
from rich.console import Console

from scripts.local.demo import CENTRE, SECOND_DIRECTORY, show_staff
from scripts.local.excerpt import README, excerpt, readme_with
from scripts.local.narrator import WIDTH_IN_A_PIPE, Narrator
from scripts.local.results import problems_table
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.resident_provider import resident_provider
from tests.documents.checkout import Deployed, Shell, copy_checkout
from tests.documents.commands import documented_commands
from tests.documents.not_run import NOT_RUN
from tests.end_to_end import by_hand
from tests.end_to_end.recovery import wait_until

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")

HEADER = "user login,first name,last name,routing profile name\n"
STAFF = ("maria.silva,Maria,Silva", "jo.king,Jo,King", "ada,Ada,King")
MANY = 40
"""Agents of an import that is to be stopped: Connect makes two a second."""
ID = "0a1b2c3d-1111-4222-8333-444455556666"
"""Of a key, and of a number."""
PEOPLE = 'people_policies = true\nuploaders       = { office = { prefix = "office/" } }\n'


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
        rows = "".join(f"{prefix}.{number},Many,Hands,Basic Routing Profile\n" for number in range(MANY))
        before = len(self.deployed.records("agents.csv"))
        bucket = self.deployed.outputs()["upload_bucket"]
        self.deployed.client("s3").put_object(Bucket=bucket, Key="agents.csv", Body=(HEADER + rows).encode())
        wait_until(lambda: self._latest(before).get("status") == "PROVISIONING", "taking the upload in", 60)
        return self._latest(before)

    def _latest(self, before: int) -> dict[str, Any]:
        records = self.deployed.records("agents.csv")
        return records[-1] if len(records) > before else {}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """`make up` in a copy of the checkout, whose sample has policies for people; `make down` ends it in any case."""
    folder = tmp_path_factory.mktemp("documents")
    checkout = copy_checkout(folder)
    sample = checkout / "terraform.tfvars.example"
    added = CENTRE.read_text("utf-8") + PEOPLE
    sample.write_text(without(sample.read_text("utf-8"), re.findall(r"^\w+", added, re.MULTILINE)) + added, "utf-8")
    tools = folder / "tools"
    tools.mkdir()
    shell = Shell(checkout, tools)
    try:
        shell.run("make up")
        shell.run(". build/local/env")
        deployed = Deployed(checkout)
        deployed.finished_import("agents.csv")
        with provider_of(checkout, shell) as variables:
            shell.variables |= variables
            yield Scene(shell, checkout, deployed)
    finally:
        shell.folder = checkout
        shell.run("make down", None)


def provider_of(checkout: Path, shell: Shell) -> AbstractContextManager[dict[str, str]]:
    """Keep the provider running, for all commands of Terraform: to start it takes longer than most of them."""
    site = checkout / "build" / "local"
    environment = initialise(site / "root", site / "terraform")
    return resident_provider(site / "root", site / "terraform", environment | shell.variables)


def without(variables: str, names: Collection[str]) -> str:
    """Take some variables out of the text of a tfvars file."""
    entries = re.split(r"^(?=\w)", variables, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.split()[:1] not in [[name] for name in names])


def test_what_the_demo_shows(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its directories, sent to its contact centre, printed by its functions; `make down` shows the rest."""
    for name, value in scene.deployed.server.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    outputs, printed = scene.deployed.outputs(), io.StringIO()
    scene.deployed.upload(SECOND_DIRECTORY.name, SECOND_DIRECTORY.read_bytes())
    records = [scene.deployed.records(key)[-1] for key in ("agents.csv", SECOND_DIRECTORY.name, "welcome.txt")]
    narrator = Narrator(Console(file=printed, width=WIDTH_IN_A_PIPE))

    show_staff(records, outputs, narrator)
    narrator.console.print()
    narrator.console.print(problems_table(records[:2], outputs))

    scene.demo = printed.getvalue()


def test_who_reads_the_readme_alone_has_an_excel_file_in_connect_and_takes_it_back(scene: Scene) -> None:
    shell, mine = scene.shell, {"nadia.rossi", "omar.said"}
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet(index=0)
    for row in (HEADER.strip().split(","), *(["nadia.rossi", "Nadia", "Rossi"], ["omar.said", "Omar", "Said"])):
        sheet.append(row)
    workbook.save(shell.folder / "my.xlsx")

    assert "2 to create" in shell.run("scripts/rollcall plan my.xlsx")
    assert not mine & scene.users()
    shell.run("scripts/rollcall upload my.xlsx --watch")
    assert mine <= scene.users()
    shell.run("scripts/rollcall report my.xlsx --open")
    assert "nadia.rossi" in Path(shell.opened[-1].removeprefix("file://")).read_text("utf-8")
    shell.run("scripts/rollcall stop my.xlsx")
    assert mine <= scene.users(), "what is done stays"
    shell.run("scripts/rollcall undo my.xlsx --watch")
    assert not mine & scene.users()


def test_on_aws(scene: Scene) -> None:
    """The root's folder is the checkout there; here Terraform's is the copy that `make up` has applied."""
    shell = scene.shell
    shell.folder = scene.root
    (scene.root / "scripts").mkdir()
    (scene.root / "scripts" / "rollcall").symlink_to(scene.checkout / "scripts" / "rollcall")
    scene.write("agents.csv", *STAFF)

    shell.run('aws s3 cp agents.csv "s3://$(terraform output -raw upload_bucket)/"')
    wait_until(lambda: len(scene.deployed.records("agents.csv")) == 2, "taking the upload in")
    shell.run("scripts/rollcall status agents.csv --watch")
    assert {"maria.silva", "jo.king", "ada"} <= scene.users()
    shell.run("scripts/rollcall report agents.csv --open")
    assert "maria.silva" in Path(shell.opened[-1].removeprefix("file://")).read_text("utf-8")
    shell.run("scripts/rollcall passwords agents.csv --output passwords.csv")
    assert passwords(scene) == {"maria.silva", "jo.king", "ada"}
    (shell.folder / "passwords.csv").unlink()
    shell.run("rollcall passwords agents.csv --output passwords.csv")
    assert passwords(scene) == {"maria.silva", "jo.king", "ada"}


def passwords(scene: Scene) -> set[str]:
    """Whose passwords are in the file that was written."""
    with (scene.shell.folder / "passwords.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["username"] for row in csv.DictReader(stream) if len(row["password"]) == 20}


def test_uploading_and_the_outcome(scene: Scene) -> None:
    shell = scene.shell
    (shell.folder / "agents.csv").unlink()

    shell.run("rollcall template --output agents.csv")
    assert (shell.folder / "agents.csv").read_text("utf-8-sig").count("\n") > 1
    scene.write("agents.csv", *STAFF, "new.hand,New,Hand")
    shell.run("rollcall validate agents.csv --deployed")
    assert "new.hand" in shell.run("rollcall plan agents.csv")
    shell.run("rollcall upload agents.csv --watch")
    assert "new.hand" in scene.users()
    for command in (
        "rollcall status",
        "rollcall status agents.csv",
        "rollcall status --deployment rollcall --region eu-central-1",
    ):
        words = {"eu-central-1": "us-east-1"} if "eu-central-1" in command else {}
        assert "agents.csv" in shell.run(command, None, words=words)
    pages = len(shell.opened)
    shell.run("rollcall report agents.csv --open")
    assert len(shell.opened) == pages + 1
    assert "Maria" in shell.run("rollcall agents maria.silva")
    assert re.search(r"\d+\.\d+\.\d+", shell.run("rollcall --version"))
    started = scene.deployed.records("agents.csv")[-1]["started_at"][:10]
    found = json.loads(shell.run("aws dynamodb query …", words={"2026-11-30": started}))
    assert "agents.csv" in {item["key"]["S"] for item in found["Items"]}


def test_stopping_and_undoing(scene: Scene) -> None:
    shell = scene.shell
    scene.begin_many("first")
    shell.run("rollcall stop agents.csv", None)
    assert scene.deployed.finished_import("agents.csv")["superseded"] > 0

    record = scene.begin_many("second")
    by_hand_too = 'aws dynamodb update-item --table-name "$(terraform output -raw files_table)" …'
    shell.run(by_hand_too, words={"SEQUENCER": record["sequencer"]})
    assert scene.deployed.finished_import("agents.csv")["superseded"] > 0

    scene.write("agents.csv", *STAFF, "undone,Un,Done")
    assert scene.deployed.upload("agents.csv", (shell.folder / "agents.csv").read_bytes())["status"] == "FINISHED"
    shell.run("rollcall undo agents.csv --output undo.csv")
    assert "undone" in (shell.folder / "undo.csv").read_text("utf-8-sig")
    shell.run("rollcall undo agents.csv --watch")
    assert "undone" not in scene.users()


def test_being_told(scene: Scene) -> None:
    scene.shell.run("aws sns subscribe …")
    topic = scene.deployed.outputs()["notification_topic_arn"]
    subscribed = scene.deployed.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert "supervisor@example.com" in {one["Endpoint"] for one in subscribed}


def test_removing(scene: Scene) -> None:
    shell = scene.shell
    shell.run("rollcall remove maria.silva jo.king --watch")
    assert not {"maria.silva", "jo.king"} & scene.users()
    shell.run("rollcall upload agents.csv --allow-removals")
    wait_until(lambda: {"maria.silva", "jo.king"} <= scene.users(), "making them again")
    scene.deployed.finished_import("agents.csv")

    shell.run("printf …")
    wait_until(lambda: not {"maria.silva", "jo.king"} & scene.users(), "removing them")
    shell.run('aws s3 cp agents.csv "s3://$(terraform output -raw upload_bucket)/" --metadata allow-removals=yes')
    wait_until(lambda: {"maria.silva", "jo.king"} <= scene.users(), "making them again")
    assert scene.deployed.finished_import("agents.csv")["status"] == "FINISHED"
    head = scene.deployed.client("s3").head_object(Bucket=scene.deployed.outputs()["upload_bucket"], Key="agents.csv")
    assert head["Metadata"] == {"allow-removals": "yes"}


def test_directories_in_another_encoding(scene: Scene) -> None:
    (scene.shell.folder / "staff.csv").write_bytes(f"{HEADER}pal,Pál,Őri,Basic Routing Profile\n".encode("cp1250"))
    scene.shell.run("aws s3 cp staff.csv …")
    wait_until(lambda: "pal" in scene.users(), "making the agent")
    assert scene.deployed.users()["pal"]["IdentityInfo"]["LastName"] == "Őri"


def test_plain_files(scene: Scene) -> None:
    shell = scene.shell
    assert "welcome.txt" in shell.run("rollcall files")
    shell.run("rollcall files get welcome.txt > welcome.txt")
    assert (shell.folder / "welcome.txt").read_bytes() == (PROJECT / "uploads" / "welcome.txt").read_bytes()
    shell.run("rollcall files delete welcome.txt")
    assert scene.deployed.records("welcome.txt") == []


def test_failed_agents_and_what_got_stuck(scene: Scene) -> None:
    shell, outputs = scene.shell, scene.deployed.outputs()
    scene.write("agents.csv", "night.owl,Night,Owl", profile="Night Shift")
    record = scene.deployed.upload("agents.csv", (shell.folder / "agents.csv").read_bytes())
    assert record["failed"] == 1
    by_hand.make_routing_profile(scene.deployed.client("connect"), outputs["instance_id"], "Night Shift")
    shell.run("rollcall retry agents.csv")
    wait_until(lambda: "night.owl" in scene.users(), "trying it again")
    shell.run("rollcall agents --status pending")

    event = {"requestPayload": {"Records": []}, "responsePayload": {"errorMessage": "it broke off"}}
    scene.deployed.client("sqs").send_message(QueueUrl=outputs["failure_queue_url"], MessageBody=json.dumps(event))
    # The option that the page's end tells of, for version 1 against local AWS.
    there = {"aws sqs": 'aws --endpoint-url "$AWS_ENDPOINT_URL" sqs'}
    assert "it broke off" in shell.run("aws sqs receive-message …", words=there)
    shell.run("rollcall failures", None)
    shell.run("rollcall redrive", None)


def test_drift(scene: Scene) -> None:
    shell, outputs, connect = scene.shell, scene.deployed.outputs(), scene.deployed.client("connect")
    ada = scene.deployed.users()["ada"]
    place = {"InstanceId": outputs["instance_id"], "UserId": ada["Id"]}

    def rename() -> None:
        connect.update_user_identity_info(**place, IdentityInfo=ada["IdentityInfo"] | {"FirstName": "Somebody"})

    def is_mended() -> bool:
        return bool(by_hand.describe(connect, outputs["instance_id"], ada["Id"])["IdentityInfo"]["FirstName"] == "Ada")

    rename()
    assert "ada" in shell.run("rollcall drift", 1)
    shell.run("rollcall drift --mend", None)
    wait_until(is_mended, "mending")
    agents = outputs["agents_table"]
    wait_until(
        lambda: {item["username"]: item["status"] for item in scene.deployed.items(agents)}["ada"] == "ACTIVE", "it"
    )
    rename()
    shell.run('aws dynamodb update-item --table-name "$(terraform output -raw agents_table)" …')
    wait_until(is_mended, "mending")


def test_pictures_permissions_and_logs(scene: Scene) -> None:
    shell, outputs = scene.shell, scene.deployed.outputs()
    shell.run("rollcall diagram --output centre.md")
    assert "```mermaid" in (shell.folder / "centre.md").read_text("utf-8")
    shell.run("rollcall diagram --tree")

    iam = scene.deployed.client("iam")
    iam.create_group(GroupName="agents-office")
    shell.run("aws iam attach-group-policy …")
    attached = iam.list_attached_group_policies(GroupName="agents-office")["AttachedPolicies"]
    assert [one["PolicyArn"] for one in attached] == [outputs["people_policy_arns"]["uploaders"]["office"]]
    iam.detach_group_policy(GroupName="agents-office", PolicyArn=attached[0]["PolicyArn"])
    iam.delete_group(GroupName="agents-office")

    assert "import_id" in shell.run("aws logs filter-log-events …")


def test_outputs_of_an_example(scene: Scene) -> None:
    """In a root two folders below the checkout, as the examples are; they have the same outputs."""
    shell = scene.shell
    (scene.root.parents[1] / "scripts").mkdir()
    (scene.root.parents[1] / "scripts" / "rollcall").symlink_to(scene.checkout / "scripts" / "rollcall")
    assert "Billing" in json.loads(shell.run("terraform output -json contact_centre"))["queues"]
    assert "agents.csv" in shell.run("../../scripts/rollcall status", None)
    assert "Billing" in shell.run("../../scripts/rollcall diagram")
    scene.write("agents.csv", "exa.mple,Exa,Mple")
    assert "1 created" in shell.run("../../scripts/rollcall upload agents.csv --watch")
    shell.run("../../scripts/rollcall report agents.csv --open")
    scene.write("agents.csv", "sa.les,Sa,Les")
    assert "1 created" in shell.run("../../scripts/rollcall upload agents.csv --key sales/agents.csv --watch")


def test_make_targets(scene: Scene) -> None:
    shell = scene.shell
    assert "make up" in "\n".join(" ".join(line.split()) for line in at_checkout(scene, "make help").splitlines())
    written = scene.checkout / "build" / "deployer-policy"
    at_checkout(scene, "make deployer-policy NAME=acme ACCOUNT=111122223333 REGION=eu-central-1")
    assert '"*"' in "".join(path.read_text("utf-8") for path in written.glob("*.json"))
    # Terraform and make are asked in one folder there.
    shell.folder = scene.root
    shell.run(
        "make deployer-policy NAME=acme ACCOUNT=111122223333 REGION=eu-central-1 \\…",
        words={"make ": f"make -C {scene.checkout} ", "ID,ID": f"{ID},{ID}"},
    )
    text = "".join(path.read_text("utf-8") for path in written.glob("*.json"))
    assert f"instance/{scene.deployed.outputs()['instance_id']}" in text
    assert f"phone-number/{ID}" in text


def at_checkout(scene: Scene, command: str) -> str:
    """Run a command in the checkout's folder."""
    scene.shell.folder = scene.checkout
    try:
        return scene.shell.run(command)
    finally:
        scene.shell.folder = scene.root


def test_a_first_apply_sends_nothing_where_that_is_said(scene: Scene) -> None:
    """In a root without a state, as on a new account; it asks, and the answer is no."""
    shell = scene.shell
    new = scene.checkout / "new"
    new.mkdir()
    for name in ("modules", "uploads"):
        (new / name).symlink_to(scene.checkout / name)
    for path in [*scene.checkout.glob("*.tf"), scene.checkout / ".terraform.lock.hcl"]:
        shutil.copy(path, new)
    (new / "build").symlink_to(scene.root / "build")
    shell.folder = new
    before = dict(shell.variables)
    shell.variables |= {  # where there is no registry
        name: value
        for name, value in initialise(scene.root, scene.checkout / "build" / "local" / "terraform").items()
        if name == "TF_CLI_CONFIG_FILE"
    }
    try:
        shell.run("echo 'uploads_dir = null' >> terraform.tfvars")
        shell.run("terraform init")
        shown = shell.run("terraform apply", 1, answer="no")
    finally:
        shell.variables = before
        shell.folder = scene.root
    assert "aws_s3_object.uploads" not in shown
    assert re.search(r"Plan: \d{2,} to add, 0 to change, 0 to destroy", shown)


def test_leaving_and_moving_in(scene: Scene) -> None:
    """On a copy of root and state: what Terraform is to forget is needed for `make down`."""
    shell = scene.shell
    assert "0 to destroy" in (shown := shell.run("terraform apply -target=…")) or "No changes" in shown
    leaving = scene.checkout / "build" / "leaving" / "root"
    shutil.copytree(scene.root, leaving, symlinks=True, ignore=shutil.ignore_patterns("agents.csv"))
    shutil.copy(scene.checkout / "build" / "local" / "terraform.tfstate", leaving.parent)
    shell.folder = leaving
    try:
        left = shell.run("terraform state rm module.connect…")
        assert "module.staffing.aws_lambda_invocation.release_users" in left
        shown = shell.run("terraform destroy", 1, answer="no")
        going = set(re.findall(r"# (module\.\S+) will be destroyed", shown))
        assert "module.staffing.aws_lambda_invocation.purge_passwords" in going
        assert not [one for one in going if one.startswith("module.connect.") or "release_users" in one]

        shell.run("rollcall export --output agents.csv", None)
        shell.run("rollcall export --terraform --output centre", None)
        shell.run("cp -r centre/* .")
        planned = shell.run("terraform plan")
        assert re.search(r"Plan: \d+ to import", planned)
        moves = re.findall(r"# (module\.connect\S+) will be (\w+)", planned)
        assert {action for _, action in moves} == {"imported"}
    finally:
        shell.folder = scene.root


def test_what_is_destroyed_is_gone(scene: Scene) -> None:
    shown = at_checkout(scene, "make down")
    assert re.search(r"connect users +none left", shown)
    assert "Local AWS is down." in shown
    assert README.read_text("utf-8") == readme_with(excerpt(scene.demo + shown)), "run: make demo-output"


def test_every_command_is_run_here_or_told_why_not(scene: Scene) -> None:
    shown = {command.text for command in documented_commands()}
    assert scene.shell.ran & NOT_RUN.keys() == set()
    assert shown - scene.shell.ran - NOT_RUN.keys() == set()
    assert NOT_RUN.keys() - shown == set(), "no document shows it any more"

"""Somebody else's root: two deployments in it, of modules from a git repository and zips from a folder, no checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT
from tests.end_to_end.directories import directory
from tests.end_to_end.local_account import LocalStack

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

SOUTH_REGION = "eu-central-1"
SOUTH_ALIAS = "south-of-old"
TAGS = {"CostCentre": "4711", "Owner": "South"}

MAIN = f"""
provider "aws" {{}}

provider "aws" {{
  alias  = "south"
  region = "{SOUTH_REGION}"

  default_tags {{
    tags = {{ {", ".join(f'{key} = "{value}"' for key, value in TAGS.items())} }}
  }}
}}

module "connect" {{
  source = "git::file://REPOSITORY//modules/connect"

  name           = "north"
  phone_number   = null
  user_hierarchy = {{ levels = ["Team"], groups = ["Sales"] }}
}}

module "north" {{
  source = "git::file://REPOSITORY//modules/staffing"
  count  = 1

  name         = "north"
  instance     = module.connect.instance
  packages_dir = "PACKAGES"
  settings     = {{ connect_requests_per_second = 40 }}
}}

data "aws_connect_instance" "south" {{
  provider       = aws.south
  instance_alias = "{SOUTH_ALIAS}"
}}

module "south" {{
  source    = "git::file://REPOSITORY//modules/staffing"
  providers = {{ aws = aws.south }}

  name         = "south"
  instance     = data.aws_connect_instance.south
  packages_dir = "PACKAGES"

  settings = {{
    connect_requests_per_second = 40
    directory_mode              = "mirror"
    notification_email          = "ops@example.com"
  }}
}}

output "deployments" {{
  value = {{ north = module.north[0].deployment, south = module.south.deployment }}
}}
"""


class OtherRoot(LocalStack):
    """A root that has of Rollcall what a release is: the modules, and the zips."""

    one_provider = False  # one for each region

    def stage(self) -> None:
        """Write the root, and beside it the modules as a git repository and the zips in a folder."""
        repository, packages = self.home / "rollcall", self.home / "packages"
        shutil.copytree(PROJECT / "modules", repository / "modules")
        for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Modules"]):
            self._git(repository, *arguments)
        packages.mkdir()
        for package in (PROJECT / "build").glob("*.zip"):
            shutil.copyfile(package, packages / package.name)
        self.root.mkdir()
        text = MAIN.replace("REPOSITORY", str(repository)).replace("PACKAGES", str(packages))
        (self.root / "main.tf").write_text(text, "utf-8")
        self._initialise()

    @staticmethod
    def _git(repository: Path, *arguments: str) -> None:
        identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, timeout=60)


class Deployment(LocalStack):
    """One of the deployments of a root, in its region."""

    def __init__(self, root: LocalStack, name: str) -> None:
        super().__init__(root.home, root.server)
        self._names: dict[str, Any] = root.outputs()["deployments"][name]

    def outputs(self) -> dict[str, Any]:
        return self._names

    def client(self, service: str, region: str | None = None) -> Any:
        return super().client(service, region or self._names["region"])


@dataclass(frozen=True)
class Deployments:
    """The root with what is in it, and the instance that was there before."""

    root: OtherRoot
    north: Deployment
    south: Deployment
    south_instance: str


@pytest.fixture(scope="module")
def deployments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployments]:
    """Both deployments, applied; the tests run in their order, and the last one destroys them."""
    home = tmp_path_factory.mktemp("other")
    with LocalAws(home / "server", connect_quota_factor=20.0) as server:
        root = OtherRoot(home, server)
        instance_id = make_instance(root.client("connect", SOUTH_REGION))
        root.stage()
        root.apply()
        yield Deployments(root, Deployment(root, "north"), Deployment(root, "south"), instance_id)


def make_instance(connect: Any) -> str:
    """Make the instance that the root finds."""
    instance_id: str = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=SOUTH_ALIAS,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    deadline = time.monotonic() + 30
    while connect.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"] != "ACTIVE":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return instance_id


def test_a_plan_after_the_apply_is_empty(deployments: Deployments) -> None:
    assert deployments.root.pending_changes() == ""


def test_each_deployment_staffs_its_own_instance(deployments: Deployments) -> None:
    north = [
        {"user login": f"north{number}", "first name": "N", "last name": "O", "user hierarchy": "Sales"}
        for number in range(3)
    ]
    south = [{"user login": f"south{number}", "first name": "S", "last name": "O"} for number in range(2)]

    records = [
        deployments.north.upload("agents.csv", directory(north)),
        deployments.south.upload("agents.csv", directory(south)),
    ]

    assert [(record["rows"], record["created"], record["pending"]) for record in records] == [(3, 3, 0), (2, 2, 0)]
    assert deployments.south.outputs()["instance_id"] == deployments.south_instance
    for deployment, rows in ((deployments.north, north), (deployments.south, south)):
        names = {row["user login"] for row in rows}
        agents = {item["username"]: item["status"] for item in deployment.items(deployment.outputs()["agents_table"])}
        assert deployment.users().keys() == names
        assert agents == dict.fromkeys(names, "ACTIVE")


def test_each_deployment_has_its_own_settings_region_and_tags(deployments: Deployments) -> None:
    settings, tags = {}, {}
    for deployment in (deployments.north, deployments.south):
        names = deployment.outputs()
        function = deployment.client("lambda").get_function(FunctionName=names["function_names"]["ingest"])
        settings[names["name"]] = function["Configuration"]["Environment"]["Variables"]["DIRECTORY_MODE"]
        tags[names["name"]] = function.get("Tags", {})
        table = deployment.client("dynamodb").describe_table(TableName=names["agents_table"])["Table"]
        assert f":{names['region']}:" in table["TableArn"]

    assert settings == {"north": "merge", "south": "mirror"}
    assert tags == {"north": {}, "south": TAGS}
    assert deployments.south.outputs()["region"] == SOUTH_REGION != deployments.north.outputs()["region"]


def test_a_deployment_is_found_by_its_name(deployments: Deployments) -> None:
    for deployment in (deployments.north, deployments.south):
        # No command needs the policies for people, and the parameter takes 4 KB.
        names = {name: value for name, value in deployment.outputs().items() if name != "people_policy_arns"}
        answer = deployment.client("ssm").get_parameter(Name=f"/rollcall/{names['name']}/deployment")
        assert (answer["Parameter"]["Type"], json.loads(answer["Parameter"]["Value"])) == ("String", names)


def test_a_destroy_leaves_nothing(deployments: Deployments) -> None:
    deployments.root.destroy()

    connect = deployments.south.client("connect")
    inventory = deployments.root.server.controls.inventory
    left = {kind: names for kind, names in inventory().items() if names}
    assert left.pop("connect_users") == ["south0", "south1"]
    assert left.pop("connect_instances") == [deployments.south_instance]
    assert left == {}
    connect.delete_instance(InstanceId=deployments.south_instance)

"""Somebody else's root: two deployments in it, of modules from a git repository and zips from a folder, no checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.operator import Operator
from tests.servers import start_server

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

EXAMPLE = PROJECT / "examples" / "two-instances"
REGIONS = {"us": "us-east-1", "eu": "eu-central-1"}
TAGS = {"Site": "Europe"}

COUNTED = """
module "staffing_us" {
  count = 1
}

output "deployments" {
  value = { us = module.staffing_us[0].deployment, eu = module.staffing_eu.deployment }
}
"""
"""What this root has otherwise than the example."""


class OtherRoot(LocalStack):
    """The example "two-instances" where it has of Rollcall what a release is: the modules, and the zips."""

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
        for path in EXAMPLE.glob("*.tf"):
            text = path.read_text("utf-8").replace('"../../modules/', f'"git::file://{repository}//modules/')
            text = text.replace('"${path.root}/../../build"', f'"{packages}"')
            assert "../" not in text, path
            (self.root / path.name).write_text(text, "utf-8")
        (self.root / "counted_override.tf").write_text(COUNTED, "utf-8")
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
    """The root with what is in it."""

    root: OtherRoot
    us: Deployment
    eu: Deployment


@pytest.fixture(scope="module")
def deployments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployments]:
    """Both deployments, applied; the tests run in their order, and the last one destroys them."""
    home = tmp_path_factory.mktemp("other")
    with start_server(home / "server", connect_quota_factor=20.0) as server:
        root = OtherRoot(home, server)
        root.stage()
        root.apply()
        yield Deployments(root, Deployment(root, "us"), Deployment(root, "eu"))


def test_a_plan_after_the_apply_is_empty(deployments: Deployments) -> None:
    assert deployments.root.pending_changes() == ""


def test_each_deployment_staffs_its_own_instance(deployments: Deployments, tmp_path: Path) -> None:
    instances = set()
    for name, deployment, logins in (
        ("us", deployments.us, ("ann", "bob", "cy")),
        ("eu", deployments.eu, ("ann", "dan")),
    ):
        operator = Operator(deployment, tmp_path)
        del operator.environment["ROLLCALL_STACK_FILE"]
        (tmp_path / "agents.csv").write_bytes(
            directory({"user login": login, "first name": name, "last name": "Li"} for login in logins)
        )
        named = ("--deployment", f"acme-{name}", "--region", REGIONS[name])

        uploaded = operator.json("upload", "agents.csv", "--watch", *named)

        assert counts(uploaded["counts"]) == {"rows": len(logins), "created": len(logins)}
        assert [entry["import_id"] for entry in operator.json("status", *named)] == [uploaded["import_id"]]
        agents = {item["username"]: item["status"] for item in deployment.items(deployment.outputs()["agents_table"])}
        assert agents == dict.fromkeys(logins, "ACTIVE")
        users = deployment.users()
        assert {login: user["IdentityInfo"]["FirstName"] for login, user in users.items()} == dict.fromkeys(
            logins, name
        )
        instances.add(deployment.outputs()["instance_id"])
    assert len(instances) == 2


def test_each_deployment_has_its_own_settings_region_and_tags(deployments: Deployments) -> None:
    settings, tags = {}, {}
    for deployment in (deployments.us, deployments.eu):
        names = deployment.outputs()
        function = deployment.client("lambda").get_function(FunctionName=names["function_names"]["ingest"])
        settings[names["name"]] = function["Configuration"]["Environment"]["Variables"]["DIRECTORY_MODE"]
        tags[names["name"]] = function.get("Tags", {})
        table = deployment.client("dynamodb").describe_table(TableName=names["agents_table"])["Table"]
        assert f":{names['region']}:" in table["TableArn"]

    assert settings == {"acme-us": "merge", "acme-eu": "mirror"}
    assert tags == {"acme-us": {}, "acme-eu": TAGS}
    assert {name: getattr(deployments, name).outputs()["region"] for name in REGIONS} == REGIONS


def test_a_deployment_is_found_by_its_name(deployments: Deployments) -> None:
    for deployment in (deployments.us, deployments.eu):
        # No command needs the policies for people, and the parameter takes 4 KB.
        names = {name: value for name, value in deployment.outputs().items() if name != "people_policy_arns"}
        answer = deployment.client("ssm").get_parameter(Name=f"/rollcall/{names['name']}/deployment")
        assert (answer["Parameter"]["Type"], json.loads(answer["Parameter"]["Value"])) == ("String", names)


def test_a_destroy_leaves_nothing(deployments: Deployments) -> None:
    deployments.root.destroy()

    assert [kind for kind, names in deployments.root.server.controls.inventory().items() if names] == []

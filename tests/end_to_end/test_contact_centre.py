"""A whole contact centre: what callers meet, who serves it, changes of each kind, and its way into another state."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.directories import counts
from tests.end_to_end.example import Example, run_every_command
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.operator import Operator
from tests.servers import start_server

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

NAME = "contact-centre"
CENTRE = "centre.auto.tfvars"
SETTINGS = {"connect_requests_per_second": 40}
"""The quotas of the local Connect are 20 times what AWS gives."""

CHANGES = {
    'saturday = "09:00-13:00"': 'saturday = "09:00-14:00"',
    "max_contacts = 20": "max_contacts = 30",
    '["Night desk", "Seattle billing"]': '["Seattle billing"]',
    "priority = 3, delay = 30": "priority = 3, delay = 60",
    '"AccessMetrics", "Users.View"': '"AccessMetrics"',
    'phone_number = "+12065550142"': 'phone_number = "+12065550143"',
    "We are closed.": "Nobody is here.",
    "Straight to the returns desk": "Straight to returns",
    'type = "DID", flow = "Returns"': 'type = "DID"',
    "storage = { retention_days = 90 }": 'storage = { retention_days = 90, prefix = "calls" }',
    '"Seattle/Returns"]': '"Seattle/Returns", "Seattle/Nights"]',
}
"""What an administrator changes in the variables, one of each kind."""

CHANGED = [
    'create aws_connect_user_hierarchy_group.level_two["Seattle/Nights"]',
    'replace aws_lambda_invocation.associate_phone_number["returns"]',
    'replace aws_lambda_invocation.offer_quick_connects["Berlin billing"]',
    'replace terraform_data.association["returns"]',
    'replace terraform_data.offer["Berlin billing"]',
    "update aws_connect_contact_flow.inbound",
    'update aws_connect_contact_flow.tier_four["Returns"]',
    'update aws_connect_hours_of_operation.this["Berlin office"]',
    'update aws_connect_instance_storage_config.this["CALL_RECORDINGS"]',
    'update aws_connect_instance_storage_config.this["CHAT_TRANSCRIPTS"]',
    'update aws_connect_instance_storage_config.this["SCHEDULED_REPORTS"]',
    'update aws_connect_queue.this["Seattle returns"]',
    'update aws_connect_quick_connect.this["Night desk"]',
    'update aws_connect_routing_profile.this["Berlin agents"]',
    'update aws_connect_security_profile.this["Team lead"]',
    "update aws_iam_role_policy.work",
]
"""What that changes: nothing else is touched, and nothing is replaced but what says where a number or queue leads."""


class Centre(Example):
    """The example, and what is asked of it."""

    @property
    def centre(self) -> dict[str, Any]:
        found: dict[str, Any] = self.outputs()["contact_centre"]
        return found

    def edit(self, changes: dict[str, str]) -> None:
        """Change the variables as an editor does."""
        path = self.root / CENTRE
        text = path.read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def numbers(self) -> dict[str, str]:
        """Which flow each phone number leads to, by the inputs' names."""
        entries = self.client("connect").list_flow_associations(
            InstanceId=self.outputs()["instance_id"], ResourceType="VOICE_PHONE_NUMBER"
        )["FlowAssociationSummaryList"]
        keys = {number["arn"]: key for key, number in self.centre["phone_numbers"].items()}
        flows = {flow["arn"]: name for name, flow in self.centre["contact_flows"].items()}
        return {keys[entry["ResourceId"]]: flows[entry["FlowId"]] for entry in entries}

    def quick_connects(self, queue: str) -> set[str]:
        """Names of the quick connects that a queue offers to its agents."""
        pages = self.client("connect").get_paginator("list_queue_quick_connects")
        queue_id, instance = self.centre["queues"][queue]["id"], self.outputs()["instance_id"]
        found = pages.paginate(InstanceId=instance, QueueId=queue_id)
        return {entry["Name"] for page in found for entry in page["QuickConnectSummaryList"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    with start_server(tmp_path_factory.mktemp("server"), connect_quota_factor=20.0) as server:
        yield server


@pytest.fixture(scope="module")
def deployer(server: LocalAws) -> Deployer:
    return Deployer(server, "rollcall-centre")


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory, server: LocalAws, deployer: Deployer) -> Iterator[Centre]:
    """The example, applied by who has the deployer's policies; the tests run in their order, the last destroys it."""
    home = tmp_path_factory.mktemp("centre")
    with Centre(home, server, NAME, deployer.environment) as centre:
        centre.variables = {"settings": SETTINGS}
        centre.stage()
        centre.apply()
        yield centre


def test_its_variables_are_about_sixty_lines() -> None:
    assert len((PROJECT / "examples" / NAME / CENTRE).read_text("utf-8").splitlines()) <= 66


def test_one_apply_makes_everything_and_all_agents(deployed: Centre) -> None:
    with (PROJECT / "examples" / NAME / "agents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["user login"]: row for row in csv.DictReader(file)}

    record = deployed.finished_import("agents.csv")

    assert (len(rows), counts(record)) == (40, {"rows": 40, "created": 40})
    agents = {item["username"]: item["status"] for item in deployed.items(deployed.outputs()["agents_table"])}
    assert agents == dict.fromkeys(rows, "ACTIVE")
    profiles = {profile["id"]: name for name, profile in deployed.centre["routing_profiles"].items()}
    assert {name: profiles[user["RoutingProfileId"]] for name, user in deployed.users().items()} == {
        name: row["routing profile name"] for name, row in rows.items()
    }
    assert len(set(profiles)) == len({row["routing profile name"] for row in rows.values()}) == 3


def test_calls_find_their_way(deployed: Centre, tmp_path: Path) -> None:
    assert deployed.numbers() == {"main": "inbound", "returns": "Returns"}
    assert deployed.quick_connects("Berlin billing") == {"Night desk", "Seattle billing"}
    assert deployed.quick_connects("Seattle returns") == set()
    kinds = {
        storage
        for storage in ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCHEDULED_REPORTS")
        for config in deployed.client("connect").list_instance_storage_configs(
            InstanceId=deployed.outputs()["instance_id"], ResourceType=storage
        )["StorageConfigs"]
        if config["S3Config"]["BucketName"] == deployed.centre["storage"]["bucket"]
    }
    assert kinds == {"CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCHEDULED_REPORTS"}

    picture = Operator(deployed, tmp_path).json("diagram")

    names = {node["id"]: node["name"] for node in picture["nodes"]}
    arrows = {(names[edge["from"]], names[edge["to"]]) for edge in picture["edges"]}
    inbound = f"{deployed.outputs()['agents_table'].removesuffix('-agents')} inbound"
    assert arrows >= {(inbound, "Berlin billing"), (inbound, "Seattle billing"), (inbound, "Returns")}
    assert arrows >= {("Returns", "Seattle returns"), ("Seattle returns", "Seattle agents")}
    assert Counter(arrow[1] for arrow in arrows)["Team leads"] == 2


def test_a_change_of_each_kind_is_one_clean_apply_that_touches_no_agent(deployed: Centre) -> None:
    before = deployed.users()
    deployed.edit(CHANGES)

    changed = deployed.changes()

    deployed.settle()
    assert changed == CHANGED
    assert deployed.pending_changes() == ""
    assert deployed.numbers() == {"main": "inbound", "returns": "inbound"}
    assert deployed.quick_connects("Berlin billing") == {"Seattle billing"}
    assert deployed.users() == before


def test_every_command_of_the_operator_works(deployed: Centre, tmp_path: Path) -> None:
    operator = Operator(deployed, tmp_path)

    run_every_command(deployed, operator, others=False)

    operator.run("passwords", "operator.csv", "--output", "passwords.csv")
    assert (tmp_path / "passwords.csv").read_text("utf-8").count("\n") == 3


def test_an_export_takes_it_into_another_state_by_an_apply_that_changes_nothing(
    deployed: Centre, tmp_path: Path
) -> None:
    exported = Operator(deployed, tmp_path).json("export", "--terraform", "--output", "centre")
    assert (exported["left_out"], exported["differences"]) == ([], [])

    with Elsewhere(tmp_path, deployed.server, exported["inputs"]) as elsewhere:
        elsewhere.stage()
        assert {change.partition(" ")[0] for change in elsewhere.changes()} == {"import"}
        assert elsewhere.pending_changes() == ""


class Elsewhere(LocalStack):
    """A root of nothing but the module `connect`, with what an export wrote beside it."""

    def __init__(self, home: Path, server: LocalAws, inputs: dict[str, Any]) -> None:
        super().__init__(home, server)
        self._inputs = inputs

    @property
    def root(self) -> Path:
        return self.home / "centre"

    def stage(self) -> None:
        """Write the root and initialise it."""
        arguments = "".join(f"  {name} = var.{name}\n" for name in self._inputs if name not in {"tags", "region"})
        variables = "".join(f'variable "{name}" {{\n  type    = any\n  default = null\n}}\n' for name in self._inputs)
        tags = json.dumps(self._inputs.get("tags", {}))
        provider = f'provider "aws" {{\n  default_tags {{\n    tags = {tags}\n  }}\n}}\n'
        module = f'module "connect" {{\n  source = "{PROJECT}/modules/connect"\n{arguments}}}\n'
        (self.root / "main.tf").write_text(variables + provider + module, "utf-8")
        self._initialise()


def test_another_instance_replaces_all_that_was_in_the_old_one_in_one_apply(deployed: Centre) -> None:
    changed = deployed.changes(instance_alias="acme-anew")

    deployed.settle()
    [instance] = deployed.server.controls.inventory()["connect_instances"]
    assert instance == deployed.outputs()["instance_id"]
    done = {tuple(change.split(" ", 1)) for change in changed}
    kept = {what for how, what in done if what.startswith("aws_connect_") and how != "replace"}
    assert kept == set()
    assert ("replace", 'aws_connect_routing_profile.this["Berlin agents"]') in done
    assert deployed.pending_changes() == ""
    assert deployed.numbers() == {"main": "inbound", "returns": "inbound"}
    assert deployed.quick_connects("Berlin billing") == {"Seattle billing"}


def test_a_destroy_leaves_nothing(deployed: Centre, deployer: Deployer) -> None:
    deployed.destroy()

    assert deployer.inventory() == {}
    deployer.compare("contact_centre")

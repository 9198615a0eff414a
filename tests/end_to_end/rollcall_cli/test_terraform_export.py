"""What `export --terraform` writes takes a contact centre into another state, and a plan has nothing to do there."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.resident_provider import resident_provider
from tests.end_to_end.operator import LAUNCHER
from tests.servers import start_server

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

INPUTS = (
    "name",
    "instance_alias",
    "identity_management_type",
    "contact_flow",
    "contact_flows",
    "contact_flow_modules",
    "existing",
    "hours_of_operation",
    "lambda_functions",
    "phone_number",
    "phone_numbers",
    "queues",
    "quick_connects",
    "routing_profiles",
    "security_profiles",
    "storage",
    "user_hierarchy",
)
"""Inputs of the module `connect` that the root passes on."""

ODD = 'Help "now" ${x} %{y} 日本'
TAGS = {"team": "voice"}
ENDS = {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}
SETTINGS: dict[str, list[Any]] = {"InputParameters": [], "OutputParameters": [], "Transitions": []}
RETURNS = {**ENDS, "Type": "EndFlowModuleExecution"}


def flow(*actions: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2019-10-30", "StartAction": actions[0]["Identifier"], "Actions": actions} | more)


CENTRE: dict[str, Any] = {
    "name": "acme",
    "instance_alias": "acme-export",
    "contact_flow": {
        "type": "menu",
        "menu": {
            "greeting": "Welcome to Acme.",
            "hours": "Office",
            "closed": "We are closed.",
            "choices": {"1": {"say": "bills", "queue": "Billing"}, "2": {"say": "help", "queue": ODD}},
        },
    },
    "hours_of_operation": {
        "Office": {"time_zone": "Europe/Berlin", "open": {"monday-friday": "08:00-12:00, 13:00-18:00"}},
        "Night": {"time_zone": "America/New_York", "description": "Late", "open": {"daily": "22:00-06:00"}},
    },
    "queues": {
        "Billing": {"hours": "Office", "description": "Bills", "max_contacts": 20, "outbound_caller": {"name": "Acme"}},
        ODD: {"hours": "Night", "outbound_caller": {"flow": "Before a call out", "number": "main"}},
    },
    "routing_profiles": {
        "Bills": {
            "channels": {"VOICE": 1, "CHAT": 2},
            "queues": [{"queue": "Billing", "priority": 2, "delay": 5}, {"queue": "BasicQueue", "channel": "VOICE"}],
        },
        "Helpers": {"description": "They help", "channels": {"VOICE": 1}, "queues": [{"queue": ODD}]},
    },
    "security_profiles": {"Team lead": {"description": "Leads", "permissions": ["BasicAgentAccess"]}},
    "quick_connects": {
        "Night desk": {"description": "Hospital", "phone_number": "+12065550142"},
        "To billing": {"queue": "Billing"},
    },
    "contact_flows": {"Before a call out": {"type": "OUTBOUND_WHISPER", "file": "whisper.json"}},
    "contact_flow_modules": {"Nothing": {"description": "Does nothing", "file": "module.json"}},
    "phone_number": None,
    "phone_numbers": {"main": {"country_code": "DE", "type": "DID"}},
    "storage": {"bucket": "acme-calls", "prefix": "voice", "exported_reports": False},
    "user_hierarchy": {"levels": ["Site", "Team"], "groups": ["Seattle/Billing", "Kiel"]},
}


@dataclass(frozen=True)
class Root:
    """A root of nothing but the module `connect`, with a state of its own."""

    folder: Path
    environment: dict[str, str]

    def terraform(self, *arguments: str, code: int = 0) -> str:
        result = subprocess.run(
            ["terraform", f"-chdir={self.folder}", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert result.returncode == code, result.stdout
        return result.stdout


@contextlib.contextmanager
def made_root(folder: Path, server: LocalAws) -> Iterator[Root]:
    """A root whose commands share one running provider."""
    folder.mkdir(exist_ok=True)
    arguments = "".join(f"  {name} = var.{name}\n" for name in INPUTS)
    variables = "".join(f'variable "{name}" {{\n  type    = any\n  default = null\n}}\n' for name in (*INPUTS, "tags"))
    provider = 'provider "aws" {\n  default_tags {\n    tags = var.tags\n  }\n}\n'
    module = f'module "connect" {{\n  source = "{PROJECT}/modules/connect"\n{arguments}}}\n'
    (folder / "main.tf").write_text(variables + provider + module, "utf-8")
    data = folder / ".terraform-data"
    environment = initialise(folder, data) | server.environment()
    with resident_provider(folder, data, environment) as attached:
        yield Root(folder, environment | attached)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    with start_server(tmp_path_factory.mktemp("aws") / "server", connect_quota_factor=100) as server:
        yield server


@pytest.fixture(scope="module")
def instance_arn(server: LocalAws, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A centre with everything that the module makes."""
    folder = tmp_path_factory.mktemp("applied")
    key = client(server, "kms").create_key()["KeyMetadata"]["Arn"]
    inputs = CENTRE | {"tags": TAGS, "storage": CENTRE["storage"] | {"key_arn": key}}
    (folder / "terraform.tfvars.json").write_text(json.dumps(inputs), "utf-8")
    (folder / "whisper.json").write_text(flow(ENDS), "utf-8")
    (folder / "module.json").write_text(flow(RETURNS, Settings=SETTINGS), "utf-8")
    client(server, "s3").create_bucket(Bucket="acme-calls")
    with made_root(folder, server) as root:
        root.terraform("apply", "-auto-approve", "-no-color")
    [arn] = [one["Arn"] for one in client(server, "connect").list_instances()["InstanceSummaryList"]]
    _lead_numbers_to_the_menu(client(server, "connect"), arn)
    return str(arn)


def client(server: LocalAws, service: str) -> Any:
    environment = server.environment()
    return boto3.client(  # type: ignore[call-overload]
        service,
        region_name=environment["AWS_REGION"],
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )


def _lead_numbers_to_the_menu(connect: Any, arn: str) -> None:
    """As the module `staffing` has its lifecycle function do."""
    instance = arn.rpartition("/")[2]
    flows = connect.list_contact_flows(InstanceId=instance, ContactFlowTypes=["CONTACT_FLOW"])
    [inbound] = [one["Id"] for one in flows["ContactFlowSummaryList"] if one["Name"] == "acme inbound"]
    for number in connect.list_phone_numbers_v2(TargetArn=arn)["ListPhoneNumbersSummaryList"]:
        connect.associate_phone_number_contact_flow(
            PhoneNumberId=number["PhoneNumberId"], InstanceId=instance, ContactFlowId=inbound
        )


def test_an_export_is_imported_and_nothing_is_left_to_do(server: LocalAws, instance_arn: str, tmp_path: Path) -> None:
    exported = subprocess.run(
        [LAUNCHER, "export", "--terraform", "--json", "--instance-id", instance_arn, "--output", str(tmp_path)],
        env=server.environment(),
        capture_output=True,
        text=True,
    )
    document = json.loads(exported.stdout)
    with made_root(tmp_path, server) as root:
        applied = root.terraform("apply", "-auto-approve", "-json")
        planned = root.terraform("plan", "-detailed-exitcode", "-no-color")

    summaries = [
        event["changes"] for event in map(json.loads, applied.splitlines()) if event["type"] == "change_summary"
    ]
    nothing = {"add": 0, "change": 0, "remove": 0}
    assert [{kind: summary[kind] for kind in nothing} for summary in summaries] == [nothing, nothing]
    assert [summary["import"] for summary in summaries] == [len(document["imports"])] * 2
    assert "No changes" in planned
    assert (exported.returncode, document["left_out"], document["differences"]) == (0, [], []), exported.stderr
    assert document["inputs"]["tags"] == TAGS
    assert set(CENTRE["queues"]) == set(document["inputs"]["queues"])


def test_the_menu_that_the_module_makes_is_drawn(server: LocalAws, instance_arn: str) -> None:
    shown = subprocess.run(
        [LAUNCHER, "diagram", "--json", "--instance-id", instance_arn],
        env=server.environment(),
        capture_output=True,
        text=True,
    )
    document = json.loads(shown.stdout)

    names = {node["id"]: node["name"] for node in document["nodes"]}
    arrows = {(names[edge["from"]], names[edge["to"]]) for edge in document["edges"]}
    assert {("acme inbound", "Billing"), ("acme inbound", ODD), ("Billing", "Bills"), (ODD, "Helpers")} <= arrows
    tree = "\n".join(document["menus"]["acme inbound"])
    assert "├─ 1: queue Billing" in tree
    assert f"├─ 2: queue {ODD}" in tree
    assert '└─ closed: says "We are closed."' in tree

"""`export --terraform` writes all of an instance that Terraform can manage, by the names of the root's inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers, action, content, slot
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.exports import exported, said

BUCKET = "rollcall-reports"


def test_all_of_it_by_the_names_of_the_inputs(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    inputs = exported(rollcall)["inputs"]

    assert inputs["hours_of_operation"] == {
        "Night": {"time_zone": "America/New_York", "open": {"friday": "22:00-06:00"}},
        "Office": {
            "time_zone": "Europe/Berlin",
            "description": "Both sites",
            "open": {"monday-friday": "08:00-18:30"},
        },
    }
    assert inputs["queues"] == {
        "Billing": {
            "hours": "Office",
            "description": "Bills",
            "max_contacts": 20,
            "outbound_caller": {"name": "Rollcall", "number": numbers.menu, "flow": "Before a call out"},
            "quick_connects": ["Night desk"],
        },
        'Help "${now}"': {"hours": "Night", "description": ""},
    }
    assert inputs["routing_profiles"]["Bills"] == {
        "description": "About Bills",
        "channels": {"VOICE": 1, "CHAT": 2},
        "queues": [
            {"queue": "Billing", "channel": "CHAT", "priority": 2, "delay": 10},
            {"queue": "BasicQueue", "channel": "VOICE", "priority": 2, "delay": 10},
            {"queue": "Billing", "channel": "VOICE", "priority": 2, "delay": 10},
        ],
        "default_outbound_queue": "Billing",
    }
    assert inputs["security_profiles"] == {
        "Team lead": {"description": "Leads a team", "permissions": ["BasicAgentAccess", "OutboundCallAccess"]}
    }
    assert inputs["quick_connects"] == {
        "Night desk": {"phone_number": "+12065550142"},
        "To billing": {"queue": "Billing"},
    }
    assert inputs["phone_numbers"] == {numbers.menu: {"arn": made.arns["menu"], "flow": "Welcome"}}
    assert inputs["phone_number"] is None
    assert inputs["contact_flows"] == {
        "Before a call out": {"type": "OUTBOUND_WHISPER", "file": "flows/before-a-call-out.json"},
        "Welcome": {"type": "CONTACT_FLOW", "file": "flows/welcome.json"},
    }
    assert "existing" not in inputs


def test_what_every_instance_has_is_not_managed(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    document = exported(rollcall)

    own = ("BasicQueue", "Basic Hours", "Basic Routing Profile", '"Admin"', '"Agent"', "Default ", "Sample ")
    assert not [address for address in document["imports"] for name in own if name in address]


def test_imports_by_the_addresses_of_the_root(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    imports = exported(rollcall)["imports"]

    instance = made.instance_id
    assert imports["module.connect.aws_connect_instance.this"] == instance
    assert imports['module.connect.aws_connect_queue.this["Billing"]'] == f"{instance}:{made.ids['Billing']}"
    odd = made.ids['Help "${now}"']
    assert imports[r'module.connect.aws_connect_queue.this["Help \"$${now}\""]'] == f"{instance}:{odd}"
    whisper = f"{instance}:{made.ids['Before a call out']}"
    assert imports['module.connect.aws_connect_contact_flow.tier_one["Before a call out"]'] == whisper
    assert (
        imports['module.connect.aws_connect_contact_flow.tier_four["Welcome"]'] == f"{instance}:{made.ids['Welcome']}"
    )
    assert (
        imports['module.connect.aws_connect_quick_connect.this["To billing"]'] == f"{instance}:{made.ids['To billing']}"
    )


def test_flow_modules(made: CallCentre, rollcall: CommandLine, tmp_path: Path) -> None:
    own = made.flow_module("Common", Description="For all")

    document = rollcall.run("export", "--terraform", "--json", "--output", str(tmp_path)).json

    assert document["inputs"]["contact_flow_modules"] == {
        "Common": {"description": "For all", "file": "flow_modules/common.json"}
    }
    assert document["imports"]['module.connect.aws_connect_contact_flow_module.this["Common"]'] == (
        f"{made.instance_id}:{own}"
    )
    assert "EndFlowModuleExecution" in (tmp_path / "flow_modules" / "common.json").read_text("utf-8")


def test_the_hierarchy(centre: Centre, rollcall: CommandLine) -> None:
    ids = centre.make_groups("Seattle", "Billing")
    centre.connect.create_user_hierarchy_group(InstanceId=centre.instance_id, Name="24/7", ParentGroupId=ids[0])

    document = exported(rollcall)

    assert document["inputs"]["user_hierarchy"] == {"levels": ["LevelOne", "LevelTwo"], "groups": ["Seattle/Billing"]}
    address = 'module.connect.aws_connect_user_hierarchy_group.level_two["Seattle/Billing"]'
    assert document["imports"][address] == f"{centre.instance_id}:{ids[1]}"
    assert document["imports"]["module.connect.aws_connect_user_hierarchy_structure.this[0]"] == centre.instance_id
    assert "'/'" in said(document, "user_hierarchy")["Seattle / 24/7"]


def test_functions_and_storage(centre: Centre, rollcall: CommandLine) -> None:
    client: Any = boto3.client("lambda", region_name="eu-central-1")
    arn = client.get_function_configuration(FunctionName="rollcall-ingest")["FunctionArn"]
    centre.connect.associate_lambda_function(InstanceId=centre.instance_id, FunctionArn=arn)
    folders = {"CALL_RECORDINGS": "CallRecordings", "CHAT_TRANSCRIPTS": "ChatTranscripts"}
    for kind, folder in folders.items():
        config = {"BucketName": BUCKET, "BucketPrefix": f"connect/acme/{folder}"}
        centre.connect.associate_instance_storage_config(
            InstanceId=centre.instance_id, ResourceType=kind, StorageConfig={"StorageType": "S3", "S3Config": config}
        )

    document = exported(rollcall)

    assert document["inputs"]["lambda_functions"] == {"rollcall-ingest": arn}
    assert document["inputs"]["storage"] == {
        "bucket": BUCKET,
        "prefix": "connect/acme",
        "call_recordings": True,
        "chat_transcripts": True,
        "exported_reports": False,
        "screen_recordings": False,
        "contact_evaluations": False,
    }
    function = 'module.connect.aws_connect_lambda_function_association.this["rollcall-ingest"]'
    assert document["imports"][function] == f"{centre.instance_id},{arn}"
    recordings = document["imports"]['module.connect.aws_connect_instance_storage_config.this["CALL_RECORDINGS"]']
    assert recordings.startswith(f"{centre.instance_id}:")
    assert recordings.endswith(":CALL_RECORDINGS")


def test_the_flow_of_a_deployment_is_that_of_contact_flow(
    made: CallCentre, rollcall: CommandLine, tmp_path: Path
) -> None:
    outputs = json.loads(rollcall.stack_file.read_text())
    rollcall.stack_file.write_text(json.dumps(outputs | {"name": "acme"}))
    made.flow("acme inbound", content(action("bye", "DisconnectParticipant")))
    made.number("menu", "acme inbound")

    document = exported(rollcall)

    assert document["inputs"]["name"] == "acme"
    assert document["inputs"]["contact_flow"] == {"type": "custom", "file": "flows/inbound/inbound.json"}
    assert list(document["inputs"]["phone_numbers"].values()) == [{"arn": made.arns["menu"]}]
    inbound = document["imports"]["module.connect.aws_connect_contact_flow.inbound"]
    assert inbound == f"{made.instance_id}:{made.ids['acme inbound']}"
    assert "contact_flows" not in document["inputs"]


def test_tags_that_all_have_are_an_input(made: CallCentre, rollcall: CommandLine) -> None:
    tags = {"team": "voice"}
    made.hours("Office", slot("MONDAY", (9, 0), (17, 0)), Tags=tags | {"site": "Kiel"})
    arn = made.connect.describe_instance(InstanceId=made.instance_id)["Instance"]["Arn"]
    made.connect.tag_resource(resourceArn=arn, tags=tags)

    document = exported(rollcall)

    assert document["inputs"]["tags"] == tags
    [remark] = [one for one in document["differences"] if one["name"] == "Office"]
    assert "take away: site" in remark["what"]

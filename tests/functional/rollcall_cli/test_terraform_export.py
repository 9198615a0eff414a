"""`export --terraform` writes all of an instance that Terraform can manage, and says what it can't."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from local_aws.connect import controls
from scripts.terraform.initialise import PROJECT
from tests.contract.calls import dependent_actions
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers, action, content, slot, two_sites
from tests.functional.rollcall_cli.command_line import CommandLine, Result

BUCKET = "rollcall-reports"


@pytest.fixture
def made(centre: Centre) -> CallCentre:
    return CallCentre(centre.connect, centre.instance_id)


@pytest.fixture
def numbers(made: CallCentre) -> Numbers:
    return two_sites(made)


def exported(rollcall: CommandLine) -> Any:
    return rollcall.run("export", "--terraform", "--json").json


def said(document: Any, kind: str) -> dict[str, str]:
    return {remark["name"]: remark["what"] for remark in document["left_out"] if remark["kind"] == kind}


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


def test_files_are_written_and_never_overwritten_unasked(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "centre"
    (tmp_path / "centre").mkdir()
    (folder / "imports.tf").write_text("mine")

    refused = rollcall.run("export", "--terraform", "--output", str(folder))
    assert refused.exit_code == 2
    assert "imports.tf" in refused.err
    assert [path.name for path in folder.iterdir()] == ["imports.tf"]
    assert (folder / "imports.tf").read_text() == "mine"

    written = rollcall.run("export", "--terraform", "--output", str(folder), "--force")
    assert written.exit_code == 1  # the number that leads nowhere
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert files == ["connect.auto.tfvars", "flows/before-a-call-out.json", "flows/welcome.json", "imports.tf"]
    flow = made.connect.describe_contact_flow(InstanceId=made.instance_id, ContactFlowId=made.ids["Welcome"])
    assert json.loads((folder / "flows/welcome.json").read_text()) == json.loads(flow["ContactFlow"]["Content"])
    checked = subprocess.run(["terraform", "fmt", "-check", "-diff", str(folder)], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_a_folder_of_its_own(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = rollcall.run("export", "--terraform")

    assert result.exit_code == 1
    assert ["file", "imports.tf", "connect-rollcall-test"] in result.lines
    assert (tmp_path / "connect-rollcall-test" / "connect.auto.tfvars").is_file()
    assert f"Left out: phone number '{numbers.lost}' leads to no flow" in result.err


def test_two_exports_are_the_same(made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        rollcall.run("export", "--terraform", "--output", str(tmp_path / name))
        texts.append({path.name: path.read_text() for path in (tmp_path / name).rglob("*.*") if path.is_file()})
    assert texts[0] == texts[1]


def test_what_is_left_out_counts_as_existing_where_it_is_named(made: CallCentre, rollcall: CommandLine) -> None:
    made.own()
    made.hours("Odd ", slot("MONDAY", (9, 0), (17, 0)))
    made.queue("Bills", "Odd ")

    document = exported(rollcall)

    assert said(document, "hours_of_operation") == {"Odd ": "has spaces around its name, which the input refuses"}
    assert document["inputs"]["queues"] == {"Bills": {"hours": "Odd ", "description": ""}}
    assert document["inputs"]["existing"] == {"hours_of_operation": ["Odd "]}


def test_drafts_and_archived_flows_are_left_out(made: CallCentre, rollcall: CommandLine) -> None:
    body = content(action("bye", "DisconnectParticipant"))
    made.flow("Draft", body, Status="SAVED")
    old = made.flow("Old", body)
    made.connect.update_contact_flow_metadata(
        InstanceId=made.instance_id, ContactFlowId=old, ContactFlowState="ARCHIVED"
    )

    found = said(exported(rollcall), "contact_flows")

    assert found["Old"] == "is archived"
    assert "draft" in found["Draft"]


def test_what_is_deleted_meanwhile_is_passed_over(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    controls().fail_next("DescribeSecurityProfile", "ResourceNotFoundException", times=5)

    document = exported(rollcall)

    assert "security_profiles" not in document["inputs"]
    assert "Billing" in document["inputs"]["queues"]


def test_what_the_caller_may_not_read_is_told(made: CallCentre, rollcall: CommandLine) -> None:
    controls().fail_next("ListQuickConnects", "AccessDeniedException")

    result = rollcall.run("export", "--terraform")

    assert (result.exit_code, "policy allows ListQuickConnects" in result.err) == (3, True)


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


def test_quick_connects_of_agents_are_no_loss(centre: Centre, made: CallCentre, rollcall: CommandLine) -> None:
    made.own()
    user = centre.create_user("ada")
    flow = made.ids["Default agent transfer"]
    made.quick_connect("ada", "USER", "UserConfig", UserId=user, ContactFlowId=flow)
    made.hours("Office", slot("MONDAY", (9, 0), (17, 0)))
    made.queue("Bills", "Office", QuickConnectIds=[made.ids["ada"]])

    result = rollcall.run("export", "--terraform", "--json")

    assert (result.exit_code, result.json["left_out"]) == (0, [])
    assert result.json["quick_connects_of_agents"] == ["ada"]
    assert "quick_connects" not in result.json["inputs"]
    assert result.json["inputs"]["queues"]["Bills"]["quick_connects"] == ["ada"]
    assert result.json["inputs"]["existing"] == {"quick_connects": ["ada"]}


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


def test_a_feature_that_the_apply_would_switch_is_told(made: CallCentre, rollcall: CommandLine) -> None:
    made.connect.update_instance_attribute(InstanceId=made.instance_id, AttributeType="CONTACTFLOW_LOGS", Value="true")

    assert [one["what"] for one in exported(rollcall)["differences"] if one["name"] == "CONTACTFLOW_LOGS"] == [
        "is on; the apply would switch it off"
    ]


def test_an_instance_that_rollcall_never_saw(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    rollcall.stack_file.unlink()

    result: Result = rollcall.run("export", "--terraform", "--json", "--instance-id", made.instance_id)

    assert result.exit_code == 1
    assert sorted(result.json["inputs"]["queues"]) == ["Billing", 'Help "${now}"']
    unknown = rollcall.run("export", "--terraform", "--instance-id", "00000000-0000-0000-0000-000000000000")
    assert (unknown.exit_code, "There is no Amazon Connect instance" in unknown.err) == (3, True)


def test_an_instance_that_the_root_would_replace_is_refused(made: CallCentre, rollcall: CommandLine) -> None:
    own = made.connect.create_instance(
        IdentityManagementType="EXISTING_DIRECTORY",
        DirectoryId="d-1234567890",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]

    result = rollcall.run_alone("export", "--terraform", "--region", "eu-central-1", "--instance-id", own)

    assert (result.exit_code, "no alias" in result.err) == (3, True)
    assert "keep it out of Terraform" in result.err


def test_it_asks_and_changes_nothing(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    controls().reset()
    exported(rollcall)

    assert {name for name in controls().calls() if not name.startswith(("List", "Describe"))} == set()


def test_the_documented_policy_is_what_is_called(
    centre: Centre, made: CallCentre, numbers: Numbers, rollcall: CommandLine
) -> None:
    """With what IAM wants besides, by AWS's own reference."""
    centre.make_groups("Seattle")
    made.flow_module("Common")
    text = (PROJECT / "docs" / "operations.md").read_text("utf-8")
    section = text[text.index("### What both may do") :]
    policy = json.loads(section[section.index("```json") + 7 : section.index("```\n\nTo find")])
    allowed = [statement["Action"] for statement in policy["Statement"]]
    controls().reset()

    rollcall.run("export", "--terraform", "--json")
    rollcall.run("diagram")

    called = {f"connect:{operation}" for operation in controls().calls()}
    assert {*allowed[0], *allowed[1:]} == called | dependent_actions(called)

"""Storage, functions, files of flows, and settings that Terraform does not know."""

from __future__ import annotations

from typing import Any

from rollcall_cli.centre.from_answers import queue_of, quick_connect_of, routing_profile_of, security_profile_of
from rollcall_cli.centre.model import (
    Storage,
)
from rollcall_cli.terraform_export.export import export_centre
from rollcall_cli.terraform_export.flow_files import flow_files
from tests.unit.rollcall_cli.terraform_export.centres import centre, hours, left_out


def test_storage_is_one_bucket_key_and_prefix() -> None:
    def stored(kind: str, prefix: str, bucket: str = "calls", **more: Any) -> Storage:
        config = {"StorageType": "S3", "S3Config": {"BucketName": bucket, "BucketPrefix": prefix, **more}}
        return Storage(id=f"id-{kind}", name=kind, config=config)

    stream = Storage(id="s", name="CONTACT_TRACE_RECORDS", config={"StorageType": "KINESIS_STREAM"})
    parts = (
        stored("CALL_RECORDINGS", "connect/acme/CallRecordings"),
        stored("CHAT_TRANSCRIPTS", "connect/acme/ChatTranscripts"),
        stored("SCHEDULED_REPORTS", "connect/acme/Reports", "reports"),
        stored("SCREEN_RECORDINGS", "elsewhere"),
        stored("CONTACT_EVALUATIONS", "connect/acme/ContactEvaluations", EncryptionConfig={"KeyId": "alias/x"}),
        stream,
    )

    export = export_centre(centre(storage=parts))

    assert export.inputs["storage"]["bucket"] == "calls"
    assert export.inputs["storage"]["prefix"] == "connect/acme"
    assert [member for member, on in export.inputs["storage"].items() if on is True] == [
        "call_recordings",
        "chat_transcripts",
    ]
    assert sorted(name for _, name in left_out(export)) == [
        "CONTACT_EVALUATIONS",
        "CONTACT_TRACE_RECORDS",
        "SCHEDULED_REPORTS",
        "SCREEN_RECORDINGS",
    ]
    imported = [one for address, one in export.imports.by_address().items() if "storage_config" in address]
    assert imported == ["i:id-CALL_RECORDINGS:CALL_RECORDINGS", "i:id-CHAT_TRANSCRIPTS:CHAT_TRANSCRIPTS"]


def test_a_prefix_that_is_too_long_for_the_input() -> None:
    place = {"BucketName": "calls", "BucketPrefix": f"{'x' * 101}/CallRecordings"}
    storage = Storage(id="s", name="CALL_RECORDINGS", config={"StorageType": "S3", "S3Config": place})

    export = export_centre(centre(storage=(storage,)))

    assert "storage" not in export.inputs
    assert "prefix of 101 characters" in left_out(export)["storage", "CALL_RECORDINGS"]


def test_functions_of_one_name_are_told_apart() -> None:
    arns = [f"arn:aws:lambda:eu-central-1:{account}:function:find" for account in ("111122223333", "444455556666")]
    alias = "arn:aws:lambda:eu-central-1:111122223333:function:open:live"

    export = export_centre(centre(lambda_functions=(*arns, alias, "find")))

    assert export.inputs["lambda_functions"] == {arns[0]: arns[0], arns[1]: arns[1], "open:live": alias}
    assert left_out(export) == {("lambda_functions", "find"): "is no ARN of a function"}


def test_settings_that_terraform_does_not_know_are_told() -> None:
    queue = queue_of(
        {
            "QueueId": "q",
            "Name": "Mail",
            "HoursOfOperationId": "h",
            "OutboundEmailConfig": {"OutboundEmailAddressId": "e"},
        },
        [],
    )
    profile = routing_profile_of(
        {
            "RoutingProfileId": "r",
            "Name": "All",
            "DefaultOutboundQueueId": "q",
            "AgentAvailabilityTimer": "TIME_SINCE_LAST_INBOUND",
            "MediaConcurrencies": [
                {"Channel": "CHAT", "Concurrency": 2, "CrossChannelBehavior": {"BehaviorType": "ROUTE_ANY_CHANNEL"}}
            ],
        },
        [],
    )
    security = security_profile_of(
        {"Id": "s", "SecurityProfileName": "North", "AllowedAccessControlTags": {"site": "north"}}, []
    )

    export = export_centre(
        centre(
            hours=(hours("h", "Office"),), queues=(queue,), routing_profiles=(profile,), security_profiles=(security,)
        )
    )

    told = {(remark.kind, remark.name) for remark in export.differences}
    assert {("queues", "Mail"), ("routing_profiles", "All"), ("security_profiles", "North")} <= told
    # A destroy needs those two for users, and nobody said where they are.
    assert {("routing_profiles", "Basic Routing Profile"), ("security_profiles", "Agent")} <= told


def test_a_quick_connect_of_an_agent_is_known_by_its_name_alone() -> None:
    connect = quick_connect_of({"QuickConnectId": "c", "Name": "ada"}, "USER")

    assert export_centre(centre(quick_connects=(connect,))).agents_own == ["ada"]


def test_files_have_names_that_every_system_takes_and_tells_apart() -> None:
    names = ["Main menu", "main MENU", "Öffnungszeiten?", "日本", "a/b:c", "x" * 200]

    files = flow_files("flows", names)

    assert files["Main menu"] == "flows/main-menu.json"
    assert files["main MENU"] == "flows/main-menu-2.json"
    assert files["Öffnungszeiten?"] == "flows/offnungszeiten.json"
    assert files["日本"] == "flows/flow.json"
    assert files["a/b:c"] == "flows/a-b-c.json"
    assert len(files["x" * 200]) < 80
    assert len({path.lower() for path in files.values()}) == len(names)

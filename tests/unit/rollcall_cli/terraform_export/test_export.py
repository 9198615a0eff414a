"""Names that Terraform can't use, places that differ, parts that refer to nothing: told, and nothing else is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rollcall_cli.centre.from_answers import queue_of, quick_connect_of, routing_profile_of, security_profile_of
from rollcall_cli.centre.model import (
    Centre,
    Flow,
    Group,
    Hours,
    PhoneNumber,
    Queue,
    QuickConnect,
    Route,
    RoutingProfile,
    SecurityProfile,
    Span,
    Storage,
)
from rollcall_cli.terraform_export.export import TerraformExport, export_centre
from rollcall_cli.terraform_export.flow_files import flow_files

OPEN = frozenset({Span("MONDAY", 540, 1020)})
CONTENT = json.dumps({"Actions": []})


def centre(**parts: Any) -> Centre:
    base = {"id": "i", "arn": "arn", "alias": "acme", "identity_management_type": "SAML"}
    return Centre(**(base | parts))


def hours(own: str, name: str, **more: Any) -> Hours:
    return Hours(**({"id": own, "name": name, "time_zone": "UTC", "spans": OPEN} | more))


def flow(own: str, name: str, kind: str = "CONTACT_FLOW", **more: Any) -> Flow:
    return Flow(**({"id": own, "name": name, "arn": own, "type": kind, "content": CONTENT} | more))


def left_out(export: TerraformExport) -> dict[tuple[str, str], str]:
    return {(remark.kind, remark.name): remark.what for remark in export.left_out}


def test_an_empty_instance_is_its_own_inputs() -> None:
    export = export_centre(centre())

    assert export.inputs == {"phone_number": None, "instance_alias": "acme", "identity_management_type": "SAML"}
    assert export.imports.by_address() == {"module.connect.aws_connect_instance.this": "i"}
    assert [remark.kind for remark in export.differences] == ["contact_flow"]  # it has none of ours yet


def test_the_address_of_the_module() -> None:
    export = export_centre(centre(hours=(hours("h", "Office"),)), module='module.site["Kiel"].module.connect')

    assert 'module.site["Kiel"].module.connect.aws_connect_hours_of_operation.this["Office"]' in (
        export.imports.by_address()
    )


def test_two_of_one_name_are_told_and_so_is_who_names_them() -> None:
    queue = Queue(id="q", name="Billing", hours="h1")

    export = export_centre(centre(hours=(hours("h1", "Café"), hours("h2", "Cafe\u0301")), queues=(queue,)))

    assert left_out(export) == {
        ("hours_of_operation", "Café"): "several have this name",
        ("hours_of_operation", "Cafe\u0301"): "several have this name",
        ("queues", "Billing"): "names the hours 'Café', which can't be told by its name",
    }


def test_names_that_differ_in_capitals_alone_are_told_and_kept() -> None:
    export = export_centre(centre(hours=(hours("h1", "Office"), hours("h2", "OFFICE"))))

    assert sorted(export.inputs["hours_of_operation"]) == ["OFFICE", "Office"]
    assert {remark.name for remark in export.differences if "capitals" in remark.what} == {"OFFICE", "Office"}


def test_a_name_that_is_no_text() -> None:
    export = export_centre(centre(hours=(hours("h1", "broken \ud800"),)))

    assert "no text" in left_out(export)["hours_of_operation", "broken \ud800"]


def test_names_that_the_inputs_refuse() -> None:
    office = hours("h", "Office")
    queues = (Queue(id="q1", name="q" * 127, hours="h"), Queue(id="q2", name="q" * 126 + "ü", hours="h"))
    profiles = tuple(SecurityProfile(id=name, name=name, permissions=()) for name in ("Lead, west", "Süd", "Lead_1 @-"))

    export = export_centre(centre(hours=(office,), queues=queues, security_profiles=profiles))

    told = left_out(export)
    assert set(told) == {
        ("queues", "q" * 126 + "ü"),
        ("security_profiles", "Lead, west"),
        ("security_profiles", "Süd"),
    }
    assert "128 bytes, and the provider takes 127" in told["queues", "q" * 126 + "ü"]
    assert "other characters in its name" in told["security_profiles", "Lead, west"]


def test_what_refers_to_what_is_not_there() -> None:
    profile = RoutingProfile(
        id="r", name="Bills", channels={"VOICE": 1}, routes=(Route("gone", "VOICE", 1, 0),), default_queue="gone"
    )

    assert left_out(export_centre(centre(routing_profiles=(profile,)))) == {
        ("routing_profiles", "Bills"): "names the queue gone, which the instance does not list"
    }


def test_what_is_left_out_is_existing_for_all_who_name_it() -> None:
    """The queue falls because of its number; its quick connect and profile stay, and name it as existing."""
    queue = Queue(id="q", name="Billing", hours="h", caller_number="elsewhere")
    connect = QuickConnect(id="c", name="To billing", kind="QUEUE", target="q", flow="f")
    profile = RoutingProfile(
        id="r", name="Bills", channels={"VOICE": 1}, routes=(Route("q", "VOICE", 1, 0),), default_queue="q"
    )
    parts = {
        "hours": (hours("h", "Office"),),
        "queues": (queue,),
        "quick_connects": (connect,),
        "routing_profiles": (profile,),
        "flows": (flow("f", "Default queue transfer", "QUEUE_TRANSFER", content=None),),
    }

    export = export_centre(centre(**parts))

    assert list(left_out(export)) == [("queues", "Billing")]
    assert export.inputs["existing"] == {"queues": ["Billing"]}
    assert export.inputs["quick_connects"] == {"To billing": {"queue": "Billing"}}
    assert not [address for address in export.imports.by_address() if "aws_connect_queue." in address]


def test_sample_flows_are_existing_where_a_number_leads_to_them() -> None:
    sample = flow("f", "Sample queue customer")
    number = PhoneNumber(id="n", name="+4930123", arn="arn:n", country="DE", type="DID", flow="f")

    export = export_centre(centre(flows=(sample,), phone_numbers=(number,)))

    assert export.inputs["phone_numbers"] == {"+4930123": {"arn": "arn:n", "flow": "Sample queue customer"}}
    assert export.inputs["existing"] == {"contact_flows": ["Sample queue customer"]}


def test_numbers_that_lead_nowhere_stay_where_a_queue_calls_out_with_them() -> None:
    def lost(own: str) -> PhoneNumber:
        return PhoneNumber(id=own, name=f"+49{own}", arn=f"arn:{own}", country="DE", type="DID")

    queue = Queue(id="q", name="Sales", hours="h", caller_number="1")

    export = export_centre(centre(hours=(hours("h", "Office"),), queues=(queue,), phone_numbers=(lost("1"), lost("2"))))

    assert export.inputs["phone_numbers"] == {"+491": {"arn": "arn:1"}}
    assert export.inputs["queues"]["Sales"]["outbound_caller"] == {"number": "+491"}
    assert list(left_out(export)) == [("phone_numbers", "+492")]
    assert [remark.name for remark in export.differences if remark.kind == "phone_numbers"] == ["+491"]


def test_a_number_that_is_left_out_can_not_be_named() -> None:
    """`existing` has no numbers."""
    twice = (flow("f1", "Twice"), flow("f2", "Twice"))
    number = PhoneNumber(id="n", name="+491", arn="arn:n", country="DE", type="DID", flow="f1")
    queue = Queue(id="q", name="Sales", hours="h", caller_number="n")

    export = export_centre(centre(hours=(hours("h", "Office"),), queues=(queue,), flows=twice, phone_numbers=(number,)))

    assert "which is left out" in left_out(export)["queues", "Sales"]
    assert "existing" not in export.inputs


@pytest.mark.parametrize(
    ("kind", "target", "why"),
    [("FLOW", "", "of the kind FLOW"), ("PHONE_NUMBER", "sip:a@b", "does not take for a number")],
)
def test_quick_connects_that_the_input_can_not_say(kind: str, target: str, why: str) -> None:
    connect = QuickConnect(id="c", name="Odd", kind=kind, target=target)

    assert why in left_out(export_centre(centre(quick_connects=(connect,))))["quick_connects", "Odd"]


def test_flows_of_each_type_have_the_resource_of_their_tier() -> None:
    kinds = ("OUTBOUND_WHISPER", "CUSTOMER_QUEUE", "QUEUE_TRANSFER", "CONTACT_FLOW", "CAMPAIGN")

    export = export_centre(centre(flows=tuple(flow(kind, f"My {kind}", kind) for kind in kinds)))

    flows = [address for address in export.imports.by_address() if "contact_flow." in address]
    assert sorted(flows) == [
        'module.connect.aws_connect_contact_flow.tier_four["My CONTACT_FLOW"]',
        'module.connect.aws_connect_contact_flow.tier_one["My OUTBOUND_WHISPER"]',
        'module.connect.aws_connect_contact_flow.tier_three["My QUEUE_TRANSFER"]',
        'module.connect.aws_connect_contact_flow.tier_two["My CUSTOMER_QUEUE"]',
    ]
    assert left_out(export) == {
        ("contact_flows", "My CAMPAIGN"): "is of the type CAMPAIGN, which the input does not know"
    }


def test_groups_of_one_path_or_of_a_name_with_a_separator() -> None:
    groups = (
        Group(id="a", name="Seattle", path=("Seattle",)),
        Group(id="b", name="A|B", path=("Seattle", "A|B")),
        Group(id="c", name="Deep", path=("Seattle", "A|B", "Deep")),
        Group(id="d", name="Bills", path=("Seattle", "Bills")),
        Group(id="e", name="Bills", path=("Seattle", "Bills")),
    )

    export = export_centre(centre(levels=("Site", "Team", "Desk"), groups=groups))

    assert export.inputs["user_hierarchy"] == {"levels": ["Site", "Team", "Desk"], "groups": ["Seattle"]}
    assert sorted(name for _, name in left_out(export)) == ["Seattle / A|B", "Seattle / A|B / Deep", "Seattle / Bills"]


def test_groups_below_one_that_no_path_means_are_left_out_with_it() -> None:
    """Their paths would imply a group that the apply makes anew and moves them to."""
    groups = (
        Group(id="a", name="Caf\u00e9", path=("Caf\u00e9",)),
        Group(id="b", name="Cafe\u0301", path=("Cafe\u0301",)),
        Group(id="c", name="Bills", path=("Caf\u00e9", "Bills")),
        Group(id="d", name="x" * 101, path=("x" * 101,)),
        Group(id="e", name="Kiel", path=("Kiel",)),
    )

    export = export_centre(centre(levels=("Site", "Team"), groups=groups))

    assert export.inputs["user_hierarchy"] == {"levels": ["Site", "Team"], "groups": ["Kiel"]}
    assert len(left_out(export)) == 4
    assert left_out(export)["user_hierarchy", "Caf\u00e9 / Bills"] == "several groups have the path 'Caf\u00e9'"


@pytest.mark.parametrize("levels", [("Site ", "Team"), ("Site", "Site"), ("x" * 51,)])
def test_levels_that_the_input_refuses_leave_out_the_hierarchy(levels: tuple[str, ...]) -> None:
    export = export_centre(centre(levels=levels, groups=(Group(id="a", name="Kiel", path=("Kiel",)),)))

    assert "user_hierarchy" not in export.inputs
    assert not [address for address in export.imports.by_address() if "hierarchy" in address]
    assert "the whole hierarchy is left out" in left_out(export)["user_hierarchy", levels[0]]


def test_names_and_texts_that_are_too_long_for_the_input() -> None:
    """Amazon Connect sets no limit to those of flows, and counts characters; the provider counts bytes."""
    flows = (flow("a", "a" * 128), flow("b", "b" * 127, description="d" * 501), flow("c", "c" * 127))
    queues = [Queue(id=text, name=text, hours="h") for text in ("ü" * 64, "ü" * 63)]
    queues.append(Queue(id="q", name="q", hours="h", description="ü" * 126))

    export = export_centre(centre(flows=flows, queues=tuple(queues), hours=(hours("h", "H"),)))

    assert list(export.inputs["contact_flows"]) == ["c" * 127]
    assert list(export.inputs["queues"]) == ["ü" * 63]
    assert "name of 128 bytes" in left_out(export)["contact_flows", "a" * 128]
    assert "description of 501 bytes" in left_out(export)["contact_flows", "b" * 127]
    assert "name of 128 bytes" in left_out(export)["queues", "ü" * 64]
    assert "description of 252 bytes" in left_out(export)["queues", "q"]


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

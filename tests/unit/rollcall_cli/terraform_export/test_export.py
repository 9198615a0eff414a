"""Names that Terraform can't use, places that differ, parts that refer to nothing: told, and nothing else is lost."""

from __future__ import annotations

import pytest

from rollcall_cli.centre.model import (
    PhoneNumber,
    Queue,
    QuickConnect,
    Route,
    RoutingProfile,
    SecurityProfile,
)
from rollcall_cli.terraform_export.export import export_centre
from tests.unit.rollcall_cli.terraform_export.centres import centre, flow, hours, left_out


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


@pytest.mark.parametrize("content", ["{", "[" * 100_000])
def test_a_flow_whose_content_is_no_json_is_left_out(content: str) -> None:
    export = export_centre(centre(flows=(flow("f", "Broken", content=content),)))

    assert "has a content that is no JSON" in left_out(export)["contact_flows", "Broken"]

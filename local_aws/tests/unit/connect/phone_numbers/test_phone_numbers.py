"""Phone numbers from search to release, and the flows that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local_aws.connect import Controls


def search(site: Any, country: str = "US", kind: str = "DID", **more: Any) -> list[str]:
    answer = site("search_available_phone_numbers", PhoneNumberCountryCode=country, PhoneNumberType=kind, **more)
    return [number["PhoneNumber"] for number in answer["AvailableNumbersList"]]


def claim(site: Any, **more: Any) -> str:
    return str(site("claim_phone_number", PhoneNumber=search(site, MaxResults=1)[0], **more)["PhoneNumberId"])


def describe(site: Any, number_id: str) -> Any:
    return site.client.describe_phone_number(PhoneNumberId=number_id)["ClaimedPhoneNumberSummary"]


def status(site: Any, number_id: str) -> str:
    return str(describe(site, number_id)["PhoneNumberStatus"]["Status"])


def flow(site: Any) -> str:
    return str(site("list_contact_flows")["ContactFlowSummaryList"][0]["Id"])


def associations(site: Any) -> dict[str, str]:
    found = site("list_flow_associations", ResourceType="VOICE_PHONE_NUMBER")["FlowAssociationSummaryList"]
    return {item["ResourceId"]: item["FlowId"] for item in found}


@pytest.mark.parametrize(
    ("country", "kind", "prefix", "start"),
    [
        ("US", "DID", None, "+1"),
        ("US", "TOLL_FREE", None, "+1800"),
        ("US", "DID", "+1212", "+1212"),
        ("DE", "TOLL_FREE", "+49800", "+49800"),
        ("US", "DID", "+1", "+1"),
        ("US", "DID", "+12065551234", "+12065551234"),
    ],
)
def test_offers(site: Any, country: str, kind: str, prefix: str | None, start: str) -> None:
    more = {"PhoneNumberPrefix": prefix} if prefix else {}
    offered = search(site, country, kind, **more)
    assert len(offered) == len(set(offered)) == 10
    assert all(number.startswith(start) and len(number) <= 16 for number in offered)


def test_no_number_has_another_countrys_prefix(site: Any) -> None:
    assert search(site, PhoneNumberPrefix="+49") == []


def test_a_claimed_number_is_described_as_it_was_searched_for(site: Any) -> None:
    number_id = claim(site, PhoneNumberDescription="main", Tags={"a": "b"})
    number = describe(site, number_id)
    assert number["PhoneNumberArn"] == f"arn:aws:connect:eu-central-1:123456789012:phone-number/{number_id}"
    assert (number["PhoneNumberCountryCode"], number["PhoneNumberType"]) == ("US", "DID")
    assert (number["TargetArn"], number["InstanceId"]) == (site.arn, site.instance_id)
    assert number["PhoneNumberDescription"] == "main"
    assert number["Tags"] == {"a": "b"}
    assert number["PhoneNumberStatus"] == {"Status": "CLAIMED"}
    assert describe(site, number["PhoneNumberArn"])["PhoneNumberId"] == number_id


def test_two_searches_offer_the_same_number_and_one_claim_wins(site: Any) -> None:
    first, second = search(site, MaxResults=1), search(site, MaxResults=1)
    assert first == second
    site("claim_phone_number", PhoneNumber=first[0])
    code, text = site.refusal("claim_phone_number", PhoneNumber=second[0])
    assert code == "InvalidParameterException"
    assert text == f"Phone number not available: {second[0]}"
    assert search(site, MaxResults=1) != first


def test_a_number_that_was_never_offered_can_not_be_claimed(site: Any) -> None:
    assert site.refusal("claim_phone_number", PhoneNumber="+4930123456")[0] == "InvalidParameterException"


def test_the_same_token_claims_once(site: Any) -> None:
    number = search(site, MaxResults=1)[0]
    first = site("claim_phone_number", PhoneNumber=number, ClientToken="t-1")
    assert site("claim_phone_number", PhoneNumber=number, ClientToken="t-1") == first
    assert len(site("list_phone_numbers_v2")["ListPhoneNumbersSummaryList"]) == 1


def test_a_target_is_one_instance(site: Any) -> None:
    number = search(site, MaxResults=1)[0]
    for target in ({}, {"TargetArn": site.arn, "InstanceId": site.instance_id}):
        with pytest.raises(site.client.exceptions.InvalidParameterException, match="Exactly one"):
            site.client.claim_phone_number(PhoneNumber=number, **target)


def test_the_quota_of_numbers(site: Any, knobs: Controls) -> None:
    knobs.set_limit("phone_numbers", 1)
    claim(site)
    code, text = site.refusal("claim_phone_number", PhoneNumber=search(site)[0])
    assert (code, text) == ("InvalidParameterException", "The quota of 1 phone numbers is reached")


def test_claim_and_release_take_their_time(site: Any, knobs: Controls) -> None:
    knobs.settle_seconds = 0.2
    number_id = claim(site)
    assert status(site, number_id) == "IN_PROGRESS"
    knobs.sleep(0.2)
    assert status(site, number_id) == "CLAIMED"
    site.client.release_phone_number(PhoneNumberId=number_id)
    assert status(site, number_id) == "IN_PROGRESS"
    knobs.sleep(0.2)
    with pytest.raises(site.client.exceptions.ResourceNotFoundException):
        status(site, number_id)


def test_lists(site: Any) -> None:
    direct = claim(site)
    toll_free = site("claim_phone_number", PhoneNumber=search(site, "DE", "TOLL_FREE")[0])["PhoneNumberId"]

    def listed(**filters: Any) -> set[str]:
        found = site.client.list_phone_numbers_v2(**filters)["ListPhoneNumbersSummaryList"]
        return {number["PhoneNumberId"] for number in found}

    assert listed() == listed(TargetArn=site.arn) == {direct, toll_free}
    assert listed(PhoneNumberCountryCodes=["DE"]) == listed(PhoneNumberTypes=["TOLL_FREE"]) == {toll_free}
    assert listed(PhoneNumberPrefix="+1") == {direct}
    old = site("list_phone_numbers", PhoneNumberTypes=["DID"])["PhoneNumberSummaryList"]
    assert [number["Id"] for number in old] == [direct]
    site.client.update_phone_number_metadata(PhoneNumberId=direct, PhoneNumberDescription="new")
    assert describe(site, direct)["PhoneNumberDescription"] == "new"


def test_a_number_leads_to_one_flow(site: Any) -> None:
    number_id = claim(site)
    number_arn = describe(site, number_id)["PhoneNumberArn"]
    flows = site("list_contact_flows")["ContactFlowSummaryList"]
    for identifier, choice in ((number_id, flows[0]["Id"]), (number_arn, flows[1]["Arn"])):
        site("associate_phone_number_contact_flow", PhoneNumberId=identifier, ContactFlowId=choice)
    assert associations(site) == {number_arn: flows[1]["Arn"]}
    batch = site("batch_get_flow_association", ResourceIds=[number_arn, "arn:aws:nothing"])
    assert batch["FlowAssociationSummaryList"][0]["FlowId"] == flows[1]["Arn"]
    site("disassociate_phone_number_contact_flow", PhoneNumberId=number_id)
    assert associations(site) == {}
    again = site.refusal("disassociate_phone_number_contact_flow", PhoneNumberId=number_id)
    assert again[0] == "ResourceNotFoundException"


def test_both_ends_of_an_association_must_exist_here(make_site: Callable[..., Any]) -> None:
    site, other = make_site(alias="one"), make_site(alias="two")
    number_id = claim(site)
    for place, number, choice in (
        (site, "nothing", flow(site)),
        (site, number_id, "nothing"),
        (site, number_id, flow(other)),
        (other, number_id, flow(other)),
    ):
        refused = place.refusal("associate_phone_number_contact_flow", PhoneNumberId=number, ContactFlowId=choice)
        assert refused[0] == "ResourceNotFoundException"


@pytest.mark.parametrize("how", ["release", "flow", "move"])
def test_an_association_ends_with_its_ends(make_site: Callable[..., Any], how: str) -> None:
    site, other = make_site(alias="one"), make_site(alias="two")
    number_id, flow_id = claim(site), flow(site)
    site("associate_phone_number_contact_flow", PhoneNumberId=number_id, ContactFlowId=flow_id)
    if how == "release":
        site.client.release_phone_number(PhoneNumberId=number_id)
    elif how == "flow":
        site("delete_contact_flow", ContactFlowId=flow_id)
    else:
        site.client.update_phone_number(PhoneNumberId=number_id, TargetArn=other.arn)
        assert describe(site, number_id)["TargetArn"] == other.arn
    assert associations(site) == {}


def test_a_deleted_instance_releases_its_numbers(site: Any) -> None:
    number_id = claim(site)
    site("delete_instance")
    with pytest.raises(site.client.exceptions.ResourceNotFoundException):
        describe(site, number_id)

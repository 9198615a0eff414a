"""Phone numbers: searched, claimed, described, listed, moved, released."""

from __future__ import annotations

import uuid
from itertools import islice
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_parameter, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.phone_numbers.available_numbers import numbers

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_MOST_RESULTS = 10


def _target(call: Call) -> Contents:
    """Return the instance that a request names by ARN or id."""
    arn, instance_id = call.get("TargetArn"), call.get("InstanceId")
    if (arn is None) == (instance_id is None):
        raise invalid_parameter("Exactly one of TargetArn and InstanceId is required")
    return call.instance_of(instance_id or arn.rpartition("/")[2])


def find_number(call: Call, identifier: str) -> Document:
    """Return a claimed number by id or ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    number = call.backend.phone_numbers.get(identifier.rpartition("/")[2])
    if number is None:
        raise not_found("Phone number", identifier)
    return number


@operation("SearchAvailablePhoneNumbers", differs="fictitious numbers, in the same order every time")
def search_available_phone_numbers(call: Call) -> Document:
    """Offer numbers that nobody has claimed. As on AWS, two searches at once are offered the same ones."""
    _target(call)
    country, kind = call.params["PhoneNumberCountryCode"], call.params["PhoneNumberType"]
    taken = {number["PhoneNumber"] for number in call.backend.phone_numbers.values()}
    free = (number for number in numbers(country, kind, call.get("PhoneNumberPrefix")) if number not in taken)
    offered = list(islice(free, call.get("MaxResults", _MOST_RESULTS)))
    for number in offered:
        call.backend.offered[number] = (country, kind)
    return {
        "AvailableNumbersList": [
            {"PhoneNumber": number, "PhoneNumberCountryCode": country, "PhoneNumberType": kind} for number in offered
        ]
    }


@operation("ClaimPhoneNumber", differs="no traffic distribution groups")
def claim_phone_number(call: Call) -> Document:
    """Claim a number that a search has offered; the same client token claims it once."""
    backend = call.backend
    contents = _target(call)
    token, wanted = call.get("ClientToken"), call.params["PhoneNumber"]
    known = backend.phone_numbers.get(backend.claims.get(token, "")) if token else None
    if known is not None:
        return {"PhoneNumberId": known["PhoneNumberId"], "PhoneNumberArn": known["PhoneNumberArn"]}
    taken = {number["PhoneNumber"] for number in backend.phone_numbers.values()}
    if wanted in taken or wanted not in backend.offered:
        raise invalid_parameter(f"Phone number not available: {wanted}")
    limit = controls().limits["phone_numbers"]
    if sum(number["InstanceId"] == contents.id for number in backend.phone_numbers.values()) >= limit:
        raise ConnectError("ServiceQuotaExceededException", f"The quota of {limit} phone numbers is reached")
    country, kind = backend.offered[wanted]
    number_id = str(uuid.uuid4())
    number: Document = {
        "PhoneNumberId": number_id,
        "PhoneNumberArn": f"{backend.arn_prefix()}phone-number/{number_id}",
        "PhoneNumber": wanted,
        "PhoneNumberCountryCode": country,
        "PhoneNumberType": kind,
        "TargetArn": contents.arn,
        "InstanceId": contents.id,
    }
    if call.get("PhoneNumberDescription"):
        number["PhoneNumberDescription"] = call.params["PhoneNumberDescription"]
    backend.phone_numbers[number_id] = number
    backend.numbers_ready_at[number_id] = controls().clock() + controls().settle_seconds
    backend.set_tags(number["PhoneNumberArn"], call.get("Tags"))
    if token:
        backend.claims[token] = number_id
    return {"PhoneNumberId": number_id, "PhoneNumberArn": number["PhoneNumberArn"]}


@operation("DescribePhoneNumber")
def describe_phone_number(call: Call) -> Document:
    """Describe a number; one just released shows as in progress for the settle time, then not at all."""
    backend = call.backend
    number_id = call.params["PhoneNumberId"].rpartition("/")[2]
    until, recently_deleted = backend.recently_deleted.get(number_id, (0.0, {}))
    if controls().clock() < until:
        return {"ClaimedPhoneNumberSummary": {**recently_deleted, "PhoneNumberStatus": {"Status": "IN_PROGRESS"}}}
    backend.recently_deleted.pop(number_id, None)
    number = find_number(call, number_id)
    status = "IN_PROGRESS" if controls().clock() < backend.numbers_ready_at[number_id] else "CLAIMED"
    document = {**number, "PhoneNumberStatus": {"Status": status}}
    tags = backend.tags(number["PhoneNumberArn"])
    return {"ClaimedPhoneNumberSummary": {**document, "Tags": tags} if tags else document}


@operation("UpdatePhoneNumber", differs="no traffic distribution groups")
def update_phone_number(call: Call) -> Document:
    """Move a number to another instance; it leaves its flow behind."""
    number = find_number(call, call.params["PhoneNumberId"])
    contents = _target(call)
    if contents.id != number["InstanceId"]:
        call.instance_of(number["InstanceId"]).flow_associations.pop(number["PhoneNumberId"], None)
        number["TargetArn"], number["InstanceId"] = contents.arn, contents.id
        call.backend.numbers_ready_at[number["PhoneNumberId"]] = controls().clock() + controls().settle_seconds
    return {"PhoneNumberId": number["PhoneNumberId"], "PhoneNumberArn": number["PhoneNumberArn"]}


@operation("UpdatePhoneNumberMetadata")
def update_phone_number_metadata(call: Call) -> None:
    """Change a number's description."""
    number = find_number(call, call.params["PhoneNumberId"])
    if "PhoneNumberDescription" in call.params:
        number["PhoneNumberDescription"] = call.params["PhoneNumberDescription"]


@operation("ReleasePhoneNumber")
def release_phone_number(call: Call) -> None:
    """Release a number and its association with a flow."""
    backend = call.backend
    number = find_number(call, call.params["PhoneNumberId"])
    number_id = number["PhoneNumberId"]
    del backend.phone_numbers[number_id]
    backend.recently_deleted[number_id] = (controls().clock() + controls().settle_seconds, number)
    backend.drop_tags(number["PhoneNumberArn"])
    call.instance_of(number["InstanceId"]).flow_associations.pop(number_id, None)


@operation("ListPhoneNumbersV2", differs="no traffic distribution groups")
def list_phone_numbers_v2(call: Call) -> Document:
    """List the claimed numbers of one instance, or of all."""
    wanted = _target(call).id if call.get("TargetArn") or call.get("InstanceId") else None
    countries, kinds = call.get("PhoneNumberCountryCodes"), call.get("PhoneNumberTypes")
    prefix = call.get("PhoneNumberPrefix")
    items = [
        number
        for number in call.backend.phone_numbers.values()
        if wanted in (None, number["InstanceId"])
        and (not countries or number["PhoneNumberCountryCode"] in countries)
        and (not kinds or number["PhoneNumberType"] in kinds)
        and (not prefix or number["PhoneNumber"].startswith("+" + prefix.removeprefix("+")))
    ]
    return page(call, "ListPhoneNumbersSummaryList", items, key=lambda item: item["PhoneNumberId"])


@operation("ListPhoneNumbers")
def list_phone_numbers(call: Call) -> Document:
    """List an instance's numbers as the first version of the API does."""
    contents = call.instance
    countries, kinds = call.get("PhoneNumberCountryCodes"), call.get("PhoneNumberTypes")
    items = [
        {
            "Id": number["PhoneNumberId"],
            "Arn": number["PhoneNumberArn"],
            "PhoneNumber": number["PhoneNumber"],
            "PhoneNumberType": number["PhoneNumberType"],
            "PhoneNumberCountryCode": number["PhoneNumberCountryCode"],
        }
        for number in call.backend.phone_numbers.values()
        if number["InstanceId"] == contents.id
        and (not countries or number["PhoneNumberCountryCode"] in countries)
        and (not kinds or number["PhoneNumberType"] in kinds)
    ]
    return page(call, "PhoneNumberSummaryList", items)

"""The AWS CLI, as an operator would use it against the local Connect."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from local_aws.client import LocalAws


class Cli:
    """`aws connect …` in the environment of a server."""

    def __init__(self, server: LocalAws) -> None:
        self._environment = {**os.environ, **server.environment()}

    def run(self, operation: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "awscli", "connect", operation, "--output", "json", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def __call__(self, operation: str, *arguments: str) -> Any:
        result = self.run(operation, *arguments)
        assert result.returncode == 0, f"{operation}: {result.stderr}"
        return json.loads(result.stdout) if result.stdout.strip() else None


@pytest.mark.e2e
def test_a_session_claims_a_number_creates_a_user_lists_tags_and_deletes(local_aws: LocalAws) -> None:
    local_aws.controls.connect_settings(settle_seconds=0)
    aws = Cli(local_aws)
    managed = ("--identity-management-type", "CONNECT_MANAGED", "--instance-alias", "cli-session")
    created = aws("create-instance", *managed, "--inbound-calls-enabled", "--no-outbound-calls-enabled")
    on = ("--instance-id", created["Id"])

    country = ("--phone-number-country-code", "US", "--phone-number-type", "DID")
    offered = aws("search-available-phone-numbers", "--target-arn", created["Arn"], *country, "--max-results", "1")
    number = offered["AvailableNumbersList"][0]["PhoneNumber"]
    claimed = aws("claim-phone-number", "--target-arn", created["Arn"], "--phone-number", number)
    flows = aws("list-contact-flows", *on, "--contact-flow-types", "CONTACT_FLOW")["ContactFlowSummaryList"]
    # An ARN in the path arrives with its slash encoded.
    lead = ("--phone-number-id", claimed["PhoneNumberArn"], "--contact-flow-id", flows[0]["Id"])
    aws("associate-phone-number-contact-flow", *on, *lead)
    assert aws("list-flow-associations", *on)["FlowAssociationSummaryList"] == [
        {"ResourceId": claimed["PhoneNumberArn"], "FlowId": flows[0]["Arn"], "ResourceType": "VOICE_PHONE_NUMBER"}
    ]

    profiles = aws("list-routing-profiles", *on)["RoutingProfileSummaryList"]
    security = aws("list-security-profiles", *on, "--max-items", "10")["SecurityProfileSummaryList"]
    agent = next(profile["Id"] for profile in security if profile["Name"] == "Agent")
    account = ("--username", "jane", "--password", "Passw0rd-of-Jane", "--tags", "team=north")
    person = ("--identity-info", "FirstName=Jane,LastName=Doe", "--phone-config", "PhoneType=SOFT_PHONE")
    rights = ("--routing-profile-id", profiles[0]["Id"], "--security-profile-ids", agent)
    user = aws("create-user", *on, *account, *person, *rights)
    again = Cli(local_aws).run("create-user", *on, *account, *person, *rights)
    assert again.returncode != 0
    assert "(DuplicateResourceException)" in again.stderr

    assert [item["Username"] for item in aws("list-users", *on)["UserSummaryList"]] == ["jane"]
    resource = ("--resource-arn", user["UserArn"])
    aws("tag-resource", *resource, "--tags", "shift=late")
    aws("untag-resource", *resource, "--tag-keys", "team")
    assert aws("list-tags-for-resource", *resource)["tags"] == {"shift": "late"}
    assert aws("describe-user", *on, "--user-id", user["UserId"])["User"]["Tags"] == {"shift": "late"}

    unknown = aws.run("list-views", *on)
    assert unknown.returncode != 0
    assert "does not implement ListViews" in unknown.stderr

    aws("delete-user", *on, "--user-id", user["UserId"])
    aws("disassociate-phone-number-contact-flow", *on, "--phone-number-id", claimed["PhoneNumberId"])
    aws("release-phone-number", "--phone-number-id", claimed["PhoneNumberId"])
    aws("delete-instance", *on)
    left = local_aws.controls.inventory()
    assert [left["connect_instances"], left["connect_phone_numbers"], left["connect_users"]] == [[], [], []]

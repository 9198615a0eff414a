"""Whoever applies and destroys, with an IAM user that has the policies of `make deployer-policy` and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from local_aws.client import LocalAws
from local_aws.tests.reference import misfits
from scripts.deployer_policy import deployer_policies
from scripts.terraform.initialise import PROJECT
from tests.end_to_end.people import administrators_client, environment_of, new_person

ACCOUNT: Final = "000000000000"
"""Local AWS's."""

RECORDS: Final = PROJECT / "tests" / "contract" / "permissions_asked"
"""What AWS asks IAM for while the tests apply, change and destroy, one file for each; the contract tests read it."""

_BOUNDARY: Final = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
}

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OBJECT: Final = re.compile(r"(arn:aws:s3:::[^/]+)/.+")


class Deployer:
    """A user with the deployer's policies, who may apply before there is a deployment.

    Args:
        server: the local AWS to deploy into.
        name: the deployment's.
        boundary: whether every role has to have a permissions boundary, which lets it do anything but change IAM.

    Attributes:
        user: name of the IAM user.
        boundary: ARN of that policy; None for none.
        environment: that in which AWS takes Terraform, or anybody, for this user.
    """

    def __init__(self, server: LocalAws, name: str = "rollcall", *, boundary: bool = False) -> None:
        self._server, self._name = server, name
        iam, self.user = administrators_client(server, "iam"), new_person(server, name)
        self.boundary: str | None = None
        if boundary:
            made = iam.create_policy(PolicyName="boundary", PolicyDocument=json.dumps(_BOUNDARY))
            self.boundary = made["Policy"]["Arn"]
        self._policies: dict[str, str] = {}
        for part, document in self._documents().items():
            policy = iam.create_policy(PolicyName=f"{name}-deployer-{part}", PolicyDocument=json.dumps(document))
            self._policies[part] = policy["Policy"]["Arn"]
            iam.attach_user_policy(UserName=self.user, PolicyArn=self._policies[part])
        self.environment = environment_of(server, self.user)

    @property
    def policies(self) -> list[str]:
        """ARNs of the managed policies that the user has."""
        return list(self._policies.values())

    def narrow(self, instance: str) -> None:
        """Name the deployment's instance, keys and numbers in the policies, as they are there now.

        Args:
            instance: id of the instance.
        """
        kms, connect = (administrators_client(self._server, service) for service in ("kms", "connect"))
        aliases = {f"alias/{self._name}", f"alias/{self._name}-recordings"}
        keys = [alias["TargetKeyId"] for alias in kms.list_aliases()["Aliases"] if alias["AliasName"] in aliases]
        numbers = connect.list_phone_numbers_v2(InstanceId=instance)["ListPhoneNumbersSummaryList"]
        self._write(instance=instance, keys=keys, numbers=[number["PhoneNumberId"] for number in numbers])

    def widen(self) -> None:
        """Put the policies back to those for a deployment that is not there yet."""
        self._write()

    def inventory(self) -> dict[str, list[str]]:
        """Name what exists besides this user's own policies, by kind; empty if nothing does."""
        own = {*self.policies, self.boundary}
        kinds = self._server.controls.inventory().items()
        return {kind: left for kind, names in kinds if (left := [name for name in names if name not in own])}

    def permissions_asked(self) -> dict[str, list[str]]:
        """Return what AWS asked IAM for in this user's name: action → ARNs or `*`."""
        return self._server.controls.permissions_asked(self.environment["AWS_ACCESS_KEY_ID"])

    def compare(self, record: str) -> None:
        """Compare what AWS asked IAM for in this user's name with a record, and with AWS's reference.

        Args:
            record: name of the file below `RECORDS`, which is written anew to build/ if the two differ.
        """
        asked = self.permissions_asked()
        assert misfits(asked) == []
        found = {action: sorted({_without_ids(arn) for arn in arns}) for action, arns in asked.items()}
        text = json.dumps(found, indent=2) + "\n"
        written = PROJECT / "build" / "permissions_asked" / f"{record}.json"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, "utf-8")
        kept = json.loads((RECORDS / written.name).read_text("utf-8"))
        assert found == kept, f"if that is meant: cp {written} {RECORDS}"

    def _documents(self, **ids: Any) -> dict[str, dict[str, Any]]:
        region = self._server.environment()["AWS_REGION"]
        return deployer_policies(name=self._name, account=ACCOUNT, region=region, boundary=self.boundary, **ids)

    def _write(self, **ids: Any) -> None:
        iam = administrators_client(self._server, "iam")
        for part, document in self._documents(**ids).items():
            arn = self._policies[part]
            old = [one["VersionId"] for one in iam.list_policy_versions(PolicyArn=arn)["Versions"]]
            iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(document), SetAsDefault=True)
            for version in old:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version)


def _without_ids(arn: str) -> str:
    return _OBJECT.sub(r"\1/OBJECT", _ID.sub("ID", arn))

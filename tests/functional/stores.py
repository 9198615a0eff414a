"""A deployment's stores in moto, with the helpers that tests read and write them by."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ingest.deadline import Deadline
from ingest.deployment_rules import DeploymentRules
from ingest.importing.directory_importer import DirectoryImporter, ImportStores
from ingest.redaction.redact_upload import Redaction
from ingest.redaction.upload_copies import UploadCopies
from ingest.upload_bucket import UploadBucket, UploadEvent
from ingest.upload_intake import UploadIntake
from roster.agents_table import AgentsTable
from roster.clock import Clock
from roster.files_table import FilesTable
from roster.imports import sortable_sequencer
from roster.items import from_wire
from roster.outcomes_table import OutcomesTable
from roster.passwords import PasswordStore
from roster.reports_bucket import ReportsBucket
from scripts.terraform.tables import table_schemas
from tests.deployment_rules import BRITISH

KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def create_tables(dynamodb: Any) -> None:
    """Create the tables as the Terraform modules do."""
    for label, schema in table_schemas().items():
        schema.create(dynamodb, f"rollcall-{label}")


@dataclass
class Deployment:
    """The stores, and what an administrator does with them."""

    s3: Any
    dynamodb: Any
    secretsmanager: Any
    key_arn: str
    clock: Clock = lambda: NOW
    sequencers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def stores(self) -> ImportStores:
        """The stores as the functions see them."""
        return ImportStores(
            dynamodb=self.dynamodb,
            files=FilesTable(self.dynamodb, "rollcall-files"),
            agents=AgentsTable(self.dynamodb, "rollcall-agents"),
            passwords=PasswordStore(self.secretsmanager, prefix="rollcall/passwords", key_arn=self.key_arn),
            reports=ReportsBucket(self.s3, "rollcall-reports"),
        )

    @property
    def outcomes(self) -> OutcomesTable:
        """The outcomes table."""
        return OutcomesTable(self.dynamodb, "rollcall-outcomes")

    def upload(
        self, key: str, body: bytes, content_type: str = "text/csv", metadata: dict[str, str] | None = None
    ) -> UploadEvent:
        """Put an object and return the event that Amazon S3 would send."""
        answer = self.s3.put_object(
            Bucket="rollcall-uploads", Key=key, Body=body, ContentType=content_type, Metadata=metadata or {}
        )
        sequencer = sortable_sequencer(f"{next(self.sequencers):016X}")
        return UploadEvent("rollcall-uploads", key, answer.get("VersionId", "null"), sequencer)

    def ingest(self, rules: DeploymentRules = BRITISH) -> UploadIntake:
        """Build the ingest use case over these stores."""
        stores = self.stores
        return UploadIntake(
            UploadBucket(self.s3),
            DirectoryImporter(stores, rules, self.clock),
            stores.files,
            stores.agents,
            self.redaction(),
            rules,
            retention_days=365,
            clock=self.clock,
        )

    def redaction(self, **options: Any) -> Redaction:
        """Build the redaction of uploads; options are those of `UploadCopies`."""
        copies = UploadCopies(self.s3, **options)
        return Redaction(UploadBucket(self.s3), copies, self.stores.files, self.clock)

    def settle_agents(self) -> None:
        """Do what provision does at its end: every pending agent is ACTIVE and counted out."""
        for name, item in self.agents().items():
            if item["status"] == "PENDING":
                self.dynamodb.update_item(
                    TableName="rollcall-agents",
                    Key={"username": {"S": name}},
                    UpdateExpression="SET #status = :active, instance_id = :instance, user_id = :id REMOVE awaited_by",
                    ExpressionAttributeNames={"#status": "status"},
                    ExpressionAttributeValues={
                        ":active": {"S": "ACTIVE"},
                        ":instance": {"S": BRITISH.instance_id},
                        ":id": {"S": f"id-of-{name}"},
                    },
                )

    def run_ingest(self, event: UploadEvent, rules: DeploymentRules = BRITISH) -> dict[str, Any]:
        """Take an upload in, with all the time in the world."""
        return self.ingest(rules).run(event, Deadline(lambda: 900_000))

    def items(self, table: str) -> list[dict[str, Any]]:
        """Read a whole table."""
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=f"rollcall-{table}")
        return [from_wire(item) for page in pages for item in page["Items"]]

    def agents(self) -> dict[str, dict[str, Any]]:
        """Read all agents by username."""
        return {item["username"]: item for item in self.items("agents")}

    def record(self, event: UploadEvent) -> dict[str, Any]:
        """Read the record of an upload."""
        record = self.stores.files.read(event.key, event.sequencer)
        assert record is not None
        return record

    def passwords(self) -> dict[str, dict[str, str]]:
        """Read every password secret: name → username → password."""
        names = [secret["Name"] for secret in self.secretsmanager.list_secrets()["SecretList"]]
        return {name: json.loads(self.secretsmanager.get_secret_value(SecretId=name)["SecretString"]) for name in names}

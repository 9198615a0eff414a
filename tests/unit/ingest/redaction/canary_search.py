"""Looks for passwords in all that ingest keeps of a file and tells about it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

from ingest.importing.blocks import blocks
from ingest.importing.decide import decide
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.plan_writer import write_plan
from ingest.importing.removal_guard import AllowedRemovals
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from ingest.redaction.password_free_copy import PasswordFreeCopy
from report.csv_files import RejectedCsv
from report.csv_form import CsvForm
from report.row_results import row_results
from roster.plans import Plan
from roster.reports_bucket import ReportsBucket
from tests.deployment_rules import RULES
from tests.unit.ingest.redaction.damaged_files import FRAGMENT, DamagedFile, ascii_of

KEY: Final = "list.csv"


@dataclass(frozen=True)
class Leak:
    """A password that was found.

    Attributes:
        kind: `strong` or `weak`, whole or (`... part`) six characters of it or more.
        where: the copy, the plan, `rejected.csv`, ...
        password: which one.
    """

    kind: str
    where: str
    password: str


@dataclass
class _Plans:
    """Takes the place of the reports bucket, and keeps what is written there."""

    plans: list[Plan] = field(default_factory=list)

    def put_plan(self, _: str, __: int, plan: Plan) -> None:
        self.plans.append(plan)


def leaks(case: DamagedFile) -> list[Leak]:
    """Return the passwords of a file that stand where they must not."""
    found = []
    suffix = "" if case.says_password else ", no header"
    for where, text in kept_and_told(case.content):
        for kind, passwords in (("strong", case.strong), ("weak", case.weak)):
            for password in passwords:
                if password in text or password.replace('"', '""') in text:
                    found.append(Leak(kind + suffix, where, password))
                elif any(password[at : at + FRAGMENT] in text for at in range(len(password) - FRAGMENT + 1)):
                    found.append(Leak(f"{kind} part{suffix}", where, password))
    return found


def kept_and_told(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield all that stays of a file and is told about it: where, and what."""
    header = find_header(content[:HEAD_BYTES], KEY)
    if header is None:
        yield "plain file", ascii_of(content)
        return
    yield "copy", ascii_of(kept(content, header))
    yield "header", "\n".join([*header.withheld, *header.unknown, *(header.names[index] for index in header.kept)])
    directory = AgentDirectory(io.BytesIO(content), header, RULES)
    if problem := directory.problem():
        yield "reason", problem
        return
    plans = _Plans()
    record: Any = {"key": KEY, "import_id": "1"}
    task = DirectoryImport(record, directory, AllowedRemovals())
    for block in blocks(directory.rows()):
        decisions = [decide(row, None, RULES, key=KEY) for row in block.rows]
        yield (
            "agents table",
            "\n".join(
                f"{decision.row.username} {decision.wanted}" for decision in decisions if decision.outcome != "rejected"
            ),
        )
        write_plan(cast("ReportsBucket", plans), task, block, 1, decisions)
    yield "plan", json.dumps(plans.plans, ensure_ascii=False)
    yield "notice", directory.notice
    yield "rejected.csv", _rejected_csv(plans.plans)


def kept(content: bytes, header: Header) -> bytes:
    """Return what stays of a file in the upload bucket."""
    if not header.may_hold_passwords or not PasswordFreeCopy(io.BytesIO(content), header).is_needed():
        return content
    return b"".join(PasswordFreeCopy(io.BytesIO(content), header).pieces())


def _rejected_csv(plans: list[Plan]) -> str:
    rejected = RejectedCsv(CsvForm())
    for result in row_results(plans, (), position=2**31):
        rejected.add(result)
    file, _ = rejected.finish()
    with file:
        return file.read().decode("utf-8-sig")

"""Plans an upload: reads the file and the agents as ingest would, decides as ingest would, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, Final, cast

from ingest.deployment_rules import DeploymentRules
from ingest.importing.block_reader import read_blocks
from ingest.importing.changes import cell_changes, changes_of
from ingest.importing.decide import Decision
from ingest.importing.decide_line import decide_line
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.removal_guard import plan_removals
from ingest.importing.removal_limit import HOW_TO_LIFT
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.row import Row
from provision.managing_profiles import ManagingProfiles
from report.findings import Example
from rollcall_cli.name_check import NameCheck
from rollcall_cli.planning.connect_users import ConnectSide
from rollcall_cli.planning.upload_plan import Action, PlannedAgent, RejectedRow, UploadPlan
from rollcall_cli.progress import Show
from roster.agents_table import AgentsTable
from roster.files_table import FilesTable
from roster.imports import UNFINISHED, ImportRecord
from roster.plans import Change
from roster.profile_moves import ProfileMove, told_profiles

_HOW_TO_LIFT: Final = "If that is meant, add --allow-removals."

_NO_IMPORT: Final = "plan"
"""Stands for the id of the import that the upload would be."""


class PlanMaker:
    """Plans uploads.

    Args:
        agents: the agents table.
        files: the files table.
        connect: the users of the instance.
        names: checks what rows name of the instance.
        managing: knows which security profiles manage others.
        rules: the deployment's.
    """

    def __init__(
        self,
        agents: AgentsTable,
        files: FilesTable,
        *,
        connect: ConnectSide,
        names: NameCheck,
        managing: ManagingProfiles,
        rules: DeploymentRules,
    ) -> None:
        self._agents = agents
        self._files = files
        self._connect = connect
        self._names = names
        self._managing = managing
        self._rules = rules

    def plan(self, stream: BinaryIO, header: Header, *, key: str, allow_removals: bool, show: Show) -> UploadPlan:
        """Plan the upload of a directory.

        Args:
            stream: the file; it can seek.
            header: its header.
            key: the upload's key.
            allow_removals: whether the guard of removals is to be lifted.
            show: shows progress.

        Raises:
            RetryableError: DynamoDB left keys unprocessed through all tries.
            botocore.exceptions.ClientError: AWS refused to tell.
        """

        def directory() -> AgentDirectory:
            stream.seek(0)
            return AgentDirectory(stream, header, self._rules)

        if problem := directory().problem():
            return UploadPlan(problem=problem)
        record = cast("ImportRecord", {"key": key, "import_id": _NO_IMPORT, "position": 1})
        removals = plan_removals(
            directory(), self._agents, key=key, import_id=_NO_IMPORT, rules=self._rules, override=allow_removals
        )
        # Whoever reads a plan has the option at hand; the report's reader may have uploaded in any way.
        removals = replace(removals, notice=removals.notice.replace(HOW_TO_LIFT, _HOW_TO_LIFT))
        task = DirectoryImport(record, directory(), removals)
        plan = UploadPlan(removals_refused=removals.refused, ended_imports=list(self._running(key)))
        for decision in self._decisions(task, show):
            self._add(plan, decision, header)
        plan.notice = " ".join(filter(None, (removals.notice, task.directory.notice)))
        return plan

    def _running(self, key: str) -> Iterator[str]:
        for record in self._files.records_of(key):
            if record.get("status") in UNFINISHED:
                yield record["import_id"]

    def _decisions(self, task: DirectoryImport, show: Show) -> Iterator[Decision]:
        done = 0
        for block, items in read_blocks(task, self._agents):
            for row in block.rows:
                yield decide_line(row, items.get(row.username), task, self._rules)
            done += len(block.rows)
            show(done, None, f"line {block.end - 1}")

    def _add(self, plan: UploadPlan, decision: Decision, header: Header) -> None:
        row = decision.row
        if decision.outcome == "unchanged":
            plan.unchanged += 1
        elif decision.outcome == "rejected":
            problems = [*row.problems, *decision.problems]
            username = "" if row.doubtful else row.username
            plan.rejected.append(RejectedRow(row.line, username, problems))
            for problem in problems:
                plan.findings.add_remark("rejected", problem, Example(row.line, username))
        else:
            plan.agents.append(self._planned(decision, header))

    def _planned(self, decision: Decision, header: Header) -> PlannedAgent:
        row = decision.row
        user = self._connect.user_of(row.username, decision.item)
        action, changes, note = self._what_is_done(decision, header, user)
        moves = self._moves(decision, action, user)
        return PlannedAgent(row.line if row.listed else None, row.username, action, changes, note, moves)

    def _what_is_done(
        self, decision: Decision, header: Header, user: dict[str, Any] | None
    ) -> tuple[Action, list[Change], str]:
        """Return what provision would do about an agent, which values change, and what else to know."""
        row, item = decision.row, decision.item
        if user is not None and (why := self._connect.why_left_alone(user)):
            return "fail", [], why
        if decision.wanted.get("state") == "absent":
            gone = "" if user is not None else "Amazon Connect has no such user"
            return "remove", [], gone or ("" if row.listed else "the file no longer lists it")
        if problems := self._problems(row, header):
            return "fail", [], "; ".join(problems)
        if user is None:
            notes = [self._about_password(decision)]
            if other := self._connect.other_spelling(row.username):
                notes.append(f"Amazon Connect has a login that differs in capitals alone: {other}")
            return "create", cell_changes(row.username, {}, decision.wanted), "; ".join(filter(None, notes))
        if item is None or item.get("user_id") != user["Id"]:
            return "adopt", self._connect.adoption_changes(row.username, user, decision.wanted), "keeps its password"
        changes = changes_of(decision)
        return "change", changes, "" if changes else f"is {item.get('status')}; it is provisioned again"

    def _moves(self, decision: Decision, action: Action, user: Mapping[str, Any] | None) -> list[ProfileMove]:
        """Return the profiles that manage others and that provision would give or take, by what it would send."""
        item: Mapping[str, Any] = decision.item or {}
        told = told_profiles(item.get("applied")) if item.get("instance_id") == self._rules.instance_id else None
        held = self._connect.profiles_of(user) if user is not None else told or []
        wanted = decision.wanted.get("security_profiles")
        if action == "remove":
            return self._managing.moves((), held)
        if action == "create":
            return self._managing.moves(wanted or self._rules.default_security_profiles)
        if action == "adopt" and wanted is not None:
            return self._managing.moves(wanted, held)
        if action == "change" and wanted is not None and wanted != told:
            return self._managing.moves(wanted, held, held if told is None else told)
        return []

    def _problems(self, row: Row, header: Header) -> list[str]:
        """Say what the row names that the instance lacks, by the file's own headers."""
        found = []
        for problem in self._names.problems(row):
            index = header.columns.get(problem["column"])
            column = header.names[index].strip() if index is not None else problem["column"]
            found.append(f"{column}: {problem['message']}")
        return found

    def _about_password(self, decision: Decision) -> str:
        if self._rules.saml:
            return ""
        if not decision.needs_password:
            return "with the initial password that is stored for it"
        return "with the file's initial password" if decision.row.password else "an initial password will be made"

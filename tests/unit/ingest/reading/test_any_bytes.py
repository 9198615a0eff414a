"""Whatever bytes are given as a CSV, nothing is raised: a file is plain, rejected whole, or has rejected rows."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.deployment_rules import DeploymentRules
from ingest.importing.blocks import blocks, transactions
from ingest.importing.decide import Decision, decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from tests.deployment_rules import GERMAN, RULES, SAML
from tests.unit.ingest.reading.real_world.files import FILES
from tests.unit.ingest.reading.real_world.writing import MANAGED_NEW, SHORT

pytestmark = pytest.mark.slow

HEADERS = [",".join(MANAGED_NEW), ";".join(SHORT), "login\tfirst name\tstatus\tpwd\tproficiencies\ttags\temail"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"]
TEXT_OF_CSV = st.text(
    st.one_of(st.sampled_from("\"',;\t|\r\n=+-@#: €ß1E.x"), st.characters(codec="utf-8")), max_size=400
)
ANY_RULES = st.sampled_from([RULES, GERMAN, SAML])
LONG = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
REAL = [file.content for file in FILES if len(file.content) < 20_000]


def take(content: bytes, rules: DeploymentRules) -> list[Decision]:
    """Do what an import does with a file up to its transactions."""
    header = find_header(content[:65_536])
    if header is None:
        return []
    directory = AgentDirectory(io.BytesIO(content), header, rules)
    assert len(directory.kept_columns) == len(header.columns)
    assert header.passwords.isdisjoint(header.kept)
    if directory.problem():
        return []
    taken = []
    for block in blocks(directory.rows()):
        decisions = [decide(row, None, rules, key="agents.csv") for row in block.rows]
        assert sum(len(transaction.decisions) for transaction in transactions(decisions)) == len(decisions)
        taken += decisions
    return taken


def check(decisions: list[Decision]) -> None:
    lines = [decision.row.line for decision in decisions]
    assert lines == sorted(set(lines))
    for decision in decisions:
        problems = (*decision.row.problems, *decision.problems)
        assert (decision.outcome == "rejected") == bool(problems)
        assert all(problem["message"] for problem in problems)
    taken = [decision.row.username for decision in decisions if decision.outcome == "provision"]
    assert len(taken) == len(set(taken))


@LONG
@given(st.binary(max_size=2_000), ANY_RULES)
def test_bytes_of_any_kind(content: bytes, rules: DeploymentRules) -> None:
    check(take(content, rules))


@LONG
@given(st.sampled_from(HEADERS), st.binary(max_size=1_000), ANY_RULES)
def test_bytes_below_a_header(header: str, content: bytes, rules: DeploymentRules) -> None:
    check(take(header.encode() + b"\n" + content, rules))


@LONG
@given(st.sampled_from(HEADERS), TEXT_OF_CSV, st.sampled_from(ENCODINGS), st.booleans(), ANY_RULES)
def test_text_below_a_header(header: str, text: str, encoding: str, compressed: bool, rules: DeploymentRules) -> None:
    content = (header + "\n" + text).encode(encoding, "replace")

    check(take(gzip.compress(content) if compressed else content, rules))


@LONG
@given(st.sampled_from(REAL), st.integers(0, 20_000), st.binary(max_size=8), st.integers(0, 40), ANY_RULES)
def test_real_files_with_a_piece_replaced(
    content: bytes, at: int, piece: bytes, lost: int, rules: DeploymentRules
) -> None:
    at %= len(content) + 1

    check(take(content[:at] + piece + content[at + lost :], rules))

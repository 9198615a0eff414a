"""Alarms, dashboard, runbook and functions speak of the same alarms, metrics and commands."""

from __future__ import annotations

import ast
import re
from typing import Any

import hcl2
import pytest

from roster import metrics
from scripts.docstring_tables import documented
from scripts.terraform.initialise import PROJECT

MONITORING = PROJECT / "modules" / "monitoring"
OPERATIONS = (PROJECT / "docs" / "operations.md").read_text("utf-8")
ARCHITECTURE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")

Metric = tuple[str, str]
"""A metric's name, and the function that writes it."""


def section(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def alarm_locals() -> dict[str, Any]:
    with (MONITORING / "alarms.tf").open(encoding="utf-8") as file:
        [found] = hcl2.load(file)["locals"]
    return dict(found)


def alarms() -> set[str]:
    """Names of a deployment's alarms, without the deployment's name."""
    text = (PROJECT / "modules" / "staffing" / "main.tf").read_text("utf-8")
    call = text.split('module "monitoring"')[1].split("\n}")[0]
    functions = re.findall(r"^    (\w+) += module\.", call, re.MULTILINE)
    [readers] = re.findall(r"stream_readers += \[(.*)\]", call)
    found = alarm_locals()
    return (
        {*found["failure_alarm"], *found["retry_alarm"], *found["own_alarms"]}
        | {f"{function}-errors" for function in functions}
        | {f"{function}-stream-age" for function in re.findall(r"\w+", readers)}
    )


def listed_metrics() -> set[Metric]:
    """The metrics of the table in `roster.metrics`."""
    return set(documented(metrics))


def watched_metrics() -> set[Metric]:
    """The metrics of our own that dashboard and alarms ask for."""
    text = (MONITORING / "dashboard.tf").read_text("utf-8")
    several = re.findall(r'for metric in \[([^\]]*)\] : concat\(\["Rollcall", metric\], local\.own\.(\w+)\)', text)
    one = re.findall(r'concat\(\["Rollcall", "(\w+)"\], local\.own\.(\w+)', text)
    whole = re.findall(r'\["Rollcall", "(\w+)", "deployment", var\.name, "service", "(\w+)"', text)
    assert text.count('"Rollcall"') == len(several) + len(one) + len(whole), "the test can't read the dashboard"
    own = alarm_locals()["own_alarms"].values()
    asked = {(alarm["metric_name"].strip('"'), alarm["dimensions"]["service"].strip('"')) for alarm in own}
    return (
        asked | {*one, *whole} | {(name, service) for names, service in several for name in re.findall(r"\w+", names)}
    )


def strings_of(function: str) -> set[str]:
    """All texts in the sources of a function."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (PROJECT / "lambda_src" / function).rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_each_alarm_has_its_entry_in_the_runbook() -> None:
    entries = re.findall(r"^### `([\w-]+)`: \S", section(OPERATIONS, "Alarms"), re.MULTILINE)

    assert len(entries) == len(set(entries))
    assert alarms() <= set(entries), f"give {alarms() - set(entries)} an entry below Alarms in docs/operations.md"
    assert set(entries) <= alarms()
    assert len(alarms()) >= 12  # all were found


def test_each_entry_says_what_to_do() -> None:
    entries = section(OPERATIONS, "Alarms").split("\n### ")[1:]

    for entry in entries:
        assert re.search(r"rollcall [a-z]+|\blog of\b|\bIts log\b", entry), entry


def test_the_failure_table_names_alarms_that_there_are() -> None:
    table = section(ARCHITECTURE, "What happens when something fails")
    told = re.findall(r"[Aa]larms? ((?:`[\w-]+`(?: \([^)]*\))?(?:, then |, or |, | and )?)+)", table)
    named = {name for names in told for name in re.findall(r"`([\w-]+)`", names)}

    assert alarms() <= named, f"name {alarms() - named} in the table of failures in docs/architecture.md"
    assert named <= alarms()


def test_what_is_watched_is_what_the_functions_write() -> None:
    assert watched_metrics() <= listed_metrics()
    assert {("QuotaFull", "provision"), ("RowsRejected", "ingest"), ("ImportSeconds", "report")} <= watched_metrics()


@pytest.mark.parametrize(("name", "service"), sorted(listed_metrics()))
def test_a_listed_metric_is_written_by_its_function(name: str, service: str) -> None:
    assert name in strings_of(service)


def test_the_commands_that_people_are_told_to_run_exist() -> None:
    commands = {path.stem for path in (PROJECT / "rollcall_cli" / "commands").glob("[!_]*.py")}
    texts = {
        "alarms": (MONITORING / "alarms.tf").read_text("utf-8"),
        "operations": OPERATIONS,
        "architecture": ARCHITECTURE,
    }

    for place, text in texts.items():
        told = set(re.findall(r'(?:["`]|^|\\")rollcall ([a-z]+)', text, re.MULTILINE))
        assert told, place
        assert told <= commands, place

"""What a run found, as report.md for people and report.json for programs, and what local AWS does otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.on_aws.credentials import Caller
from tests.on_aws.probes.answer import Answer
from tests.on_aws.run_tests import Ended

LOCAL_ANSWERS = Path(__file__).with_name("answers_of_local_aws.json")
"""Probe → local AWS's answer, for those that can be compared; `make test` checks that they still hold."""


@dataclass
class Report:
    """What is known so far.

    Attributes:
        name: of the deployment.
        caller: in whose account and where.
        quotas: a line for each.
        seconds: step → how long it took.
        answers: probe → what it found.
        problems: what went wrong, in words.
        tests: how they ended.
        left: kind → what was left at the end; kinds of which nothing was are there too.
    """

    name: str
    caller: Caller
    quotas: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    tests: Ended = field(default_factory=Ended)
    left: dict[str, list[str]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether all went well, some test ran, and nothing is left."""
        return not self.problems and bool(self.tests.seconds) and not self.tests.failed and not any(self.left.values())

    def differences(self) -> dict[str, dict[str, Any]]:
        """Return probe → question, this account's answer and local AWS's, where they are not the same."""
        local: dict[str, str] = json.loads(LOCAL_ANSWERS.read_text("utf-8"))
        return {
            probe: {"question": answer.question, "here": answer.answer, "local AWS": local[probe]}
            for probe, answer in self.answers.items()
            if probe in local and answer.answer != local[probe]
        }

    def write(self, folder: Path) -> None:
        """Write report.md, report.json and differences.json."""
        folder.mkdir(parents=True, exist_ok=True)
        whole = asdict(self) | {"passed": self.passed, "differences": self.differences()}
        _write_json(folder / "report.json", whole)
        failed = {f"test {name}": {"here": said, "local AWS": "passes"} for name, said in self.tests.failed.items()}
        _write_json(folder / "differences.json", self.differences() | failed)
        (folder / "report.md").write_text("\n".join(self._lines()) + "\n", "utf-8")

    def _lines(self) -> list[str]:
        where = self.caller.endpoint or "AWS"
        lines = [f"# Rollcall on {where}: {'passed' if self.passed else 'FAILED'}", ""]
        lines += [f"Deployment {self.name}, account {self.caller.account_id}, region {self.caller.region}.", ""]
        if self.problems:
            lines += ["## What went wrong", "", *(f"- {_cell(problem)}" for problem in self.problems), ""]
        lines += ["## Quotas", "", *(f"- {line}" for line in self.quotas), ""]
        lines += ["## Open questions", ""]
        lines += _table(
            ("question", "answer", "measured"),
            [(one.question, one.answer, json.dumps(one.measured)) for one in self.answers.values()],
        )
        differ = self.differences()
        lines += ["## Where local AWS behaves otherwise", ""]
        if differ:
            rows = [(str(one["question"]), str(one["here"]), str(one["local AWS"])) for one in differ.values()]
            lines += _table(("question", "here", "local AWS"), rows)
            lines += ["CONTRIBUTING.md says how to hand differences.json in.", ""]
        else:
            lines += ["In nothing that was asked.", ""]
        steps = [*self.seconds.items(), ("all tests", sum(self.tests.seconds.values()))]
        lines += ["## Steps", "", *_table(("step", "seconds"), [(step, f"{took:.0f}") for step, took in steps])]
        lines += [f"## Tests run: {len(self.tests.seconds)}, failed: {len(self.tests.failed)}", ""]
        lines += _table(
            ("test", "seconds", "verdict"),
            [
                (name, f"{took:.1f}", self.tests.failed.get(name, "passed"))
                for name, took in sorted(self.tests.seconds.items())
            ],
        )
        lines += [f"## Tests left out: {len(self.tests.left_out)}", ""]
        lines += _table(("test", "what it needs"), sorted(self.tests.left_out.items()))
        lines += ["## What is left", ""]
        return lines + _table(
            ("kind", "left"), [(kind, ", ".join(found) or "nothing") for kind, found in self.left.items()]
        )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return ["None.", ""]
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(map(_cell, line))} |" for line in lines), ""]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2, default=str) + "\n", "utf-8")

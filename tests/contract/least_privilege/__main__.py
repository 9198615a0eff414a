"""Prints what notices each change of each policy: `make test-policies`. The same is in build/policies/mutants.txt."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Final

from scripts.terraform.initialise import PROJECT
from tests.contract.least_privilege.evaluator import violations
from tests.contract.least_privilege.judge import Judge, Verdict, complaints, survivors

_TABLE: Final = PROJECT / "build" / "policies" / "mutants.txt"


def main() -> int:
    """Judge all mutants; 1 if a need is not met, or a change goes unnoticed without a reason."""
    begun = time.perf_counter()
    judge = Judge()
    verdicts = judge.verdicts()
    wrong = violations(judge.world, judge.needed, judge.forbidden) + complaints(verdicts, survivors())
    alive = sum(verdict.killer is None for verdict in verdicts)
    seconds = time.perf_counter() - begun
    total = (
        f"{len(verdicts)} mutants of {len(judge.policies)} policies in {seconds:.1f} s: {alive} survive; "
        f"{len(judge.needed)} needed requests, {len(judge.forbidden)} forbidden ones"
    )
    text = "\n".join([*_lines(verdicts), "", *wrong, total]) + "\n"
    _TABLE.parent.mkdir(parents=True, exist_ok=True)
    _TABLE.write_text(text, "utf-8")
    sys.stdout.write(text)
    return 1 if wrong else 0


def _lines(verdicts: Sequence[Verdict]) -> list[str]:
    found = []
    policy = ""
    for verdict in verdicts:
        if verdict.mutant.policy != policy:
            policy = verdict.mutant.policy
            found += ["", policy]
        mutant = f"{verdict.mutant.statement}: {verdict.mutant.change}"
        found.append(f"  {mutant}\n    {verdict.milliseconds:5.1f} ms  {verdict.killer or 'SURVIVES'}")
    return found


if __name__ == "__main__":
    raise SystemExit(main())

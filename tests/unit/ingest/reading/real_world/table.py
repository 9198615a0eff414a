"""Prints what becomes of each export, as a table in Markdown.

`PYTHONPATH=lambda_src python -m tests.unit.ingest.reading.real_world.table` lists all, with `--wrong` those that are
wrong, with `--names` the names of these alone: what `not_yet.txt` has to hold.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.unit.ingest.reading.real_world.exports.all_exports import EXPORTS
from tests.unit.ingest.reading.real_world.exports.export import Export
from tests.unit.ingest.reading.real_world.exports.judge import Fault, judge
from tests.unit.ingest.reading.real_world.exports.observe import Observed, observe


def line(export: Export, observed: Observed, faults: list[Fault]) -> str:
    """Return a row of the table, in Markdown."""
    rows = f"{len(observed.accepted)} + {observed.rejected}" if observed.outcome == "agent_directory" else ""
    wrong = "; ".join(dict.fromkeys(f"{fault.kind}: {fault.detail}" for fault in faults)).replace("\n", " ")
    cells = (export.name, export.source, export.outcome, observed.outcome, rows, wrong[:300])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def summary(judged: list[tuple[Export, Observed, list[Fault]]]) -> list[str]:
    """Count what is right and what is wrong; a file with several faults counts by the gravest, which stands first."""
    gravest = Counter(faults[0].kind for _, _, faults in judged if faults)
    outcomes = Counter((export.outcome, observed.outcome) for export, observed, _ in judged)
    return [
        f"{len(judged)} files, {len(judged) - gravest.total()} right, {gravest.total()} wrong, by the gravest fault:",
        *(f"  {count:4} {kind}" for kind, count in gravest.most_common()),
        "What they should become, and what they become:",
        *(f"  {count:4} {right}: {found}" for (right, found), count in sorted(outcomes.items())),
    ]


def main() -> None:
    """Print the table, then how many files are right and what is wrong with the others."""
    judged = []
    for export in EXPORTS:
        observed = observe(export)
        judged.append((export, observed, judge(export, observed)))
    if "--names" in sys.argv[1:]:
        sys.stdout.write("".join(f"{export.name}\n" for export, _, faults in judged if faults))
        return
    shown = [entry for entry in judged if entry[2] or "--wrong" not in sys.argv[1:]]
    header = ["| file | from | right | found | accepted + rejected | wrong |", "|---|---|---|---|---|---|"]
    sys.stdout.write("\n".join([*header, *(line(*entry) for entry in shown), "", *summary(judged), ""]))


if __name__ == "__main__":
    main()

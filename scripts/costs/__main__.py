"""Runs the command that the package's docstring describes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Final

from roster import metrics
from scripts.costs.import_prices import DOLLARS, PRICES_OF, REGION
from scripts.costs.monthly import STANDING_DOLLARS, Deployment, busy, dollars, idle, quantities
from scripts.docstring_tables import documented
from scripts.generated_text import PROJECT, DocsError, filled, write_or_check

AGENTS: Final = (50, 500, 5_000)
_README: Final = PROJECT / "README.md"
_DOCUMENT: Final = PROJECT / "docs" / "costs.md"
_MEASURED: Final = PROJECT / "docs" / "benchmarks.json"
_RUNBOOK: Final = PROJECT / "docs" / "operations.md"
_BEGIN: Final = "<!-- Costs: written by `make costs` -->"
_END: Final = "<!-- End of costs -->"
_MONTHS: Final = {"idle": idle, "busy": busy}
_KEEP_DAYS: Final = 30
"""The default of `password_retention_days`."""

_CENT: Final = 0.005


def main(arguments: list[str]) -> int:
    """Print, write or check the tables; return the exit code."""
    if not arguments:
        sys.stdout.write("\n".join(tables()) + "\n")
        return 0
    try:
        texts = {
            file: filled(file.read_text("utf-8"), file, _BEGIN, _END, lines())
            for file, lines in {_DOCUMENT: tables, _README: summary}.items()
        }
    except DocsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return write_or_check(texts, PROJECT, check="--check" in arguments, source="prices and counts", target="costs")


def tables() -> list[str]:
    """Return the table of what a month costs, and that of the prices behind it, as Markdown."""
    costs = {f"{agents:,} agents, {name}": cost for (agents, name), cost in _months().items()}
    return [*_costs(costs), "", *_prices()]


def summary() -> list[str]:
    """Return the table of what a month costs together."""
    costs = _months()
    busy = "busy: everybody uploaded each working day, at least one new agent a day"
    lines = [f"| agents | idle | {busy} |", "|---|---:|---:|"]
    for agents in AGENTS:
        cells = " | ".join(f"{sum(costs[agents, name].values()):.2f}" for name in _MONTHS)
        lines.append(f"| {agents:,} | {cells} |")
    return lines


def _months() -> dict[tuple[int, str], dict[str, float]]:
    """Compute what each kind of month costs: agents and name of the month → what → dollars."""
    per_1000 = json.loads(_MEASURED.read_text("utf-8"))["bench"]["subjects"]["calls"]["quantities"]
    return {
        (agents, name): dollars(quantities(deployment(), month(agents), per_1000, _KEEP_DAYS))
        for agents in AGENTS
        for name, month in _MONTHS.items()
    }


def deployment() -> Deployment:
    """Count what stands: alarms by the runbook, which has each, and metrics by the table of them."""
    alarms = _RUNBOOK.read_text("utf-8").split("\n## Alarms\n")[1].split("\n## ")[0].count("\n### `")
    services = [service for _, service in documented(metrics)]
    hourly = services.count("upkeep")
    return Deployment(keys=1, alarms=alarms, dashboards=1, hourly_metrics=hourly, other_metrics=len(services) - hourly)


def _costs(costs: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = [f"| dollars a month | {' | '.join(costs)} |", f"|---|{'---:|' * len(costs)}"]
    small: dict[str, float] = dict.fromkeys(costs, 0.0)
    for name in (*STANDING_DOLLARS, *DOLLARS):
        row = {month: cost[name] for month, cost in costs.items()}
        if max(row.values()) < _CENT:
            small = {month: small[month] + row[month] for month in row}
        else:
            lines.append(f"| {name} | {' | '.join(_amount(amount) for amount in row.values())} |")
    lines.append(f"| everything else | {' | '.join(_amount(amount) for amount in small.values())} |")
    together = " | ".join(f"**{sum(cost.values()):.2f}**" for cost in costs.values())
    return [*lines, f"| together | {together} |"]


def _amount(amount: float) -> str:
    return f"{amount:.2f}" if amount >= _CENT or amount == 0 else "< 0.01"


def _prices() -> list[str]:
    lines = [f"| list price in {REGION}, {PRICES_OF} | dollars | for | remark |", "|---|---:|---:|---|"]
    for name, (price, per, remark) in (STANDING_DOLLARS | DOLLARS).items():
        lines.append(f"| {name} | {price:g} | {per:,.0f} | {remark} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

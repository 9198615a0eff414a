"""The bar at the top of the report's page: how many rows had which outcome. Pure."""

from __future__ import annotations

from typing import Final

from report.import_result import OUTCOMES, ImportResult
from report.page.safe_html import LINE_BREAK, Html, element, escape, join

_MIN_PERCENT: Final = 0.6
"""A part of the bar that is narrower than this would not be seen."""


def outcome_bar(result: ImportResult) -> Html:
    """Draw the bar with its legend; empty for a directory without rows."""
    counts = result.counts
    amounts = {name: counts[name] for name in OUTCOMES if counts[name]}
    if not amounts:
        return escape("")
    rectangles, left = [], 0.0
    for name, percent in _percentages(amounts).items():
        place = {"x": f"{left:.3f}", "width": f"{percent:.3f}", "height": "10"}
        rectangles.append(element("rect", class_=name, **place, data_outcome=name))
        left += percent
    bar = element(
        "svg",
        *rectangles,
        class_="bar",
        role="img",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_label=", ".join(f"{amount} {name}" for name, amount in amounts.items()),
    )
    legend = join(LINE_BREAK, [_legend_entry(name, amount) for name, amount in amounts.items()])
    heading = element("h2", result.extent)
    listed = element("ul", LINE_BREAK, legend, LINE_BREAK, class_="legend")
    return element("section", join(LINE_BREAK, [heading, bar, listed]))


def _legend_entry(name: str, amount: int) -> Html:
    square = element("rect", class_=name, width="1", height="1")
    icon = element("svg", square, viewBox="0 0 1 1", aria_hidden="true")
    return element("li", icon, element("b", f"{amount:,}"), f" {name}", data_outcome=name)


def _percentages(amounts: dict[str, int]) -> dict[str, float]:
    """Share 100 percent out, so that the smallest part can still be seen."""
    total = sum(amounts.values())
    widened = {name: max(100 * amount / total, _MIN_PERCENT) for name, amount in amounts.items()}
    return {name: 100 * percent / sum(widened.values()) for name, percent in widened.items()}

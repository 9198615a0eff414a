"""Imports that wait, with agents in line, in place of the tables."""

from __future__ import annotations

from collections.abc import Container

MINE, LEFT, RIGHT = (digit * 32 for digit in "abc")


class Others:
    """Imports that wait, with agents in line."""

    def __init__(self, **agents: int) -> None:
        ids = {"mine": MINE, "left": LEFT, "right": RIGHT}
        self.agents = {ids[name]: [f"{name}{at}" for at in range(number)] for name, number in agents.items()}
        self.asked = 0

    def ids(self) -> tuple[str, ...]:
        return tuple(self.agents)

    def next_agent(self, import_id: str, without: Container[str]) -> str | None:
        self.asked += 1
        names = self.agents[import_id]
        return next((names.pop(names.index(name)) for name in list(names) if name not in without), None)

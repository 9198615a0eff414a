"""Has provision mend drifted agents, and says what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from rollcall_cli.deployment import Deployment
from rollcall_cli.drift_comparison import Drift
from rollcall_cli.printing import amount, say, warn
from roster.clock import utc_now
from roster.requeue_drifted_agents import GONE, RequeueDriftedAgents

_NAMED: Final = 10

_WHY_LEFT: Final = {
    "PENDING": "waits for provision already, by an import or since it was put back",
    "FAILED": "failed; once the cause is mended: rollcall retry",
    "REMOVED": "was removed meanwhile",
    GONE: "has no item in the agents table any more",
}

_UNKNOWN: Final = "no agent stands for it: list it in a file, which adopts it, or delete it in Connect"


@dataclass(slots=True)
class Mending:
    """What was put back to be mended, and what was not.

    Attributes:
        put_back: the agents that provision mends now.
        remade: of those, the agents without a user, who get a new one.
        imports: the imports by which the passwords of new users are found; none with SAML.
        left_alone: username → why nothing is done about it.
    """

    put_back: list[str] = field(default_factory=list)
    remade: list[str] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    left_alone: dict[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {
            "put_back": self.put_back,
            "made_again": self.remade,
            "passwords_of_imports": self.imports,
            "left_alone": [{"username": username, "why": why} for username, why in self.left_alone.items()],
        }


def mend(deployment: Deployment, drift: Drift, *, saml: bool, named: bool) -> Mending:
    """Set what drifts back to PENDING; provision does the rest.

    Args:
        deployment: the deployment.
        drift: what was found.
        saml: whether users sign in by SAML, so that new ones get no password.
        named: whether it was asked for agents by name, so that each which is not compared is told of.

    Raises:
        RetryableError: others kept changing the same agents.
    """
    done = Mending()
    found = RequeueDriftedAgents(deployment.agents(), utc_now).requeue(drift.mendable)
    done.put_back = sorted(item["username"] for item in found.agents)
    remade = [item for item in found.agents if item["username"] in set(drift.missing)]
    done.remade = sorted(item["username"] for item in remade)
    if not saml:
        done.imports = sorted({item["import_id"] for item in remade if "import_id" in item})
    skipped = found.left | (drift.unsettled if named else {})
    done.left_alone = (
        {username: _WHY_LEFT.get(status, status) for username, status in skipped.items()}
        | {username: f"holds {', '.join(profiles)}" for username, profiles in drift.refused.items()}
        | dict.fromkeys(drift.strangers, _UNKNOWN)
    )
    done.left_alone = dict(sorted(done.left_alone.items()))
    return done


def print_mending(done: Mending) -> None:
    """Say what was put back, how to get new passwords, and what was left alone."""
    if done.put_back:
        say(
            f"Put back for provision to mend: {_some(done.put_back)}. Those that wait: rollcall agents --status pending"
        )
    if done.remade:
        say(f"{amount(len(done.remade), 'user')} made again, without the history of the deleted ones")
    for import_id in done.imports[:_NAMED]:
        say(f"New initial passwords, once they are made: rollcall passwords {import_id[:8]} --all")
    if len(done.imports) > _NAMED:
        say(f"… and of {len(done.imports) - _NAMED} more imports; --json has them")
    for username, why in list(done.left_alone.items())[:_NAMED]:
        warn(f"Not touched: {username}: {why}")
    if len(done.left_alone) > _NAMED:
        warn(f"… and {len(done.left_alone) - _NAMED} more; --json has them all")


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more

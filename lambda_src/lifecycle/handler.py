"""Entry of the lifecycle function: Terraform invokes it by `aws_lambda_invocation` with `lifecycle_scope = "CRUD"`.

The event names a hook, which is a step of apply or destroy; `tf.action` is create, update or delete.

Example event: `{"hook": "associate_phone_number", "instance_id": "…", "phone_number_id": "…", "contact_flow_id": "…",
"tf": {"action": "create", "prev_input": null}}`
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lifecycle.associate_phone_number import PhoneNumbers
from lifecycle.event_members import flag, structure, text, texts
from lifecycle.named_secrets import named_secrets
from lifecycle.purge_passwords import purge_passwords
from lifecycle.queue_settings import Queue
from lifecycle.release_users import Profiles, Release, release_users
from lifecycle.settings import LifecycleSettings
from lifecycle.take_over_phone_number import TakenOverNumbers
from roster.clients import build_client
from roster.errors import PermanentError
from roster.logs import build_logger
from roster.settings import read_settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = build_logger()


@dataclass(frozen=True, slots=True)
class _Call:
    """What a hook is called with.

    Attributes:
        event: what Terraform sent.
        action: create, update or delete.
        seconds_left: returns how many seconds the invocation still has.
        sleep: waits a number of seconds.
    """

    event: dict[str, Any]
    action: str
    seconds_left: Callable[[], float]
    sleep: Callable[[float], None]


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str]:
    """Run the hook that the event names.

    Raises:
        PermanentError: as `run_hook`.
    """
    return run_hook(event, lambda: context.get_remaining_time_in_millis() / 1000)


def run_hook(
    event: dict[str, Any], seconds_left: Callable[[], float], *, sleep: Callable[[float], None] = time.sleep
) -> dict[str, str]:
    """Run the hook that an event names.

    Args:
        event: what Terraform sent.
        seconds_left: returns how many seconds the invocation still has.
        sleep: waits a number of seconds.

    Raises:
        PermanentError: there is no such hook, its event lacks something, or it refuses what is asked; Terraform shows
            the message.
    """
    hook, action = text(event, "hook"), text(structure(event, "tf"), "action")
    logger.info("Running a hook", extra={"hook": hook, "action": action})
    if hook not in _HOOKS:
        raise PermanentError(f"There is no hook {hook!r}; there are {', '.join(_HOOKS)}")
    _HOOKS[hook](_Call(event, action, seconds_left, sleep))
    return {"hook": hook}


def _associate_phone_number(call: _Call) -> None:
    numbers = PhoneNumbers(build_client("connect"), sleep=call.sleep)
    arguments = {name: text(call.event, name) for name in ("instance_id", "phone_number_id")}
    if call.action == "delete":
        numbers.disassociate(**arguments)
    else:
        numbers.associate(**arguments, contact_flow_id=text(call.event, "contact_flow_id"))


def _purge_passwords(call: _Call) -> None:
    if call.action != "delete":
        return
    settings = read_settings(LifecycleSettings, os.environ)
    own = settings.password_secret_prefix + "/"
    if (asked := text(call.event, "prefix")) != own:
        raise PermanentError(f"The hook purges {own!r} and nothing else, so not {asked!r}")
    named = named_secrets(build_client("dynamodb"), settings.agents_table, own)
    count = purge_passwords(build_client("secretsmanager"), own, named=named, sleep=call.sleep)
    logger.info("Purged password secrets", extra={"count": count})


def _take_over_phone_number(call: _Call) -> None:
    numbers = TakenOverNumbers(build_client("connect"), sleep=call.sleep)
    arguments = {name: text(call.event, name) for name in ("instance_arn", "phone_number_id")}
    if call.action == "delete":
        numbers.give_back(**arguments)
    else:
        numbers.take_over(**arguments)


def _offer_quick_connects(call: _Call) -> None:
    queue = Queue(
        build_client("connect"), text(call.event, "instance_id"), text(call.event, "queue_id"), sleep=call.sleep
    )
    if call.action == "delete":
        queue.withdraw(texts(call.event, "quick_connect_ids"))
    else:
        queue.offer(texts(call.event, "quick_connect_ids"))


def _disable_queue(call: _Call) -> None:
    queue = Queue(
        build_client("connect"), text(call.event, "instance_id"), text(call.event, "queue_id"), sleep=call.sleep
    )
    if call.action == "delete":
        queue.enable()
    else:
        queue.disable()


def _release_users(call: _Call) -> None:
    if call.action != "delete":
        return
    count = release_users(
        build_client("connect"),
        text(call.event, "instance_id"),
        Release(
            groups=flag(call.event, "groups"),
            routing_profiles=_profiles(structure(call.event, "routing_profiles")),
            security_profiles=_profiles(structure(call.event, "security_profiles")),
        ),
        per_second=read_settings(LifecycleSettings, os.environ).connect_requests_per_second,
        seconds_left=call.seconds_left,
        sleep=call.sleep,
    )
    logger.info("Took users out of groups and profiles", extra={"count": count})


def _profiles(given: Mapping[str, Any] | None) -> Profiles | None:
    return None if given is None else Profiles(frozenset(texts(given, "ids")), text(given, "fallback"))


def _clear_user_hierarchy(call: _Call) -> None:
    """What `release_users` was called: Terraform's state may still have an invocation of it, to be destroyed."""
    added = {"groups": True, "routing_profiles": None, "security_profiles": None}
    _release_users(replace(call, event=call.event | added))


def _guard_deletion(call: _Call) -> None:
    if call.action == "delete":
        raise PermanentError(
            f"{text(call.event, 'name')} is protected from deletion, so nothing was destroyed. Set "
            "deletion_protection = false, run terraform apply, then terraform destroy."
        )


_HOOKS = {
    "associate_phone_number": _associate_phone_number,
    "take_over_phone_number": _take_over_phone_number,
    "offer_quick_connects": _offer_quick_connects,
    "disable_queue": _disable_queue,
    "purge_passwords": _purge_passwords,
    "release_users": _release_users,
    "clear_user_hierarchy": _clear_user_hierarchy,
    "guard_deletion": _guard_deletion,
}

"""Entry of the lifecycle function: Terraform invokes it by `aws_lambda_invocation` with `lifecycle_scope = "CRUD"`.

The event names a hook, which is a step of apply or destroy; `tf.action` is create, update or delete.

Example event: `{"hook": "associate_phone_number", "instance_id": "…", "phone_number_id": "…", "contact_flow_id": "…",
"tf": {"action": "create", "prev_input": null}}`
"""

from __future__ import annotations

import os
from collections.abc import Mapping
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


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str]:
    """Run the hook that the event names.

    Raises:
        PermanentError: there is no such hook, its event lacks something, or it refuses what is asked; Terraform shows
            the message.
    """
    hook, action = text(event, "hook"), text(structure(event, "tf"), "action")
    logger.info("Running a hook", extra={"hook": hook, "action": action})
    if hook not in _HOOKS:
        raise PermanentError(f"There is no hook {hook!r}; there are {', '.join(_HOOKS)}")
    _HOOKS[hook](event, action, context)
    return {"hook": hook}


def _associate_phone_number(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    numbers = PhoneNumbers(build_client("connect"))
    arguments = {name: text(event, name) for name in ("instance_id", "phone_number_id")}
    if action == "delete":
        numbers.disassociate(**arguments)
    else:
        numbers.associate(**arguments, contact_flow_id=text(event, "contact_flow_id"))


def _purge_passwords(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    if action != "delete":
        return
    settings = read_settings(LifecycleSettings, os.environ)
    own = settings.password_secret_prefix + "/"
    if (asked := text(event, "prefix")) != own:
        raise PermanentError(f"The hook purges {own!r} and nothing else, so not {asked!r}")
    named = named_secrets(build_client("dynamodb"), settings.agents_table, own)
    count = purge_passwords(build_client("secretsmanager"), own, named=named)
    logger.info("Purged password secrets", extra={"count": count})


def _take_over_phone_number(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    numbers = TakenOverNumbers(build_client("connect"))
    arguments = {name: text(event, name) for name in ("instance_arn", "phone_number_id")}
    if action == "delete":
        numbers.give_back(**arguments)
    else:
        numbers.take_over(**arguments)


def _offer_quick_connects(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    queue = Queue(build_client("connect"), text(event, "instance_id"), text(event, "queue_id"))
    if action == "delete":
        queue.withdraw(texts(event, "quick_connect_ids"))
    else:
        queue.offer(texts(event, "quick_connect_ids"))


def _disable_queue(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    queue = Queue(build_client("connect"), text(event, "instance_id"), text(event, "queue_id"))
    if action == "delete":
        queue.enable()
    else:
        queue.disable()


def _release_users(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    if action != "delete":
        return
    count = release_users(
        build_client("connect"),
        text(event, "instance_id"),
        Release(
            groups=flag(event, "groups"),
            routing_profiles=_profiles(structure(event, "routing_profiles")),
            security_profiles=_profiles(structure(event, "security_profiles")),
        ),
        per_second=read_settings(LifecycleSettings, os.environ).connect_requests_per_second,
        seconds_left=lambda: context.get_remaining_time_in_millis() / 1000,
    )
    logger.info("Took users out of groups and profiles", extra={"count": count})


def _profiles(given: Mapping[str, Any] | None) -> Profiles | None:
    return None if given is None else Profiles(frozenset(texts(given, "ids")), text(given, "fallback"))


def _clear_user_hierarchy(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    """What `release_users` was called: Terraform's state may still have an invocation of it, to be destroyed."""
    _release_users(event | {"groups": True, "routing_profiles": None, "security_profiles": None}, action, context)


def _guard_deletion(event: dict[str, Any], action: str, context: LambdaContext) -> None:
    del context
    if action == "delete":
        raise PermanentError(
            f"{text(event, 'name')} is protected from deletion, so nothing was destroyed. Set deletion_protection = "
            "false, run terraform apply, then terraform destroy."
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

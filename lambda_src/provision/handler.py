"""Entry of the provision function: invoked by the agents table's stream for agents that are pending or were deleted.

Example event: `{"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}},
"SequenceNumber": "4421584500000000017450439091", "NewImage": {…}}}]}`
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.connect.errors import InstanceFullError, OutOfTimeError
from provision.container import Clients, Container, compose
from provision.provision_agent import AgentProvisioner
from provision.settings import ProvisionSettings
from provision.stream_batch import BatchResult, StreamBatch
from roster.errors import RollcallError
from roster.settings import read_settings
from roster.streams import BatchAnswer, WakeUp

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()


@functools.cache
def build_container() -> Container:
    """Build all objects from the environment, once in a container's life."""
    return compose(read_settings(ProvisionSettings, os.environ), Clients.build())


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> BatchAnswer:
    """Provision every agent of the batch.

    Returns:
        The first agent that has to be tried again, if there is one; Lambda delivers the batch again from there on.
    """
    container = build_container()
    batch = StreamBatch(functools.partial(provision_one, container.provisioner), container.pacer)
    try:
        return batch.run(event, context.get_remaining_time_in_millis() / 1000)
    finally:
        container.metrics.emit()


def provision_one(provisioner: AgentProvisioner, wake_up: WakeUp, may_wait: bool) -> BatchResult:
    """Provision one agent, and log the result with its username, import and line."""
    username = wake_up.key["username"]
    logger.thread_safe_append_keys(username=username)
    try:
        result = provisioner.provision(username, removed=wake_up.removed, waits_for_room=may_wait)
        if result is not None:
            logger.info("Provisioned an agent", extra={"outcome": result.outcome, "reason": result.reason})
    except InstanceFullError:
        return BatchResult.NO_ROOM
    except OutOfTimeError:
        logger.info("The agent's turn comes in the next invocation")
        return BatchResult.RETRY
    except (RollcallError, ClientError, BotoCoreError):
        logger.exception("The agent has to be tried again")
        return BatchResult.RETRY
    finally:
        # The thread's next agent must not be logged under this name.
        logger.thread_safe_clear_keys()
    return BatchResult.DONE

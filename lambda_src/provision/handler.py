"""Entry of the provision function: woken by the agents table's stream.

Example event: `{"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}},
"SequenceNumber": "4421584500000000017450439091", "NewImage": {…}}}]}`
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.connect.errors import CreatesPausedError, OutOfTimeError
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
    """Build the use case once per container from the environment."""
    return compose(read_settings(ProvisionSettings, os.environ), Clients.build())


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> BatchAnswer:
    """Provision every agent of the batch; from the first that has to be tried again on, the batch comes again."""
    container = build_container()
    batch = StreamBatch(functools.partial(provision_one, container.provisioner), container.pacer)
    try:
        return batch.run(event, context.get_remaining_time_in_millis() / 1000)
    finally:
        container.metrics.emit()


def provision_one(provisioner: AgentProvisioner, wake_up: WakeUp) -> BatchResult:
    """Provision one agent, and say in the log what became of it, with its import and line."""
    username = wake_up.key["username"]
    logger.thread_safe_append_keys(username=username)
    try:
        result = provisioner.provision(username, removed=wake_up.removed)
        if result is not None:
            logger.info("Provisioned an agent", extra={"outcome": result.outcome, "reason": result.reason})
    except CreatesPausedError:
        return BatchResult.LATER
    except OutOfTimeError:
        logger.info("The agent's turn comes in the next invocation")
        return BatchResult.AGAIN
    except (RollcallError, ClientError, BotoCoreError):
        logger.exception("The agent has to be tried again")
        return BatchResult.AGAIN
    finally:
        # The thread works on others next.
        logger.thread_safe_clear_keys()
    return BatchResult.DONE

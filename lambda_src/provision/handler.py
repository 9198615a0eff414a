"""Entry of the provision function.

The agents table's stream invokes it for agents that are pending or were deleted, the retry queue for those that have to
be tried again.

Example event of the stream: `{"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}},
"SequenceNumber": "4421584500000000017450439091", "NewImage": {…}}}]}`
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from provision.agent_batch import WORKERS, AgentBatch, Result, TryAgain, TurnResult
from provision.connect.errors import InstanceFullError, OutOfTimeError
from provision.container import Clients, Container, compose
from provision.provision_agent import AgentProvisioner
from provision.retry_batch import EVENT_SOURCE, RetryBatch
from provision.retrying.turn import Turn
from provision.settings import ProvisionSettings
from provision.stream_batch import StreamBatch
from roster.errors import RollcallError
from roster.event_records import sources_of
from roster.logs import build_logger
from roster.settings import read_settings
from roster.streams import STREAM_SOURCE, BatchAnswer

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = build_logger()


@functools.cache
def build_container() -> Container:
    """Build all objects from the environment, once in a container's life."""
    return compose(read_settings(ProvisionSettings, os.environ), Clients.build())


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> BatchAnswer:
    """Provision every agent of a batch of stream records, or of messages of the retry queue.

    Returns:
        What AWS Lambda has to deliver again.
    """
    container = build_container()
    try:
        return run_batch(container, event, context.get_remaining_time_in_millis() / 1000)
    finally:
        container.metrics.emit()


def run_batch(container: Container, event: dict[str, Any], seconds: float, *, workers: int = WORKERS) -> BatchAnswer:
    """Work through a batch.

    Args:
        container: the objects that do so.
        event: the records or messages.
        seconds: until AWS Lambda ends the invocation.
        workers: agents at the same time.
    """
    batch = AgentBatch(functools.partial(provision_one, container.provisioner), container.pacer, workers)
    sources = sources_of(event)
    if sources == {EVENT_SOURCE}:
        return RetryBatch(batch, container.queue).run(event, seconds)
    # Upkeep too invokes the function for a single agent, by such a record without a source, and waits for the answer.
    others = container.others if STREAM_SOURCE in sources else None
    return StreamBatch(batch, container.queue, others).run(event, seconds)


def provision_one(provisioner: AgentProvisioner, turn: Turn, may_wait: bool) -> Result:
    """Provision one agent, and log the result with its username, import and line."""
    logger.thread_safe_append_keys(username=turn.username)
    try:
        result = provisioner.provision(turn.username, removed=turn.removed, turn=turn, waits_for_room=may_wait)
        if result is None:
            return TurnResult.IDLE
        told: dict[str, Any] = {"outcome": result.outcome, "reason": result.reason}
        told["ahead_of_its_record"] = turn.ahead_for is not None
        if result.profile_moves:
            told["profile_moves"] = result.profile_moves
        logger.info("Provisioned an agent", extra=told)
    except InstanceFullError:
        return TurnResult.NO_ROOM
    except OutOfTimeError:
        logger.info("The agent's turn comes in the next invocation")
        return TurnResult.OUT_OF_TIME
    except (RollcallError, ClientError, BotoCoreError) as error:
        logger.exception("The agent has to be tried again")
        return TryAgain(error)
    finally:
        # The thread's next agent must not be logged under this name.
        logger.thread_safe_clear_keys()
    return TurnResult.DONE

"""Reads a stream for one event source mapping, in several lanes.

A lane is a thread. There are as many as shards times the mapping's parallelization factor, and all records of one
item go to the same lane, so they are delivered in order.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import lambda_svc

from local_aws.ministack.corrections.kms_keys_of_requests import use_of_table
from local_aws.ministack.corrections.kms_permissions import missing_on_key
from local_aws.ministack.execution_roles import role_may
from local_aws.ministack.functions.destinations import DeliveryError, deliver
from local_aws.ministack.streams import failure, filters
from local_aws.ministack.streams.delivery import Delivery, Outcome, Policy, Record, read_response
from local_aws.ministack.streams.source import Stream, lane_of, take_batch
from local_aws.ministack.streams.wake import Wake

_logger = logging.getLogger("local_aws.streams")

# How long a lane sleeps when nothing wakes it. Some changes wake nobody, such as a new policy of the role.
_IDLE_SECONDS = 0.5

_STREAM_ACTIONS = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")


@dataclass(frozen=True)
class MappingKey:
    """Account, Region and id of a mapping."""

    account: str
    region: str
    uuid: str

    def mapping(self) -> dict[str, Any] | None:
        """The mapping as it is now; None if it is gone."""
        found: dict[str, Any] | None = lambda_svc._esms.get_scoped(self.account, self.region, self.uuid)
        return found


class Lanes:
    """The lanes of one mapping, running from the start.

    Args:
        key: The mapping.
        shards: How many shards the stream has.
        parallelization: How many batches of a shard are under way at once.
        start: Position of the first record.
        wake: Called when there may be something to read.
        repeat: Asked after each success: whether to deliver the same batch once more.
        pause_seconds: First pause before a retry.
        before: The lanes that read this mapping so far and are stopped; what they finished is not read again.
    """

    def __init__(
        self,
        key: MappingKey,
        shards: int,
        parallelization: int,
        start: int,
        wake: Wake,
        repeat: Callable[[], bool],
        pause_seconds: float,
        before: "Lanes | None" = None,
    ) -> None:
        self.shape = (shards, parallelization)
        self._key = key
        self._wake = wake
        self._repeat = repeat
        self._pause_seconds = pause_seconds
        self._before = before
        self._positions = [start] * (shards * parallelization)
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), daemon=True, name=f"stream-{key.uuid[:8]}-{lane}")
            for lane in range(shards * parallelization)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each thread finish its batch, and wait for them."""
        self._stopped.set()
        self._wake.call()
        for thread in self._threads:
            thread.join()

    def low_position(self) -> int:
        """Position up to which every lane is done."""
        return min(self._positions)

    def _is_done(self, position: int, record: Record, hash_key: str) -> bool:
        lane = lane_of(record, hash_key, len(self._positions))
        if position < self._positions[lane]:
            return True
        return self._before is not None and self._before._is_done(position, record, hash_key)

    def _run(self, lane: int) -> None:
        with request_scope(self._key.account, self._key.region):
            while not self._stopped.is_set():
                seen = self._wake.count()
                mapping = self._key.mapping()
                if mapping is None:
                    return
                try:
                    worked = bool(mapping.get("Enabled", True)) and self._read(lane, mapping)
                except Exception:
                    _logger.exception("Lane %d of mapping %s failed; it is tried again", lane, self._key.uuid)
                    worked = False
                if not worked:
                    self._wake.sleep(seen, _IDLE_SECONDS)

    def _read(self, lane: int, mapping: dict[str, Any]) -> bool:
        """Deliver the next batch of a lane.

        Returns:
            Whether there was one.
        """
        stream = Stream.find(mapping["EventSourceArn"])
        function, _ = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
        if stream is None or function is None or not self._may_read(mapping, function["config"], stream):
            return False
        position, records = stream.since(self._positions[lane])
        if not records:
            return False

        def wanted(at: int, record: Record) -> bool:
            if lane_of(record, stream.hash_key, len(self._positions)) != lane:
                return False
            return self._before is None or not self._before._is_done(at, record, stream.hash_key)

        patterns = filters.parse(mapping.get("FilterCriteria"))
        batch = take_batch(records, position, wanted, patterns, mapping.get("BatchSize", 100))
        if batch.records and not batch.full and self._wait_for_more(batch.records, mapping):
            return False
        if batch.records and not self._delivery(mapping, lane).deliver(batch.records):
            return False
        self._positions[lane] = batch.next_position
        return True

    def _wait_for_more(self, records: list[Record], mapping: dict[str, Any]) -> bool:
        window = mapping.get("MaximumBatchingWindowInSeconds") or 0
        return bool(time.time() < records[0]["dynamodb"]["ApproximateCreationDateTime"] + window)

    def _may_read(self, mapping: dict[str, Any], config: dict[str, Any], stream: Stream) -> bool:
        missing = [action for action in _STREAM_ACTIONS if not role_may(config, action, stream.arn)]
        missing_on_table_key = missing_on_key(config, "dynamodb", use_of_table(stream.table))
        if missing_on_table_key:
            missing.append(f"{missing_on_table_key} on the table's key")
        if missing:
            problem = f"PROBLEM: the function's role may not {', '.join(missing)}"
            if mapping.get("LastProcessingResult") != problem:
                _logger.warning("%s reads nothing of %s. %s", config["FunctionName"], stream.arn, problem)
            mapping["LastProcessingResult"] = problem
        return not missing

    def _delivery(self, mapping: dict[str, Any], lane: int) -> Delivery:
        def invoke(records: list[Record]) -> Outcome:
            name, qualifier = mapping["FunctionName"], mapping.get("Qualifier")
            function, config = lambda_svc._get_func_record_for_qualifier(name, qualifier)
            if function is None:
                return Outcome(failed_from=0, throttled=True)
            result = lambda_svc._execute_function(
                lambda_svc._execution_record_for_config(function, config), {"Records": records}
            )
            outcome = read_response(result, records, partial=Policy.of(mapping).partial)
            mapping["LastProcessingResult"] = "OK" if outcome.failed_from is None else "PROBLEM: Function call failed"
            return outcome

        def discard(records: list[Record], condition: str, attempts: int) -> None:
            function, _ = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
            target = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
            _logger.warning("%s gives up %d records: %s", mapping["FunctionName"], len(records), condition)
            if not target or function is None:
                return
            shard = lane // self.shape[1]
            document = failure.document(mapping, function["config"], records, condition, attempts, shard)
            try:
                deliver(function["config"], target, document)
            except DeliveryError as error:
                _logger.error("The positions of records given up are lost: %s", error)  # noqa: TRY400

        def stopped() -> bool:
            enabled = bool(mapping.get("Enabled", True)) and self._key.mapping() is mapping
            return self._stopped.is_set() or not enabled

        return Delivery(
            lambda: Policy.of(mapping), invoke, discard, self._repeat, stopped, self._stopped.wait, self._pause_seconds
        )

"""Starts and stops the lanes of every DynamoDB stream mapping, in place of ministack's poller."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import dynamodb, lambda_svc

from local_aws.ministack.streams.lanes import Lanes, MappingKey
from local_aws.ministack.streams.source import Stream
from local_aws.ministack.streams.wake import Wake

_logger = logging.getLogger("local_aws.streams")

_SUPERVISION_SECONDS = 0.5


class Poller:
    """Keeps the lanes of each mapping; the admin API changes shards and duplicates through it.

    Args:
        shards: Shards of every stream.
        pause_seconds: First pause before a failed batch is tried again.
    """

    def __init__(self, shards: int, pause_seconds: float) -> None:
        self._shards = shards
        self._pause_seconds = pause_seconds
        self._wake = Wake()
        self._lock = threading.Lock()
        self._duplicates = 0
        self._lanes: dict[MappingKey, Lanes] = {}

    def install(self) -> None:
        """Switch ministack's poller off and start."""
        lambda_svc._poll_dynamodb_streams = lambda: False
        self._wake_after(dynamodb, "_emit_stream_event")
        for change in ("_create_esm", "_update_esm", "_delete_esm"):
            self._wake_after(lambda_svc, change)
        threading.Thread(target=self._supervise, daemon=True, name="stream-poller").start()

    def duplicate_next(self, batches: int) -> None:
        """Deliver the next so many batches twice."""
        with self._lock:
            self._duplicates += batches

    def count_shards(self) -> int:
        """How many shards every stream has."""
        return self._shards

    def set_shards(self, shards: int) -> None:
        """Change how many shards every stream has.

        Raises:
            ValueError: Fewer than one.
        """
        if shards < 1:
            raise ValueError(f"A stream has at least one shard, not {shards}")
        self._shards = shards
        self._wake.call()

    def lag(self) -> dict[str, int]:
        """Records that are not done yet, by function name and stream ARN."""
        lag = {}
        for key, lanes in list(self._lanes.items()):
            mapping = key.mapping()
            if mapping is not None:
                with request_scope(key.account, key.region):
                    stream = Stream.find(mapping["EventSourceArn"])
                    left = stream.length_since(lanes.low_position()) if stream else 0
                lag[f"{mapping['FunctionName']} {mapping['EventSourceArn']}"] = left
        return lag

    def state(self) -> dict[str, Any]:
        """Shards, duplicates still to come, and `lag`; for the admin API."""
        return {"shards": self._shards, "duplicates": self._duplicates, "lag": self.lag()}

    def _take_duplicate(self) -> bool:
        with self._lock:
            if self._duplicates:
                self._duplicates -= 1
                return True
        return False

    def _wake_after(self, module: Any, name: str) -> None:
        original: Callable[..., Any] = getattr(module, name)

        def call(*arguments: Any, **options: Any) -> Any:
            try:
                return original(*arguments, **options)
            finally:
                self._wake.call()

        setattr(module, name, call)

    def _supervise(self) -> None:
        while True:
            seen = self._wake.count()
            try:
                self._adjust()
            except Exception:
                _logger.exception("The stream poller failed; it is tried again")
            self._wake.sleep(seen, _SUPERVISION_SECONDS)

    def _adjust(self) -> None:
        present = set()
        for account, region, mapping in lambda_svc._iter_all_esms():
            if ":dynamodb:" in mapping["EventSourceArn"]:
                key = MappingKey(account, region, mapping["UUID"])
                present.add(key)
                self._adjust_one(key, mapping)
        for key in self._lanes.keys() - present:
            self._lanes.pop(key).stop()

    def _adjust_one(self, key: MappingKey, mapping: dict[str, Any]) -> None:
        shape = (self._shards, mapping.get("ParallelizationFactor") or 1)
        lanes = self._lanes.get(key)
        if lanes is not None and lanes.shape == shape:
            return
        if lanes is None:
            # ministack stores the position from which a new mapping reads.
            start = lambda_svc._dynamodb_stream_positions.get_scoped(key.account, key.region, key.uuid, 0)
        else:
            lanes.stop()
            start = lanes.low_position()
        self._lanes[key] = Lanes(
            key, *shape, start, self._wake, self._take_duplicate, self._pause_seconds, before=lanes
        )

"""Removes expired DynamoDB items as AWS does, with a stream record.

ministack 1.5.33 removes expired items once a minute without a record, and takes any type for the time. On AWS the
record says that the service did it, only a Number counts, and what expired more than five years ago stays:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
"""

import logging
import threading
import time
from typing import Any

from ministack import app as ministack_app
from ministack.core.responses import request_scope
from ministack.services import dynamodb

_logger = logging.getLogger("local_aws.corrections")

_MAX_AGE_SECONDS = 5 * 365 * 24 * 3600
_IDENTITY = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}

# Largest share of the time that the search may take: it runs on the event loop, where requests wait for it.
_MAX_SHARE_OF_TIME = 0.05

_removing = threading.local()


def install(pause_seconds: float) -> None:
    """Switch ministack's reaper off and start our own.

    Args:
        pause_seconds: Pause between two searches.
    """
    build, remove = dynamodb._build_change_record, dynamodb._remove_item

    def build_with_identity(*arguments: Any, **options: Any) -> dict[str, Any]:
        record: dict[str, Any] = build(*arguments, **options)
        if getattr(_removing, "active", False):
            record["userIdentity"] = _IDENTITY
        return record

    def remove_unless_reaper(*arguments: Any) -> Any:
        # ministack starts its reaper at import, and it can't be stopped: its removals are ignored instead.
        return None if threading.current_thread().name == "dynamodb-ttl-reaper" else remove(*arguments)

    dynamodb._build_change_record = build_with_identity
    dynamodb._remove_item = remove_unless_reaper
    threading.Thread(target=_sweep_for_ever, args=(pause_seconds,), daemon=True, name="expiry").start()


def _sweep_for_ever(pause_seconds: float) -> None:
    pause = pause_seconds
    while True:
        time.sleep(pause)
        done = threading.Event()
        duration = [0.0]

        def sweep_on_loop(done: threading.Event = done, duration: list[float] = duration) -> None:
            started = time.monotonic()
            try:
                _sweep()
            except Exception:
                _logger.exception("The search for expired items failed; it is tried again")
            finally:
                duration[0] = time.monotonic() - started
                done.set()

        # On the event loop, so that no request of ministack's is half done meanwhile.
        ministack_app._MAIN_LOOP.call_soon_threadsafe(sweep_on_loop)
        done.wait()
        pause = max(pause_seconds, duration[0] / _MAX_SHARE_OF_TIME)


def _sweep() -> None:
    for (account, region, name), setting in list(dynamodb._ttl_settings.all_items()):
        if setting.get("TimeToLiveStatus") == "ENABLED":
            with request_scope(account, region):
                _sweep_table(name, setting["AttributeName"])


def _sweep_table(name: str, attribute: str) -> None:
    table = dynamodb._tables.get(name)
    if table is None:
        return
    now = time.time()
    expired = [
        (partition, sort)
        for partition, items in table["items"].items()
        for sort, item in items.items()
        if _is_expired(item.get(attribute), now)
    ]
    for partition, sort in expired:
        old = dynamodb._remove_item(table, partition, sort)
        _removing.active = True
        try:
            dynamodb._emit_stream_event(name, "REMOVE", old, None)
        finally:
            _removing.active = False


def _is_expired(value: dict[str, Any] | None, now: float) -> bool:
    if value is None or "N" not in value:
        return False
    at = float(value["N"])
    return now - _MAX_AGE_SECONDS < at <= now

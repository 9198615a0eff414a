"""Installs every correction into the ministack of this process."""

from pathlib import Path

from local_aws.ministack.corrections import (
    alarms,
    authorised_resources,
    bucket_notifications,
    further_permissions,
    kms_permissions,
    missing_objects,
    object_keys,
    policy_wildcards,
    queue_mappings,
    request_payment,
    secrets,
    time_to_live,
    version_ranges,
)
from local_aws.ministack.corrections.secret_listings import secret_listings
from local_aws.ministack.functions import asynchronous, logs, workers
from local_aws.ministack.permissions_asked import permissions_asked
from local_aws.ministack.streams import api, mappings
from local_aws.ministack.streams.poller import Poller


def install_corrections(
    data_dir: Path, code_dir: Path, *, shards: int, retry_seconds: float, ttl_seconds: float
) -> Poller:
    """Install every correction; called once per process, before the first request.

    Args:
        data_dir: Where the runtime of Lambda functions is put.
        code_dir: Where their code is unpacked.
        shards: Shards of every DynamoDB stream.
        retry_seconds: First pause before a failed Lambda invocation is tried again.
        ttl_seconds: Pause between two searches for expired DynamoDB items.

    Returns:
        The poller that reads the streams.
    """
    permissions_asked.install()
    workers.install(data_dir, code_dir)
    logs.install()
    asynchronous.install(retry_seconds)
    mappings.install()
    queue_mappings.install(retry_seconds)
    bucket_notifications.install()
    secrets.install()
    secret_listings.install()
    version_ranges.install()
    missing_objects.install()
    object_keys.install()
    request_payment.install()
    policy_wildcards.install()
    alarms.install()
    kms_permissions.install()
    authorised_resources.install()
    further_permissions.install()
    poller = Poller(shards, retry_seconds)
    poller.install()
    api.install(poller.count_shards)
    time_to_live.install(ttl_seconds)
    return poller

"""Puts everything that is ours into the ministack of this process."""

from local_aws.ministack.corrections import (
    alarms,
    bucket_notifications,
    expiry,
    hidden_absence,
    key_use,
    secrets,
    version_ranges,
)
from local_aws.ministack.corrections.secret_listings import secret_listings
from local_aws.ministack.functions import asynchronous, logs, workers
from local_aws.ministack.streams import api, mappings
from local_aws.ministack.streams.poller import Poller
from local_aws.server.settings import Settings


def correct(settings: Settings) -> Poller:
    """Install every correction into the ministack of this process.

    Args:
        settings: How the server runs.

    Returns:
        The poller that reads the streams.
    """
    workers.install(settings.data_dir)
    logs.install()
    asynchronous.install(settings.retry_seconds)
    mappings.install()
    bucket_notifications.install()
    secrets.install()
    secret_listings.install()
    version_ranges.install()
    hidden_absence.install()
    alarms.install()
    key_use.install()
    poller = Poller(settings.shards, settings.retry_seconds)
    poller.install()
    api.install(poller.count_shards)
    expiry.install(settings.ttl_seconds)
    return poller

"""Where ministack differs from AWS in what this project rests on, put right one by one.

Each module names the difference it corrects, seen in ministack 1.5.33; `tests/functional/local_aws` shows each of
them, with ministack alone failing.
"""

from local_aws.functions import asynchronous, logs, workers
from local_aws.settings import Settings
from local_aws.streams import mappings
from local_aws.streams.poller import Poller


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
    poller = Poller(settings.shards, settings.retry_seconds)
    poller.install()
    return poller

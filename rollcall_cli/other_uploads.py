"""Tells what takes turns with an upload's agents: those that wait in the imports of other uploads."""

from __future__ import annotations

from botocore.exceptions import ClientError

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import is_access_denied
from rollcall_cli.import_index import ImportIndex
from rollcall_cli.time_left import Others


class OtherUploads:
    """Looks at the imports that run beside those of one key.

    Earlier imports of the key are not counted: the newest takes their agents over.

    Args:
        deployment: the deployment.
        key: the upload's key.
    """

    def __init__(self, deployment: Deployment, key: str) -> None:
        self._index = ImportIndex(deployment.client("dynamodb"), deployment.output("files_table"))
        self._key = key
        self._waiting: dict[str, int] = {}
        self._done = 0
        self._denied = False

    def look(self) -> Others:
        """Return how many agents wait, and how many were done between looks.

        Whoever may not ask for imports that run, as the deployment's policies for people are their own, is told of
        none: it is only for the estimate of an end.
        """
        waiting = {} if self._denied else self._ask()
        self._done += sum(max(0, before - waiting.get(name, 0)) for name, before in self._waiting.items())
        self._waiting = waiting
        return Others(tuple(number for number in waiting.values() if number), self._done)

    def _ask(self) -> dict[str, int]:
        try:
            records = self._index.unfinished()
        except ClientError as error:
            if not is_access_denied(error):
                raise
            self._denied = True
            return {}
        return {
            record["import_id"]: max(0, int(record.get("pending", 0)))
            for record in records
            if record["key"] != self._key
        }

"""Metrics, written into the log in CloudWatch's embedded metric format, so that no call is made for them.

All of them have the dimensions `deployment` (the prefix of everything, `name`) and `service` (the function). The
dashboard and the alarms of the monitoring module read them by these names:

| metric | service | meaning |
|---|---|---|
| `RowsAccepted`, `RowsRejected` | ingest | lines of a directory, once it is taken in whole |
| `AgentsCreated`, `AgentsUpdated`, `AgentsRemoved`, `AgentsAdopted`, `AgentsFailed` | provision | agents by outcome |
| `ConnectThrottles` | provision | calls that Amazon Connect refused for their rate |
| `UploadToUserSeconds` | provision | from the upload (or when somebody put it or put it back) to the user |
| `QuotaFull` | provision | agents that failed because a quota of Amazon Connect is full |
| `ImportsFinished`, `ImportSeconds` | report | imports that ended, and how long they took from the upload on |
| `OldestPendingSeconds` | upkeep | age of the oldest pending agent |
| `UnfinishedImports`, `StalledImports` | upkeep | imports that are not finished, and those of them without progress |
| `MissingAgents`, `ChangedAgents`, `DriftedAgents` | upkeep | agents whose user is gone or differs, as last compared |
| `UnendedUploads` | upkeep | uploads in parts that were begun an hour ago or earlier and not ended, up to 1,000 |
| `UnreadableItems` | provision | records that are none of a stream or queue, and were passed over |
| `UnreadableItems` | report | the same, and imports that could not be read, each time that they were to be reported |
| `UnreadableItems` | upkeep | messages and items that a run could not read |
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider


def emit(values: Mapping[str, float | Sequence[float]]) -> None:
    """Write metrics into the function's log as one record.

    Namespace, service and deployment come from the environment that Terraform gives every function.

    Args:
        values: by name, one or several, at most 100; a name that ends in `Seconds` is a duration, every other a count.
    """
    metrics = AmazonCloudWatchEMFProvider(dimension_set={"deployment": os.environ["ROLLCALL_NAME"]})
    for name, value in values.items():
        unit = MetricUnit.Seconds if name.endswith("Seconds") else MetricUnit.Count
        for one in (value,) if isinstance(value, int | float) else value:
            metrics.add_metric(name, unit, one)
    if metrics.metric_set:
        metrics.flush_metrics()

"""Asks CloudWatch how far the functions lag behind: Lambda shows nobody the events that it keeps for its own retries.

What there is: for ingest the age of asynchronous events when they were begun, retries included, how many events came
and how many Lambda gave up; for provision and report the age of the stream records that they were given. The metrics
are some minutes late, and there are none for a time without invocations. Source:
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from rollcall_cli.deployment import Deployment
from roster.clock import utc_now

MINUTES: Final = 60
"""How far back the metrics are read."""

_PERIOD_SECONDS: Final = 300

_METRICS: Final = (
    ("ingest", "events_received", "AsyncEventsReceived", "Sum"),
    ("ingest", "oldest_event_seconds", "AsyncEventAge", "Maximum"),
    ("ingest", "events_given_up", "AsyncEventsDropped", "Sum"),
    ("ingest", "errors", "Errors", "Sum"),
    ("provision", "oldest_record_seconds", "IteratorAge", "Maximum"),
    ("provision", "errors", "Errors", "Sum"),
    ("report", "oldest_record_seconds", "IteratorAge", "Maximum"),
    ("report", "errors", "Errors", "Sum"),
)
"""Function, name of the value, metric of AWS/Lambda, statistic."""


def read_lambda_queues(deployment: Deployment) -> dict[str, dict[str, float]] | None:
    """Return what CloudWatch tells of the last hour: function → value by name; values without data are left out.

    Returns:
        None if it may not be asked or can't answer.
    """
    queries = [
        {
            "Id": f"m{number}",
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/Lambda",
                    "MetricName": metric,
                    "Dimensions": [{"Name": "FunctionName", "Value": deployment.function_name(function)}],
                },
                "Period": _PERIOD_SECONDS,
                "Stat": statistic,
            },
        }
        for number, (function, _, metric, statistic) in enumerate(_METRICS)
    ]
    now = utc_now()
    start = now - timedelta(minutes=MINUTES)
    try:
        answer = deployment.client("cloudwatch").get_metric_data(
            MetricDataQueries=queries, StartTime=start, EndTime=now
        )
    except (BotoCoreError, ClientError):
        return None
    values = {result["Id"]: result["Values"] for result in answer["MetricDataResults"]}
    return _by_function(values)


def _by_function(values: Mapping[str, list[Any]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for number, (function, name, metric, statistic) in enumerate(_METRICS):
        of_function = found.setdefault(function, {})
        if numbers := values.get(f"m{number}"):
            value = float(sum(numbers) if statistic == "Sum" else max(numbers))
            # Lambda gives both ages in milliseconds.
            of_function[name] = value / 1000 if metric in {"AsyncEventAge", "IteratorAge"} else value
    return found

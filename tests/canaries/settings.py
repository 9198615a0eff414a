"""What is set and named in a deployment: functions, parameters, secrets, metrics and alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tests.canaries.shown import shown

_Places = Iterator[tuple[str, bytes]]


def _functions(deployed: Any) -> _Places:
    """Yield each function's configuration, its environment included, and its tags."""
    client = deployed.client("lambda")
    for page in client.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            tags = client.list_tags(Resource=function["FunctionArn"])["Tags"]
            yield function["FunctionName"], shown([function, tags])


def _parameters(deployed: Any) -> _Places:
    ssm = deployed.client("ssm")
    for page in ssm.get_paginator("describe_parameters").paginate():
        for parameter in page["Parameters"]:
            name = parameter["Name"]
            tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"]
            history = ssm.get_parameter_history(Name=name, WithDecryption=True)["Parameters"]
            yield name, shown([parameter, tags, history])


def _secrets(deployed: Any) -> _Places:
    """Yield all that a secret shows to who may not read its value."""
    client = deployed.client("secretsmanager")
    for page in client.get_paginator("list_secrets").paginate(IncludePlannedDeletion=True):
        for secret in page["SecretList"]:
            yield secret["Name"], shown([secret, client.describe_secret(SecretId=secret["Name"])])


def _metrics(deployed: Any) -> _Places:
    for page in deployed.client("cloudwatch").get_paginator("list_metrics").paginate():
        for metric in page["Metrics"]:
            yield f"{metric['Namespace']} {metric['MetricName']}", shown(metric)


def _alarms(deployed: Any) -> _Places:
    cloudwatch = deployed.client("cloudwatch")
    for page in cloudwatch.get_paginator("describe_alarms").paginate():
        for alarm in [*page.get("MetricAlarms", []), *page.get("CompositeAlarms", [])]:
            yield alarm["AlarmName"], shown(alarm)
    for page in cloudwatch.get_paginator("list_dashboards").paginate():
        for dashboard in page["DashboardEntries"]:
            name = dashboard["DashboardName"]
            yield name, shown(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"])


SETTINGS: Final[Mapping[str, Callable[[Any], _Places]]] = {
    "settings and tags of functions": _functions,
    "parameters": _parameters,
    "names, descriptions and tags of secrets": _secrets,
    "metrics": _metrics,
    "alarms and dashboards": _alarms,
}
"""Kind → what yields the places of that kind: name and content."""

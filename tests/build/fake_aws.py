"""An AWS that knows one Connect instance and one deployment, for programs that run in a process of their own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REGION = "eu-west-2"
INSTANCE_ID = "11111111-2222-3333-4444-555555555555"
OUTPUTS = {
    "name": "staff",
    "region": REGION,
    "instance_id": INSTANCE_ID,
    "instance_arn": f"arn:aws:connect:{REGION}:123456789012:instance/{INSTANCE_ID}",
    "agents_table": "staff-agents",
}
_PARAMETER = "/rollcall/staff/deployment"

_CONNECT: dict[str, Any] = {
    f"/instance/{INSTANCE_ID}": {"Instance": {"Id": INSTANCE_ID, "IdentityManagementType": "CONNECT_MANAGED"}},
    f"/routing-profiles-summary/{INSTANCE_ID}": {
        "RoutingProfileSummaryList": [{"Id": "r", "Name": "Basic Routing Profile"}]
    },
    f"/security-profiles-summary/{INSTANCE_ID}": {
        "SecurityProfileSummaryList": [{"Id": "s", "Name": "Agent"}, {"Id": "a", "Name": "Admin"}]
    },
    f"/user-hierarchy-groups-summary/{INSTANCE_ID}": {"UserHierarchyGroupSummaryList": []},
}


def _call(action: str, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Answer a call of Systems Manager's or DynamoDB's."""
    if action == "AmazonSSM.GetParameter" and request["Name"] == _PARAMETER:
        return 200, {"Parameter": {"Name": _PARAMETER, "Type": "String", "Value": json.dumps(OUTPUTS)}}
    if action == "AmazonSSM.GetParameter":
        return 400, {"__type": "ParameterNotFound"}
    if action == "AmazonSSM.GetParametersByPath":
        return 200, {"Parameters": [{"Name": _PARAMETER, "Type": "String", "Value": json.dumps(OUTPUTS)}]}
    if action == "DynamoDB_20120810.Scan" and request["TableName"] == OUTPUTS["agents_table"]:
        return 200, {"Items": [{"username": {"S": "ada"}, "status": {"S": "ACTIVE"}}], "Count": 1}
    return 400, {"__type": "UnknownOperationException", "message": action}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self._answer(*((200, _CONNECT[path]) if path in _CONNECT else (404, {"message": path})))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(*_call(self.headers.get("X-Amz-Target", ""), json.loads(body or b"{}")))

    def _answer(self, status: int, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is http.server's
        """Keep the tests' output clean."""


@contextmanager
def fake_aws() -> Iterator[str]:
    """Serve it on loopback; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()

"""Which AWS operation an HTTP request asks for, found with botocore's service models."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

import botocore.loaders
import botocore.model

from local_aws.faults import Call

_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/[^/]*/([^/]+)/aws4_request")

# Signing names whose model has another name.
_MODEL_OF_SCOPE = {"monitoring": "cloudwatch"}

# S3 Control signs as S3 does, and IAM counts its actions to S3's.
_S3_CONTROL, _S3_CONTROL_PATHS = "s3control", "/v20180820/"


@dataclass(frozen=True)
class _Route:
    operation: str
    method: str
    path: re.Pattern[str]
    literal_length: int
    query: Mapping[str, str]
    needed_query: frozenset[str]
    needed_headers: frozenset[str]

    def matches(self, method: str, path: str, query: Mapping[str, list[str]], headers: Mapping[str, str]) -> bool:
        return (
            method == self.method
            and self.path.fullmatch(path) is not None
            and all(name in query and (not value or value in query[name]) for name, value in self.query.items())
            and all(name in query for name in self.needed_query)
            and all(name in headers for name in self.needed_headers)
        )

    def weight(self) -> tuple[int, int]:
        """Sort key: of the routes that match a request, the one that names most of it is meant."""
        return len(self.query) + len(self.needed_query) + len(self.needed_headers), self.literal_length


def signed_service(headers: Mapping[str, str], query: Mapping[str, list[str]]) -> str:
    """Name the service that a request is signed for.

    Args:
        headers: The request's headers, names in lower case.
        query: The parsed query string, which carries the scope of a presigned URL.

    Returns:
        The signing name, or `unsigned`.
    """
    found = _SCOPE.search(headers.get("authorization", ""))
    if found:
        return found.group(1)
    presigned = query.get("X-Amz-Credential", [""])[0].split("/")
    return presigned[3] if len(presigned) == 5 else "unsigned"


def identify(method: str, raw_path: str, query_string: str, headers: Mapping[str, str], form: bytes) -> Call:
    """Name the operation of a request.

    Args:
        method: HTTP method.
        raw_path: Path as sent, still percent-encoded.
        query_string: Query string as sent.
        headers: Headers, names in lower case.
        form: The body if it is a form (the query protocol), otherwise empty.
    """
    query = parse_qs(query_string, keep_blank_values=True)
    service = signed_service(headers, query)
    target = headers.get("x-amz-target", "")
    if target:
        return Call(service, target.rpartition(".")[2])
    if form:
        return Call(service, parse_qs(form.decode("utf-8", "replace")).get("Action", ["Unknown"])[0])
    if "Action" in query:
        return Call(service, query["Action"][0])
    model = _S3_CONTROL if service == "s3" and raw_path.startswith(_S3_CONTROL_PATHS) else service
    matching = [route for route in _routes(model) if route.matches(method, raw_path, query, headers)]
    return Call(service, max(matching, key=_Route.weight).operation if matching else "Unknown")


@functools.cache
def _routes(service: str) -> tuple[_Route, ...]:
    loader = botocore.loaders.Loader()
    name = _MODEL_OF_SCOPE.get(service, service)
    if name not in loader.list_available_services("service-2"):
        return ()
    model = botocore.model.ServiceModel(loader.load_service_model(name, "service-2"))
    if not model.protocol.startswith("rest"):
        return ()
    return tuple(_route(model.operation_model(operation)) for operation in model.operation_names)


def _route(operation: botocore.model.OperationModel) -> _Route:
    path, _, query_string = operation.http["requestUri"].partition("?")
    query = {name: values[0] for name, values in parse_qs(query_string, keep_blank_values=True).items()}
    needed_query, needed_headers = set(), set()
    shape = operation.input_shape
    members = {name: shape.members[name] for name in shape.required_members} if shape else {}
    for member in members.values():
        serialised = member.serialization
        if serialised.get("location") == "querystring":
            needed_query.add(serialised["name"])
        elif serialised.get("location") == "header":
            needed_headers.add(serialised["name"].lower())
    # S3's model names the bucket in every path, also those of operations on a key.
    parts = re.split(r"(\{\w+\+?\})", path.rstrip("/") or "/")
    pattern = "".join(_pattern(part) for part in parts)
    return _Route(
        operation=operation.name,
        method=operation.http["method"],
        path=re.compile(pattern + "/?"),
        literal_length=sum(len(part) for part in parts if not part.startswith("{")),
        query=query,
        needed_query=frozenset(needed_query),
        needed_headers=frozenset(needed_headers),
    )


def _pattern(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(unquote(part))
    return ".+" if part.endswith("+}") else "[^/]+"

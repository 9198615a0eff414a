"""Whether a bucket, function, stream or key exists, for Connect, whose requests name them by ARN."""

from collections.abc import Callable

from ministack.services import firehose, kinesis, kms, lambda_svc, s3


def exists(arn: str) -> bool:
    """Tell whether a resource exists.

    Args:
        arn: Of a bucket, a function, a stream, a delivery stream, or a key or its alias; others are taken to exist.
    """
    _, _, service, region, account, resource = arn.split(":", 5)
    look_up = _SERVICES.get(service)
    return look_up is None or look_up(account, region, resource)


def _bucket(_account: str, _region: str, name: str) -> bool:
    # The names of buckets are those of all accounts, and their ARNs name none.
    return any(scoped[-1] == name for scoped in list(s3._buckets._data))


def _function(account: str, region: str, resource: str) -> bool:
    _, _, rest = resource.partition("function:")
    name, _, qualifier = rest.partition(":")
    record = lambda_svc._functions.get_scoped(account, region, name)
    if record is None:
        return False
    return qualifier in ("", "$LATEST", *record["aliases"], *record["versions"])


def _stream(account: str, region: str, resource: str) -> bool:
    return bool(kinesis._streams.contains_scoped(account, region, resource.removeprefix("stream/")))


def _delivery_stream(account: str, region: str, resource: str) -> bool:
    return bool(firehose._streams.contains_scoped(account, region, resource.removeprefix("deliverystream/")))


def _key(account: str, region: str, resource: str) -> bool:
    key_id = resource.removeprefix("key/")
    if resource.startswith("alias/"):
        key_id = kms._aliases.get_scoped(account, region, f"arn:aws:kms:{region}:{account}:{resource}", "")
    return bool(kms._keys.contains_scoped(account, region, key_id))


_SERVICES: dict[str, Callable[[str, str, str], bool]] = {
    "firehose": _delivery_stream,
    "kinesis": _stream,
    "kms": _key,
    "lambda": _function,
    "s3": _bucket,
}

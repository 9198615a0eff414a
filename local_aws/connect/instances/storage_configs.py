"""Where an instance stores recordings, transcripts and streams."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_parameter, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_MEMBERS = {
    "S3": "S3Config",
    "KINESIS_VIDEO_STREAM": "KinesisVideoStreamConfig",
    "KINESIS_STREAM": "KinesisStreamConfig",
    "KINESIS_FIREHOSE": "KinesisFirehoseConfig",
}


def _checked(config: Document) -> Document:
    member = _MEMBERS[config["StorageType"]]
    if member not in config:
        raise invalid_parameter(f"StorageConfig of type {config['StorageType']} must have {member}")
    return {"StorageType": config["StorageType"], member: config[member]}


def _find(contents: Contents, call: Call) -> tuple[str, Document]:
    identifier = call.params["AssociationId"]
    kind, config = contents.storage_configs.get(identifier, ("", {}))
    if kind != call.params["ResourceType"]:
        raise not_found(f"Storage config of type {call.params['ResourceType']}", identifier)
    return kind, config


@operation(
    "AssociateInstanceStorageConfig", ignores=("ClientToken",), differs="the bucket, stream or key is not looked up"
)
def associate_instance_storage_config(call: Call) -> Document:
    """Store a kind of data somewhere; each kind has one place."""
    contents = call.instance
    kind = call.params["ResourceType"]
    if any(other == kind for other, _ in contents.storage_configs.values()):
        raise ConnectError("ResourceConflictException", f"The instance has a storage config of type {kind}")
    identifier = secrets.token_hex(32)
    contents.storage_configs[identifier] = (
        kind,
        {"AssociationId": identifier, **_checked(call.params["StorageConfig"])},
    )
    return {"AssociationId": identifier}


@operation("DescribeInstanceStorageConfig")
def describe_instance_storage_config(call: Call) -> Document:
    """Describe where a kind of data is stored."""
    return {"StorageConfig": _find(call.instance, call)[1]}


@operation(
    "UpdateInstanceStorageConfig", ignores=("ClientToken",), differs="the bucket, stream or key is not looked up"
)
def update_instance_storage_config(call: Call) -> None:
    """Store a kind of data somewhere else."""
    contents = call.instance
    kind, _ = _find(contents, call)
    identifier = call.params["AssociationId"]
    config = {"AssociationId": identifier, **_checked(call.params["StorageConfig"])}
    contents.storage_configs[identifier] = (kind, config)


@operation("DisassociateInstanceStorageConfig", ignores=("ClientToken",))
def disassociate_instance_storage_config(call: Call) -> None:
    """Store a kind of data nowhere."""
    contents = call.instance
    _find(contents, call)
    del contents.storage_configs[call.params["AssociationId"]]


@operation("ListInstanceStorageConfigs")
def list_instance_storage_configs(call: Call) -> Document:
    """List where a kind of data is stored."""
    wanted = call.params["ResourceType"]
    items = [config for kind, config in call.instance.storage_configs.values() if kind == wanted]
    return page(call, "StorageConfigs", items, key=lambda item: item["AssociationId"])

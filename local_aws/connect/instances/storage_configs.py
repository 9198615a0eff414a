"""Where an instance stores recordings, transcripts and streams."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_parameter, not_found
from local_aws.connect.api.lookup import check_exists
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


def _checked(call: Call) -> Document:
    """Return the request's place as Describe answers it, once everything that it names is looked up."""
    config = call.params["StorageConfig"]
    member = _MEMBERS[config["StorageType"]]
    if member not in config:
        raise invalid_parameter(f"StorageConfig of type {config['StorageType']} must have {member}")
    place = dict(config[member])
    if "BucketName" in place:
        check_exists(call, f"arn:{call.backend.partition}:s3:::{place['BucketName']}", "s3")
    if "StreamArn" in place:
        check_exists(call, place["StreamArn"], "kinesis")
    if "FirehoseArn" in place:
        check_exists(call, place["FirehoseArn"], "firehose")
    if "EncryptionConfig" in place:
        check_exists(call, place["EncryptionConfig"]["KeyId"], "kms")
    if "Prefix" in place:
        # Amazon Connect makes a stream for each contact, and puts the instance's alias into their names.
        alias = call.backend.instances[call.instance.id].instance_alias or call.instance.id
        place["Prefix"] = f"{place['Prefix']}-connect-{alias}-contact-"
    return {"StorageType": config["StorageType"], member: place}


def _find(contents: Contents, call: Call) -> tuple[str, Document]:
    identifier = call.params["AssociationId"]
    kind, config = contents.storage_configs.get(identifier, ("", {}))
    if kind != call.params["ResourceType"]:
        raise not_found(f"Storage config of type {call.params['ResourceType']}", identifier)
    return kind, config


@operation(
    "AssociateInstanceStorageConfig",
    ignores=("ClientToken",),
    differs="in process nothing that it names is looked up",
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
        {"AssociationId": identifier, **_checked(call)},
    )
    return {"AssociationId": identifier}


@operation("DescribeInstanceStorageConfig")
def describe_instance_storage_config(call: Call) -> Document:
    """Describe where a kind of data is stored."""
    return {"StorageConfig": _find(call.instance, call)[1]}


@operation(
    "UpdateInstanceStorageConfig",
    ignores=("ClientToken",),
    differs="in process nothing that it names is looked up",
)
def update_instance_storage_config(call: Call) -> None:
    """Store a kind of data somewhere else."""
    contents = call.instance
    kind, _ = _find(contents, call)
    identifier = call.params["AssociationId"]
    config = {"AssociationId": identifier, **_checked(call)}
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

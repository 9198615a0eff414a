"""Schemas read off what Terraform prints, and off packages that are made of a provider."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from scripts.provider_schemas.deprecations import add_deprecations
from scripts.provider_schemas.errors import SchemaError
from scripts.provider_schemas.from_bindings import read_bindings
from scripts.provider_schemas.from_terraform import read_terraform_schema
from scripts.provider_schemas.schema import COMPUTED, OPTIONAL, REQUIRED, Block
from scripts.terraform.lockfile import AWS

PRINTED = {
    "provider_schemas": {
        AWS: {
            "provider": {"block": {"attributes": {"region": {"type": "string", "optional": True}}}},
            "data_source_schemas": {},
            "resource_schemas": {
                "aws_x_table": {
                    "block": {
                        "attributes": {
                            "name": {"type": "string", "required": True},
                            "tags": {"type": ["map", "string"], "optional": True, "deprecated": True},
                            "arn": {"type": "string", "computed": True},
                            "parts": {"type": ["list", ["object", {"id": "string"}]], "computed": True},
                        },
                        "block_types": {
                            "rule": {"nesting_mode": "list", "min_items": 1, "block": {"attributes": {}}},
                            "index": {
                                "nesting_mode": "set",
                                "block": {"attributes": {"key": {"type": "string", "required": True}}},
                            },
                        },
                    }
                }
            },
        }
    }
}

LINK = "Docs at Terraform Registry: {@link https://registry.terraform.io/providers/hashicorp/aws/9.2.0/docs/resources/x"
BINDINGS = f'''
class XTable(_base.TerraformResource):
    def __init__(self, scope, id_, *, name: builtins.str, rule: typing.Union["XTableRule", dict],
                 index: typing.Optional[typing.Sequence["XTableIndex"]] = None, tags: typing.Optional[dict] = None,
                 count: typing.Optional[int] = None) -> None:
        """
        :param scope: The scope.
        :param name: {LINK}#name XTable#name}}.
        :param rule: rule block. {LINK}#rule XTable#rule}}
        :param index: index block. {LINK}#index XTable#index}}
        :param tags: What tags mean. {LINK}#tags XTable#tags}}.
        :param count:
        """

    @builtins.property
    @jsii.member(jsii_name="arn")
    def arn(self) -> builtins.str: ...

    @builtins.property
    def parts(self) -> "XTablePartsList": ...

    @builtins.property
    def name_input(self) -> builtins.str: ...

    @builtins.property
    def index(self) -> "XTableIndexList": ...

class XTableRule:
    def __init__(self) -> None: ...

class XTableIndex:
    def __init__(self, *, key: builtins.str) -> None:
        """
        :param key: {LINK}#key XTable#key}}.
        """

class XTableIndexOutputReference(_base.ComplexObject):
    @builtins.property
    def key_input(self) -> builtins.str: ...

class XTablePartsOutputReference(_base.ComplexObject):
    @builtins.property
    def id(self) -> builtins.str: ...
'''

EXPECTED = Block(
    attributes={"name": REQUIRED, "tags": OPTIONAL, "arn": COMPUTED},
    blocks={
        "rule": Block(REQUIRED),
        "index": Block(OPTIONAL, {"key": REQUIRED}),
        "parts": Block(COMPUTED, {"id": COMPUTED}),
    },
)
TYPE = ("resource", "aws_x_table")
OF_PULUMI = '''
class Table(CustomResource):
    @property
    @_utilities.deprecated("""Use something else.""")
    def tags(self): ...
'''
BLOCKS_OF_PULUMI = '''
class TableIndexArgs:
    @property
    @_utilities.deprecated("""Use keys.""")
    def key(self): ...

class TableRuleArgs: ...

class TablePartArgs:
    @property
    @_utilities.deprecated("""Use parts_of.""")
    def id(self): ...
'''


def _wheel(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_what_terraform_prints() -> None:
    schema = read_terraform_schema(PRINTED, "5.1.0", [TYPE, ("provider", "aws"), ("data", "aws_gone")])

    assert schema.types == {
        TYPE: Block(attributes=EXPECTED.attributes, blocks=EXPECTED.blocks, deprecated={"tags": "deprecated"}),
        ("provider", "aws"): Block(attributes={"region": OPTIONAL}),
    }
    assert schema.version == "5.1.0"


def test_bindings(tmp_path: Path) -> None:
    wheel = _wheel(
        tmp_path / "cdktn_provider_aws-1.2.3-py3-none-any.whl", {"cdktn_provider_aws/x_table/__init__.py": BINDINGS}
    )

    schema = read_bindings(wheel, [TYPE, ("resource", "aws_gone")])

    assert schema.types == {TYPE: EXPECTED}
    assert (schema.version, schema.made_from) == ("9.2.0", "cdktn-provider-aws 1.2.3 of PyPI")


def test_a_module_of_another_form_is_told(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path / "a-1-x.whl", {"cdktn_provider_aws/x_table/__init__.py": "class XTable: ...\n"})
    with pytest.raises(SchemaError, match="no class of a resource"):
        read_bindings(wheel, [TYPE])


def test_deprecations(tmp_path: Path) -> None:
    wheel = _wheel(
        tmp_path / "pulumi.whl", {"pulumi_aws/x/table.py": OF_PULUMI, "pulumi_aws/x/_inputs.py": BLOCKS_OF_PULUMI}
    )
    block = Block.from_json(EXPECTED.to_json())

    add_deprecations(wheel, {TYPE: block})

    assert block.deprecated == {"tags": "Use something else."}
    assert block.blocks["index"].deprecated == {"key": "Use keys."}
    assert block.blocks["parts"].deprecated == {"id": "Use parts_of."}  # whose class is in the singular


@pytest.mark.parametrize("name", ["group", "policies", "parts"])
def test_a_block_that_is_named_otherwise_is_told(tmp_path: Path, name: str) -> None:
    wheel = _wheel(tmp_path / "pulumi.whl", {"pulumi_aws/x/table.py": OF_PULUMI, "pulumi_aws/x/_inputs.py": ""})
    with pytest.raises(SchemaError, match=f"no class Table{name.capitalize()}Args of a block {name}: say in"):
        add_deprecations(wheel, {TYPE: Block(blocks={name: Block()})})


def test_timeouts_are_left_out(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path / "pulumi.whl", {"pulumi_aws/x/table.py": OF_PULUMI})
    block = Block(attributes={"tags": OPTIONAL}, blocks={"timeouts": Block()})

    add_deprecations(wheel, {TYPE: block})

    assert block.deprecated == {"tags": "Use something else."}


def test_a_type_that_is_named_otherwise_is_told(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path / "pulumi.whl", {"pulumi_aws/x/tables.py": OF_PULUMI})
    with pytest.raises(SchemaError, match=r"x/table\.py has no class for the resource aws_x_table"):
        add_deprecations(wheel, {TYPE: Block()})

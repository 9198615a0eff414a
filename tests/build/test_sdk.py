"""The AWS SDK that is tested with is in each zip, as much of it as the function uses, and is the one that runs."""

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest

from roster.connect_users import LISTS
from scripts.packaging.errors import BuildError
from scripts.packaging.sdk import take_services, used_services
from tests.build.conftest import FUNCTIONS, PROJECT

REGIONS = ("eu-central-1", "us-east-1", "us-gov-west-1", "cn-north-1", "eu-isoe-west-1", "xx-nowhere-1")
SERVICES = {
    "ingest": {"dynamodb", "lambda", "s3", "secretsmanager"},
    "lifecycle": {"connect", "dynamodb", "secretsmanager"},
    "provision": {"connect", "dynamodb", "secretsmanager", "sqs"},
    "report": {"dynamodb", "s3", "sns"},
    "upkeep": {"connect", "dynamodb", "lambda", "s3", "secretsmanager", "sqs"},
}

MAKE_CLIENTS = """
import importlib, json, sys
code, runtime, function, regions, *services = sys.argv[1:]
sys.path[:0] = [code, runtime]
importlib.import_module(f"{function}.handler")
from roster.clients import aws_session, build_client
import boto3.dynamodb.types
import botocore
assert botocore.__file__.startswith(code), botocore.__file__
made = {"version": botocore.__version__, "boto3": boto3.__version__}
made["services"] = aws_session().get_available_services()
for region in regions.split(","):
    aws_session().set_config_variable("region", region)
    for service in services:
        client = build_client(service)
        signer = client._request_signer
        made[f"{service} {region}"] = [client.meta.endpoint_url, client.meta.config.signature_version,
                                       signer.region_name, signer.signing_name, client.meta.partition]
        if region == regions.split(",")[0]:
            members = {}
            for operation in client.meta.service_model.operation_names:
                shape = client.meta.service_model.operation_model(operation).input_shape
                members[operation] = sorted(shape.members) if shape else []
            made[service] = members
print(json.dumps(made))
"""


@pytest.fixture(scope="session")
def made(zips: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each function's own SDK says of itself, where the runtime's can't be imported."""
    runtime = tmp_path_factory.mktemp("runtime")
    for name in ("boto3", "botocore", "urllib3", "jmespath", "dateutil", "s3transfer", "six"):
        (runtime / f"{name}.py").write_text(
            "raise ImportError('the SDK of the runtime is not the one that is tested')\n"
        )
    answers = {}
    for function in FUNCTIONS:
        code = tmp_path_factory.mktemp(function)
        with zipfile.ZipFile(zips[function]) as archive:
            archive.extractall(code)
        command: list[str | Path] = [
            sys.executable,
            "-I",
            "-S",
            "-c",
            MAKE_CLIENTS,
            code,
            runtime,
            function,
            ",".join(REGIONS),
        ]
        result = subprocess.run(
            [*command, *sorted(SERVICES[function])],
            env={"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "POWERTOOLS_SERVICE_NAME": "test"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert result.returncode == 0, result.stderr
        answers[function] = json.loads(result.stdout)
    return answers


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_brings_the_sdk_that_is_tested_with(function: str, made: dict[str, dict[str, Any]]) -> None:
    assert made[function]["version"] == botocore.__version__
    assert made[function]["boto3"] == boto3.__version__


@pytest.mark.parametrize("function", FUNCTIONS)
def test_of_the_services_it_has_those_that_it_makes_clients_of(function: str, made: dict[str, dict[str, Any]]) -> None:
    assert set(made[function]["services"]) == SERVICES[function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_its_clients_are_those_of_the_whole_sdk(function: str, made: dict[str, dict[str, Any]]) -> None:
    session = botocore.session.Session()
    session.set_credentials("testing", "testing")
    for service in SERVICES[function]:
        for region in REGIONS:
            client: Any = session.create_client(service, region_name=region)
            signer = client._request_signer
            expected = [
                client.meta.endpoint_url,
                client.meta.config.signature_version,
                signer.region_name,
                signer.signing_name,
                client.meta.partition,
            ]
            assert made[function][f"{service} {region}"] == expected, (service, region)
        assert made[function][service].keys() == set(client.meta.service_model.operation_names)


def test_what_earlier_ones_lack_is_in_it(made: dict[str, dict[str, Any]]) -> None:
    for function in ("provision", "upkeep"):
        assert set(LISTS) <= set(made[function]["connect"]["CreateUser"])
        assert set(LISTS) <= set(made[function]["connect"]["UpdateUserConfig"])
    assert "IfMatch" in made["ingest"]["s3"]["PutObject"]


def test_floor_of_the_pins_is_that_of_the_operators_command(checkout: Path) -> None:
    command = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    (floor,) = (requirement for requirement in command if requirement.startswith("boto3"))
    for function in FUNCTIONS:
        text = (checkout / "lambda_src" / "requirements" / f"{function}.in").read_text("utf-8")
        assert floor in [line.partition("#")[0].strip() for line in text.splitlines()], function


@pytest.mark.parametrize("call", ["build_client(name)", "clients.build_client()", 'build_client(f"{name}")'])
def test_a_client_whose_service_the_build_cant_read_is_refused(call: str) -> None:
    with pytest.raises(BuildError, match=r"lambda_src/ingest/handler\.py:2: name the service of build_client there"):
        used_services({"ingest/handler.py": f"import x\nclient = {call}\n".encode()})


def test_the_newest_api_of_a_service_is_kept_and_no_other() -> None:
    files = {
        "botocore/session.py": b"",
        "botocore/data/partitions.json": b"{}",
        "botocore/data/lambda/2014-11-11/service-2.json.gz": b"",
        "botocore/data/lambda/2015-03-31/service-2.json.gz": b"",
        "botocore/data/lambda/2015-03-31/examples-1.json": b"",
        "botocore/data/lambda/2016-01-01/endpoint-rule-set-1.json.gz": b"",
        "botocore/data/s3/2006-03-01/service-2.json.gz": b"",
    }
    assert set(take_services(files, frozenset({"lambda"}))) == {
        "botocore/session.py",
        "botocore/data/partitions.json",
        "botocore/data/lambda/2015-03-31/service-2.json.gz",
    }


def test_a_service_that_the_sdk_lacks_is_refused() -> None:
    with pytest.raises(BuildError, match="sns: the pinned botocore has no model"):
        take_services({"botocore/session.py": b""}, frozenset({"sns"}))


def test_a_service_whose_endpoints_have_another_name_is_refused() -> None:
    files = {
        "botocore/data/cloudwatch/2010-08-01/service-2.json.gz": b"",
        "botocore/data/endpoints.json": json.dumps({"partitions": [{"services": {"monitoring": {}}}]}).encode(),
    }
    with pytest.raises(BuildError, match=r"cloudwatch: .*endpoints\.json has this service by another name"):
        take_services(files, frozenset({"cloudwatch"}))

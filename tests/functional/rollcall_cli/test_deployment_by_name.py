"""A deployment is found by its name alone, in the parameter that Terraform writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.session import Session
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count

from rollcall_cli.deployment_parameter import deployment_by_name
from rollcall_cli.errors import IMPOSSIBLE, USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import begin_with
from tests.functional.quick_clients import clients_as_they_come
from tests.functional.rollcall_cli.command_line import CommandLine

_REGION = "eu-central-1"
OUTPUTS = {
    "name": "staff",
    "region": _REGION,
    "instance_id": "i",
    "instance_arn": f"arn:aws:connect:{_REGION}:123456789012:instance/i",
    "files_table": "staff-files",
    "function_names": {"upkeep": "staff-upkeep"},
}


@pytest.fixture
def aws() -> Iterator[None]:
    """An account without anything."""
    with mock_aws():
        yield


def put(value: object, *, name: str = "/rollcall/staff/deployment", region: str = _REGION) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    boto3.client("ssm", region_name=region).put_parameter(Name=name, Value=text, Type="String")


def refusal(name: str, region: str | None = None) -> CliError:
    with pytest.raises(CliError) as caught:
        deployment_by_name(name, region)
    return caught.value


def test_every_command_works_by_name(centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    centre.ingest("agents.csv", "ada,Ada,King,ada@example.com", header="username,first_name,last_name,email\n")
    put(json.loads(rollcall.stack_file.read_text("utf-8")))

    by_option = rollcall.run_alone("status", "--deployment", "staff", "--json")
    monkeypatch.setenv("ROLLCALL_DEPLOYMENT", "staff")
    by_environment = rollcall.run_alone("status", "--json")

    assert by_option.exit_code == by_environment.exit_code == 0
    assert [entry["key"] for entry in by_option.json] == ["agents.csv"]
    assert by_environment.json == by_option.json


def test_a_name_goes_before_a_file_that_the_environment_names(
    centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell that `build/local/env` was read into once must not lead a command elsewhere than it says."""
    put(OUTPUTS)
    monkeypatch.setenv("ROLLCALL_STACK_FILE", str(rollcall.stack_file))

    assert find_deployment(None, "staff", None).output("files_table") == "staff-files"
    assert find_deployment(None, None, None).output("files_table") == "rollcall-files"


def test_rules_of_a_deployment_are_asked_for_by_its_name(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    """The deployment's country is GB; the option's default is US."""
    put(json.loads(rollcall.stack_file.read_text("utf-8")))
    file = tmp_path / "agents.csv"
    file.write_text("username,first_name,last_name,email,mobile\nada,Ada,King,ada@example.com,020 7946 0001\n")

    assert rollcall.run_alone("validate", str(file)).exit_code == 1
    assert rollcall.run_alone("validate", str(file), "--deployment", "staff").exit_code == 0


@pytest.mark.usefixtures("aws")
def test_clients_are_of_the_deployments_region() -> None:
    put({**OUTPUTS, "region": "us-west-2"}, region="us-west-2")

    deployment = find_deployment(None, "staff", "us-west-2")

    assert deployment.client("dynamodb").meta.region_name == "us-west-2"
    assert deployment.function_name("upkeep") == "staff-upkeep"


@pytest.mark.usefixtures("aws")
def test_no_such_deployment_but_others() -> None:
    for number in range(12):  # a page holds ten
        put(OUTPUTS, name=f"/rollcall/staff-{number:02}/deployment")
    put("someone else's", name="/rollcall/staff-00/colour")

    error = refusal("staf")

    assert str(error).startswith("There is no deployment 'staf' in eu-central-1, only: staff-00, staff-01, staff-02,")
    assert str(error).endswith("staff-11")
    assert "--region" in error.advice
    assert error.exit_code == IMPOSSIBLE


@pytest.mark.usefixtures("aws")
def test_another_region_has_none() -> None:
    put(OUTPUTS)

    error = refusal("staff", "us-east-1")

    assert str(error) == "There is no deployment 'staff' in us-east-1, nor any other"
    assert "--region" in error.advice


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{", "is no JSON"),
        ("[" * 4_000, "is no JSON"),
        ("[]", "holds no outputs"),
        ("{}", "has no outputs of Rollcall"),
        ('{"instance_id": 7}', "has no outputs of Rollcall"),
    ],
)
def test_a_parameter_that_holds_something_else(value: str, message: str) -> None:
    put(value)

    error = refusal("staff")

    assert str(error).startswith(f"the SSM parameter /rollcall/staff/deployment in eu-central-1 {message}")
    assert "terraform apply" in error.advice


@pytest.mark.usefixtures("aws")
def test_a_deployment_of_an_older_version_lacks_what_a_command_needs() -> None:
    put(OUTPUTS)

    with pytest.raises(CliError, match=r"no output 'agents_table' in the SSM parameter /rollcall/staff/deployment"):
        deployment_by_name("staff", None).agents()


@pytest.mark.parametrize("name", ["", "a/b", "../x", "a b", "staff\n"])
def test_what_no_deployment_is_called(name: str) -> None:
    error = refusal(name)

    assert "is no name of a deployment" in str(error)
    assert error.exit_code == USAGE


def refusal_of_a_user_with(*actions: str) -> CliError:
    """Ask as a user who may do these actions and nothing else."""

    def ask() -> CliError:
        iam = boto3.client("iam", region_name=_REGION)
        iam.create_user(UserName="operator")
        document = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": ["sts:GetCallerIdentity", *actions], "Resource": "*"}],
        }
        iam.put_user_policy(UserName="operator", PolicyName="p", PolicyDocument=json.dumps(document))
        key = iam.create_access_key(UserName="operator")["AccessKey"]
        session = Session()
        session.set_credentials(key["AccessKeyId"], key["SecretAccessKey"])
        begin_with(session)
        return refusal("staff")

    unchecked_calls = 3  # those that make the user
    with clients_as_they_come():  # moto compares signatures then
        error: CliError = set_initial_no_auth_action_count(unchecked_calls)(ask)()
    return error


@pytest.mark.usefixtures("aws")
def test_who_may_not_read_the_parameter() -> None:
    put(OUTPUTS)

    error = refusal_of_a_user_with()

    assert str(error).startswith("You may not read the SSM parameter /rollcall/staff/deployment in eu-central-1: ")
    assert "is not authorized to perform: ssm:GetParameter" in str(error)
    assert "ssm:GetParameter allowed on parameter/rollcall/staff/deployment" in error.advice
    assert "--stack-file" in error.advice


@pytest.mark.usefixtures("aws")
def test_who_may_not_list_parameters() -> None:
    error = refusal_of_a_user_with("ssm:GetParameter")

    assert str(error).startswith("There is no deployment 'staff' in eu-central-1; which there are you may not list")
    assert "ssm:GetParametersByPath" in str(error)

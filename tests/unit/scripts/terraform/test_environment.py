"""The environment for Terraform keeps out what a user has set for real AWS."""

from pathlib import Path

from scripts.terraform.environment import terraform_environment


def test_a_users_workspace_variables_and_arguments_stay_out(tmp_path: Path) -> None:
    base = {
        "PATH": "/bin",
        "TF_WORKSPACE": "production",
        "TF_VAR_name": "mine",
        "TF_CLI_ARGS_apply": "-lock=false",
        "TF_DATA_DIR": "/elsewhere",
    }
    environment = terraform_environment(tmp_path / "data", base)
    assert environment["PATH"] == "/bin"
    assert environment["TF_DATA_DIR"] == str((tmp_path / "data").resolve())
    assert not {"TF_WORKSPACE", "TF_VAR_name", "TF_CLI_ARGS_apply"} & environment.keys()


def test_a_cli_configuration_that_is_missing_is_replaced(tmp_path: Path) -> None:
    environment = terraform_environment(tmp_path, {"TF_CLI_CONFIG_FILE": "/nowhere/terraformrc"})
    assert Path(environment["TF_CLI_CONFIG_FILE"]).is_file()


def test_a_users_cli_configuration_is_kept(tmp_path: Path) -> None:
    config = tmp_path / "mine.tfrc"
    config.write_text("disable_checkpoint = true\n")
    environment = terraform_environment(tmp_path / "data", {"TF_CLI_CONFIG_FILE": str(config)})
    assert environment["TF_CLI_CONFIG_FILE"] == str(config)

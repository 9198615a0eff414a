"""`validate` says what ingest would."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace

import pytest

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.deployment_rules import DEFAULTS, chosen_rules, with_column_names
from rollcall_cli.directory_check import Check, check_file
from rollcall_cli.errors import CliError
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Sheet, ods, xlsx

HEADER = "username,first_name,last_name,email,security_profiles,favourite colour,password\n"


def check(text: str, rules: DeploymentRules = DEFAULTS) -> Check:
    return check_file(io.BytesIO(text.encode()), rules)


def test_good_rows() -> None:
    result = check(HEADER + "ada,Ada,King,ada@example.com,Agent,red,Initial1Word\n")

    assert (result.good, result.rows, result.rejected, result.problems) == (True, 1, 0, [])
    assert result.unknown_columns == ("favourite colour",)


def test_every_broken_rule_of_a_row_is_named_without_the_password() -> None:
    result = check(HEADER + "ada,,King,nowhere,Admin,red,Initial1Word\n")
    weak = check(HEADER + "ada,Ada,King,ada@example.com,Agent,red,weakword\n")

    assert (result.good, result.rows, result.rejected) == (False, 1, 1)
    assert {problem["column"] for problem in result.problems} == {"email", "security_profiles"}
    assert {problem["column"] for problem in weak.problems} == {"password"}
    assert "Initial1Word" not in str(result)
    assert "weakword" not in str(weak)
    assert "first_name" in str(check(HEADER + "ada,,King,a@example.com,Agent,red,\n").problems)


def test_of_a_row_whose_cells_may_have_moved_nothing_is_named() -> None:
    result = check(HEADER + "ada,,King,nowhere,Admin,red,weakword\n")

    assert (result.rows, result.rejected) == (1, 1)
    assert {problem["column"] for problem in result.problems} == {"email", "security_profiles", "password"}
    assert not any(text in str(result.problems) for text in ("King", "nowhere", "Admin", "weakword"))


def test_rows_for_agents_that_exist_need_no_name() -> None:
    """A file without a column leaves it alone; offline nobody knows whether the agent is there."""
    result = check("username,routing_profile,acw_seconds\nada,Basic Routing Profile,30\n")

    assert result.good
    assert {warning["column"] for warning in result.warnings} == {"first_name", "last_name"}
    assert all("if the agent is new" in warning["message"] for warning in result.warnings)


def test_a_repeated_login() -> None:
    row = "ada,Ada,King,ada@example.com,Agent,red,\n"

    assert check(HEADER + row + row).problems[0]["line"] == 3


def test_many_rows_with_one_cause_are_one_finding() -> None:
    rows = "".join(f"agent{number},Ada,King,030 {number}\n" for number in range(1000, 1020))

    result = check("username,first_name,last_name,mobile\n" + rows)

    assert len(result.problems) == 20
    [finding] = result.findings
    assert (finding.column, finding.count) == ("mobile", 20)
    assert "set default_phone_country" in finding.message
    assert "--phone-country" in finding.message


def test_a_plain_file_is_told_with_the_headers_that_are_known() -> None:
    problem = str(check("Room;Login;Roting Profile\n12;x;y\n").problem)

    assert "'Login' (username)" in problem
    assert "'Room'" in problem
    assert "'Roting Profile' (did you mean 'routing profile'?)" in problem
    assert "None of its headers is known" in str(check("a,b\n1,2\n").problem)
    own = replace(DEFAULTS, column_names={"Room": "tags"})
    assert "'Room' (tags)" in str(check("Room;Colour\n12;x\n", own).problem)


def test_a_directory_without_logins_is_told_with_the_headers_that_are_known() -> None:
    problem = str(check("First Name,Surname,Routing Profile,Badge\nAda,King,Basic Routing Profile,7\n").problem)

    assert "no column for the login" in problem
    assert "Known of its header: 'First Name' (first_name), 'Surname' (last_name)" in problem
    assert "Not known: 'Badge'" in problem


def test_what_is_no_directory() -> None:
    result = check("hello\n")

    assert not result.good
    assert "no agent directory" in str(result.problem)
    assert check("").problem == result.problem


def test_a_workbook_is_read_as_ingest_reads_it() -> None:
    rows: list[list[Cell]] = [["username", "first_name", "last_name"], ["ada", "Ada", "King"], ["bob", "", "Byrne"]]
    book = xlsx(Sheet([["Read me"]], "Notes"), Sheet(rows, "Staff", hidden_rows=frozenset({3})))

    result = check_file(io.BytesIO(book), DEFAULTS, "staff.xlsx")

    assert (result.rows, result.rejected, [problem["line"] for problem in result.problems]) == (2, 1, [3])
    assert "The sheet 'Staff' was read." in result.notice
    assert "hidden or filtered out were read as well: 3." in result.notice


def test_a_spreadsheet_that_can_not_be_looked_into_is_told_with_what_to_do() -> None:
    result = check_file(io.BytesIO(ods([["username", "password"]])), DEFAULTS)

    assert not result.good
    assert "Save it as an Excel workbook (.xlsx) or as CSV UTF-8" in str(result.problem)


def test_a_header_that_can_not_be_taken() -> None:
    result = check("username,login,first_name,last_name\nada,ada,Ada,King\n")

    assert not result.good
    assert "username, login" in str(result.problem)


def test_a_compressed_file() -> None:
    body = gzip.compress((HEADER + "ada,Ada,King,ada@example.com,Agent,red,\n").encode())

    assert check_file(io.BytesIO(body), DEFAULTS).good


def test_the_rules_of_the_command_line() -> None:
    row = HEADER + "ada,Ada,King,ada@example.com,Admin,red,\n"
    assert check(row, chosen_rules(saml=False, allowed=["Admin"], phone_country="us")).good
    assert chosen_rules(saml=True, allowed=None, phone_country="de") == replace(DEFAULTS, saml=True, phone_country="DE")


def test_the_defaults_are_the_roots() -> None:
    """Offline nothing else tells them."""
    from hcl2.api import load

    from scripts.terraform.initialise import PROJECT

    with (PROJECT / "variables.tf").open() as file:
        variables = {name: body for block in load(file)["variable"] for name, body in block.items()}
    defaults = {name.strip('"'): body.get("default") for name, body in variables.items()}

    def plain(value: object) -> object:
        return value.strip('"') if isinstance(value, str) else value

    assert plain(defaults["default_routing_profile"]) == DEFAULTS.default_routing_profile
    assert [plain(name) for name in defaults["default_security_profiles"]] == list(DEFAULTS.default_security_profiles)
    assert defaults["allowed_security_profiles"] in (None, "null", "${null}")
    assert plain(defaults["default_phone_country"]) == DEFAULTS.phone_country
    assert f"{plain(defaults['name'])}:import" == DEFAULTS.own_tag
    assert plain(defaults["identity_management_type"]) == "CONNECT_MANAGED"


def test_a_header_of_ones_own_is_tried_before_it_is_deployed() -> None:
    text = "Badge,First name,Last name\nada,Ada,King\n"

    assert not check(text).good
    assert check(text, with_column_names(DEFAULTS, ["Badge = username"])).good
    for wrong in ("Badge", "=username", "Badge=login"):
        with pytest.raises(CliError, match="names no column"):
            with_column_names(DEFAULTS, [wrong])


def test_withheld_and_nearly_known_columns_are_told() -> None:
    result = check("username,first_name,last_name,PIN,Routing Profil\nada,Ada,King,4711,Sales\n")

    assert (result.good, result.withheld_columns) == (True, ("PIN",))
    assert "did you mean 'routing profile'" in result.notice


def test_a_table_of_people_is_told_by_its_name_too() -> None:
    rows = b"ada,Ada,King,ada@example.com\nbob,Bob,King,bob@example.com\n"

    assert "no header" in str(check_file(io.BytesIO(rows), DEFAULTS, "staff.csv").problem)

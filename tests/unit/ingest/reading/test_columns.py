"""Headers name columns, whoever wrote them."""

from __future__ import annotations

import pytest

from ingest.reading.columns import column_of, read_header


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("username", "username"),
        ("User Login", "username"),
        ("LOGIN", "username"),
        ("user_name", "username"),
        ("first name", "first_name"),
        ("Last-Name", "last_name"),
        ("email address", "email"),
        ("E-Mail", "email"),
        ("Secondary Email Address", "secondary_email"),
        ("mobile number", "mobile"),
        ("routing profile name", "routing_profile"),
        ("security_profile_name_1|security_profile_name_2", "security_profiles"),
        ("security profile name_1|security profile name_2|security profile name_3", "security_profiles"),
        ("Security Profiles", "security_profiles"),
        ("UserHierarchy", "user_hierarchy"),
        ("agent hierarchy", "user_hierarchy"),
        ("user_hierarchy_1|user_hierarchy_2", "user_hierarchy"),
        ("phone type (soft/desk)", "phone_type"),
        ("phone number", "desk_phone_number"),
        ("soft phone auto accept (yes/no)", "auto_accept"),
        ("ACW timeout (seconds)", "acw_seconds"),
        ("Tags", "tags"),
        ("proficiencies", "proficiencies"),
        ("Status", "status"),
        ("Secretary", None),
        ("Benutzername", "username"),
        ("Nom d'utilisateur", "username"),
        ("sAMAccountName", "username"),
        ("\uff4c\uff4f\uff47\uff49\uff4e", "username"),
        ("User login (required)", "username"),
        ("Legal Name - First Name", "first_name"),
        ("Mobile phone [mobile]", "mobile"),
        ("Name, Vorname", "name"),
        ("user id", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_header_names_a_column(header: str, column: str | None) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    "header",
    [
        *("password", "Initial password", "PASSWD", "pwd", "Temporary password", "PASSWORD *", "Initial Password:"),
        *("Kennwort", "Start-Passwort", "Startkennwort", "Mot de passe", "Contraseña", "Senha", "Palavra-passe"),
        *("Wachtwoord", "Password iniziale", "パスワード", "비밀번호", "密码", "密碼", "Kata sandi", "Hasło"),
        *("Password [Required]", "Initial password [passwordProfile] Required"),
    ],
)
def test_a_password_is_read_from_a_header_that_says_nothing_else(header: str) -> None:
    read = read_header(["login", header])

    assert column_of(header) == "password"
    assert read.initial_passwords == (1,)
    assert read.withheld == ()


@pytest.mark.parametrize(
    "header",
    [
        *("PasswordLastSet", "pwdLastSet", "PasswordHash", "Last Password Change", "PasswordNeverExpires"),
        *("Secret question", "Secret Santa group", "client_secret", "Password (8 characters)", "userPassword"),
        *("PW", "Pass", "Initial PW", "InitialPW", "P/W", "PIN", "PIN2", "agentPIN", "Clave", "Parola", "Passphrase"),
        *("Password (yes/no)", "Kennwort (ja/nein)"),
        *("Old password", "Wi-Fi password", "Passwort gesetzt am", "canChangePassword", "Credential", "Şifre neu"),
    ],
)
def test_a_column_that_only_speaks_of_passwords_is_withheld(header: str) -> None:
    read = read_header(["login", header])

    assert column_of(header) == "password"
    assert read.initial_passwords == ()
    assert read.passwords == {1}
    assert read.withheld == (header,)
    assert read.kept == (0,)
    assert read.unknown == ()


@pytest.mark.parametrize(
    "header",
    ["Secretary", "Secrétaire", "Passport number", "Bypass", "Compass team", "Shopping", "Spin", "Pinneberg", "Claves"],
)
def test_a_word_within_a_word_is_none_for_passwords(header: str) -> None:
    assert read_header(["login", header]).passwords == frozenset()


def test_a_directory_has_three_columns_and_one_that_only_staff_have() -> None:
    assert read_header(["login", "first name", "last name"]).is_agent_directory
    assert read_header(["first name", "password", "acw timeout"]).is_agent_directory
    assert not read_header(["login", "first name", "notes"]).is_agent_directory
    assert not read_header(["first name", "last name", "email", "status", "phone number"]).is_agent_directory
    assert not read_header(['["login"', "first name", "last name]"]).is_agent_directory


def test_a_mended_report_is_a_directory_without_the_passwords_that_it_had() -> None:
    assert read_header(["display name", "login", "password"]).is_agent_directory
    assert read_header(["display name", "login", "error"]).is_agent_directory
    assert not read_header(["display name", "error", "login"]).is_agent_directory


def test_a_name_and_a_password_beside_a_login_are_accounts_anywhere() -> None:
    assert not read_header(["name", "url", "username", "password"]).is_agent_directory
    assert read_header(["name", "username", "email"]).is_agent_directory


def test_of_several_password_columns_those_that_say_nothing_else_are_read() -> None:
    header = read_header(["pwd", "login", "x", "Password expired", "first name", "Kennwort"])

    assert header.passwords == {0, 3, 5}
    assert header.initial_passwords == (0, 5)
    assert header.withheld == ("Password expired",)


def test_cells_of_columns_that_are_not_used_are_not_kept() -> None:
    assert read_header(["pwd", "login", "x", "error", "first name", ""]).kept == (1, 4)


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["sAMAccountName", "userPrincipalName", "mail"], {"username": 0, "email": 2}),
        (["userPrincipalName", "Login", "mail"], {"username": 1, "email": 2}),
        (["mail", "email"], {"email": 1}),
        (["Nom", "Prénom"], {"last_name": 0, "first_name": 1}),
        (["Nombre", "Apellidos"], {"first_name": 0, "last_name": 1}),
        (["Nombre", "Usuario"], {"name": 0, "username": 1}),
        (["Name", "Vorname"], {"last_name": 0, "first_name": 1}),
        (["Name", "GivenName", "Surname"], {"name": 0, "first_name": 1, "last_name": 2}),
        (["cn", "displayName", "Name"], {"name": 1}),
        (["First Name [Required]", "Email Address [Required]"], {"first_name": 0, "email": 1}),
        (["Name [displayName] Required", "User name [userPrincipalName] Required"], {"name": 0, "username": 1}),
        (["New Status [UPLOAD ONLY]", "State or province [state]"], {}),
    ],
)
def test_the_strongest_header_of_a_column_counts(names: list[str], columns: dict[str, int]) -> None:
    header = read_header(names)

    assert header.columns == columns
    assert header.repeated == ()


def test_unknown_columns_are_named() -> None:
    assert read_header(["login", "Cost Centre", "error", "pwd", "", " "]).unknown == ("Cost Centre",)


def test_columns_of_one_meaning_are_named_together() -> None:
    assert read_header(["login", "User Login", "pwd", "password", "user name", "uid"]).repeated == (
        "login",
        "User Login",
        "user name",
    )


@pytest.mark.parametrize(("name", "expected"), [("error", True), (" Error ", True), ("errors", False)])
def test_a_column_of_errors_is_recognised(name: str, expected: bool) -> None:
    assert read_header(["login", name]).has_error_column == expected


def test_the_width_leaves_nameless_columns_at_the_end_out() -> None:
    assert read_header(["", "login", "", "pwd", "", " "]).width == 4
    assert read_header([]).width == 0


def test_headers_of_our_reports_lose_their_guard() -> None:
    assert read_header(["'=login", "'-x"]).names == ("=login", "-x")


def test_the_deployments_own_headers_come_before_those_that_are_built_in() -> None:
    own = {"Badge": "username", "team member": "name", "Access code": "password", "PIN": "tags"}

    header = read_header(["BADGE", "Login", "Team-Member", "Access Code", "PIN", "pass"], column_names=own)

    assert header.columns == {"username": 0, "name": 2, "tags": 4}
    assert header.initial_passwords == (3,)
    assert header.passwords == {3, 5}
    assert header.unknown == ("Login",)
    assert header.is_agent_directory

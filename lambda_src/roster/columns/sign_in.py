"""Columns of how an agent signs in. Pure."""

from __future__ import annotations

from typing import Final

from roster.columns import forms
from roster.columns.declaration import Column

USERNAME: Final = Column(
    "username",
    forms.LOGIN,
    cells="letters a to z, digits and `_ - . @`; up to 100 characters, a warning above 20; with SAML up to 64, "
    "and `\\` too. Without this column, the e-mail address is the login",
    headers="""
        English: username; user login; login; login name; user logon name; agent login
        German: Benutzername; Anmeldename; Benutzerkennung; Login-Name
        French: Identifiant; Nom d’utilisateur; Nom utilisateur
        Spanish: Usuario; Nombre de usuario
        Italian: Nome utente; Utente
        Portuguese: Usuário; Nome de usuário; Nome de utilizador; Utilizador
        Dutch: Gebruikersnaam; Inlognaam
        Active Directory: sAMAccountName (2)
        LDAP: uid (2)
        Entra: userPrincipalName (3)
    """,
    label="login",
    only_staff=True,
)

PASSWORD: Final = Column(
    "password",
    forms.PASSWORD,
    cells="the initial one, by Connect's rule: 8 to 64 characters, lower case, upper case, digit. Empty: one is made",
    headers="""
        English: password; passwd; pwd; initial password; initial pwd; temporary password; temp password
        English: first password; start password; starting password; one-time password; default password; new password
        English: login password; agent password
        Amazon Connect: Connect password
        Entra: Initial password [passwordProfile] Required
        German: Passwort; Kennwort; Startpasswort; Startkennwort; Erstpasswort; Erstkennwort; Einmalpasswort
        German: Einmalkennwort; Initialpasswort; Initialkennwort; Initiales Passwort; Initiales Kennwort
        German: Temporäres Passwort; Temporäres Kennwort
        French: Mot de passe; Mot de passe initial; Mot de passe temporaire; Mot de passe provisoire
        Spanish: Contraseña; Contraseña inicial; Contraseña temporal; Contraseña provisional
        Italian: Password iniziale; Password temporanea; Password provvisoria
        Portuguese: Senha; Senha inicial; Senha temporária; Senha provisória; Palavra-passe; Palavra-passe inicial
        Dutch: Wachtwoord; Initieel wachtwoord; Tijdelijk wachtwoord; Startwachtwoord
        Japanese: パスワード; 初期パスワード; 仮パスワード
        Korean: 비밀번호; 초기 비밀번호; 임시 비밀번호
        Chinese: 密码; 初始密码; 临时密码
        Chinese (traditional): 密碼; 初始密碼; 臨時密碼
        Indonesian: Kata sandi; Kata sandi awal; Kata sandi sementara
        Swedish: Lösenord
        Danish: Adgangskode
        Norwegian: Passord
        Finnish: Salasana
        Polish: Hasło; Hasło początkowe
        Czech: Heslo
        Hungarian: Jelszó
        Croatian: Lozinka
        Slovenian: Geslo
        Lithuanian: Slaptažodis
        Estonian: Parool
        Turkish: Şifre
        Greek: Κωδικός πρόσβασης
        Russian: Пароль
        Bulgarian: Парола
    """,
)

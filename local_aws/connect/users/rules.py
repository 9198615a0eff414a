"""Checks of a user that botocore's model does not have.

The rules are those of the API reference for CreateUser and UpdateUserIdentityInfo.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter
from local_aws.connect.controls import controls
from local_aws.connect.resources import SECURITY_PROFILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.connect.state import Contents, Document

MANAGED = "CONNECT_MANAGED"
SAML = "SAML"

MAX_LAST_NAME_CHARACTERS = 256
"""Of an instance that manages its users itself; the model's 300 are those of SAML."""

_USERNAME = re.compile(r"[a-zA-Z0-9_\-.@]+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def check_username(identity_management_type: str, username: str) -> None:
    """Check a new user's name.

    Raises:
        ConnectError: InvalidParameterException.
    """
    saml = identity_management_type == SAML
    limit = controls().limits["saml_username_characters" if saml else "username_characters"]
    if len(username) > limit:
        raise invalid_parameter(f"Username must have at most {limit} characters")
    if not _USERNAME.fullmatch(username):
        raise invalid_parameter("Username must have only letters, digits, and any of _ - . @")
    if "@" in username and not _EMAIL.fullmatch(username):
        raise invalid_parameter("Username can contain @ only as an e-mail address")


def check_password(identity_management_type: str, password: str | None) -> None:
    """Check whether a new user's password may be there; the model's pattern says what it looks like.

    Raises:
        ConnectError: InvalidParameterException.
    """
    if identity_management_type == MANAGED and password is None:
        raise invalid_parameter("Password is required for an instance that manages its users itself")
    if identity_management_type != MANAGED and password is not None:
        raise invalid_parameter(f"Password must not be given for identity management by {identity_management_type}")


def check_identity(identity_management_type: str, identity: Document | None) -> None:
    """Check a user's identity information.

    Raises:
        ConnectError: InvalidParameterException.
    """
    info = identity or {}
    if identity_management_type in (MANAGED, SAML):
        for member in ("FirstName", "LastName"):
            if not info.get(member):
                raise invalid_parameter(f"IdentityInfo.{member} is required")
    for member in ("FirstName", "LastName"):
        if not unicodedata.is_normalized("NFC", info.get(member, "")):
            raise invalid_parameter(f"IdentityInfo.{member} must be in Unicode normalization form C")
    if identity_management_type == MANAGED and len(info.get("LastName", "")) > MAX_LAST_NAME_CHARACTERS:
        raise invalid_parameter(f"IdentityInfo.LastName must have at most {MAX_LAST_NAME_CHARACTERS} characters")
    if identity_management_type == SAML and info.get("Email"):
        raise invalid_parameter("IdentityInfo.Email must not be given for identity management by SAML")
    for member in ("Email", "SecondaryEmail"):
        if info.get(member) and not _EMAIL.fullmatch(info[member]):
            raise invalid_parameter(f"IdentityInfo.{member} is not an e-mail address")


def check_security_profiles(contents: Contents, identifiers: Sequence[str]) -> None:
    """Check that security profiles exist, each named once.

    Raises:
        ConnectError: InvalidParameterException or ResourceNotFoundException.
    """
    if len(set(identifiers)) != len(identifiers):
        raise invalid_parameter("SecurityProfileIds names a security profile twice")
    for identifier in identifiers:
        SECURITY_PROFILE.find(contents, identifier)

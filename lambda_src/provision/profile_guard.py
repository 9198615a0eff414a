"""Keeps Rollcall off users, and users off profiles, that this deployment does not allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provision.connect.instance_names import InstanceNames
from provision.settings import ProvisionSettings
from provision.wanted_state import refuse_profiles
from roster.errors import PermanentError


class ProfileGuard:
    """Knows whom Rollcall may touch.

    Args:
        settings: the deployment's decisions.
        directory: names the security profiles of users.
    """

    def __init__(self, settings: ProvisionSettings, directory: InstanceNames) -> None:
        self._allowed = settings.allowed_security_profiles
        self._directory = directory

    def check_profiles(self, profiles: list[str]) -> None:
        """Make sure that an agent may hold security profiles.

        Raises:
            PermanentError: it may not.
        """
        refuse_profiles(profiles, self._allowed, "The agent shall hold")

    def check_user(self, user: Mapping[str, Any]) -> None:
        """Make sure that Rollcall may touch a user at all.

        Args:
            user: as DescribeUser answers it.

        Raises:
            PermanentError: it may not.
        """
        names = [self._directory.security_profile_name(held) for held in user["SecurityProfileIds"]]
        if None in names:
            raise PermanentError("The Connect user holds a security profile that the instance does not list")
        held = [name for name in names if name is not None]
        refuse_profiles(held, self._allowed, "The Connect user holds")

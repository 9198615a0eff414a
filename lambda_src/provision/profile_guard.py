"""Refuses agents and users with security profiles that the deployment does not allow (`allowed_security_profiles`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provision.connect.instance_names import InstanceNames
from provision.settings import ProvisionSettings
from provision.wanted_state import require_allowed_profiles
from roster.errors import PermanentError


class ProfileGuard:
    """Knows which security profiles agents may get, and which users Rollcall may touch.

    Args:
        settings: the deployment's settings.
        names: finds the names of the security profiles that users hold.
    """

    def __init__(self, settings: ProvisionSettings, names: InstanceNames) -> None:
        self._allowed = settings.allowed_security_profiles
        self._names = names

    def check_profiles(self, profiles: list[str]) -> None:
        """Raise if an agent wants a security profile that is not allowed.

        Raises:
            PermanentError: it may not.
        """
        require_allowed_profiles(profiles, self._allowed, "The agent shall hold")

    def check_user(self, user: Mapping[str, Any]) -> list[str]:
        """Raise if a user holds a security profile that is not allowed, so that Rollcall may not touch it.

        Args:
            user: as DescribeUser answers it.

        Returns:
            The names of the profiles that it holds.

        Raises:
            PermanentError: it may not.
        """
        held = [self._names.security_profile_name(profile_id) for profile_id in user["SecurityProfileIds"]]
        if None in held:
            raise PermanentError("The Connect user holds a security profile that the instance does not list")
        names = [name for name in held if name is not None]
        require_allowed_profiles(names, self._allowed, "The Connect user holds")
        return names

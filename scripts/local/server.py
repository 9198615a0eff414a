"""Starts local AWS on a site, or finds the one that runs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.client import AdminError, LocalAws, LocalAwsError
from scripts.local.errors import LocalError

if TYPE_CHECKING:
    from scripts.local.site import Site


def start_server(site: Site, *, detached: bool) -> LocalAws:
    """Starts an empty local AWS; what an earlier one left on the site is dropped.

    Args:
        site: Its folder.
        detached: Whether it outlives this process.

    Raises:
        LocalError: It did not start; the message holds the end of its log.
    """
    site.forget_deployment()
    try:
        return LocalAws(site.server_data, detached=detached)
    except LocalAwsError as error:
        raise LocalError(f"local AWS did not start: {error}", site.server_log) from error


def running_server(site: Site) -> LocalAws | None:
    """Finds the local AWS that runs on `site`.

    Returns:
        The server, or None if there is none: a process that has taken over its id does not answer as one.
    """
    if not site.server_json.is_file():
        return None
    try:
        server = LocalAws.attach(site.server_json)
        server.controls.calls()
    except (LocalAwsError, AdminError, OSError, ValueError):
        return None
    return server

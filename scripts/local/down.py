"""`make down`: destroys and stops what `make up` started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.interruptions import undisturbed
from scripts.local.deployment import Deployment
from scripts.local.guard import use_local_aws
from scripts.local.leftovers import report_leftovers
from scripts.local.server import running_server

if TYPE_CHECKING:
    from scripts.local.narrator import Narrator
    from scripts.local.site import Site


def take_down(site: Site, narrator: Narrator) -> None:
    """Destroys the deployment and stops the server, in any case: it keeps nothing when it ends.

    Raises:
        LocalError: The destroy failed or left something; the server has been stopped all the same.
    """
    server = running_server(site)
    if server is None:
        site.forget_deployment()
        narrator.say("Local AWS is not up; nothing to do.")
        return
    try:
        use_local_aws(server)
        deployment = Deployment(site, lasting=False)
        if site.state.is_file():
            deployment.prepare()
            with narrator.step("Destroying") as bar:
                deployment.destroy(bar)
        report_leftovers(server.controls.inventory(), narrator, site.server_log)
    finally:
        with undisturbed():
            server.stop()
            site.forget_deployment()
    narrator.say("Local AWS is down.")
